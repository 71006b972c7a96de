"""Log lines as JSON with the request's id; never a query string, never a form, never the secret of a link."""

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime

request_id: ContextVar[str] = ContextVar("request_id", default="-")
SECRET_IN_PATH = re.compile(r"(/f/|/feeds/)[^/\s\"'?]{20,}", re.IGNORECASE)


def without_secrets(text: str) -> str:
    """A text in which paths of links and calendar addresses name no secret."""
    return SECRET_IN_PATH.sub(r"\1…", text)


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request": request_id.get(),
            "message": without_secrets(record.getMessage()),
        }
        if record.exc_info:
            line["exception"] = without_secrets(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)
