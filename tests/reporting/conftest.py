from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.callcenter.actions import import_calls
from apps.callcenter.models import CallProfile
from apps.core.clock import JST
from apps.counters.models import CounterSession
from apps.reporting import files
from apps.reporting.enums import ReportKind
from apps.reporting.models import Report

from .factories import MONDAY, issue, make_counter_day, make_report

MADE_AT = datetime(2025, 7, 1, 5, 30, tzinfo=JST)
JUNE = (date(2025, 6, 1), date(2025, 6, 30))


def take_file(path: Path, profile: str) -> None:
    content = path.read_bytes()
    import_calls(file=BytesIO(content), file_name=path.name, profile=CallProfile.objects.get(code=profile), at=MADE_AT)


@pytest.fixture
def june(masters: None, shared_data: Path) -> None:
    """The sample log of June 2025, imported."""
    take_file(shared_data / "calls" / "cdr_2025-06_sjis.csv", "jp_pbx")


@pytest.fixture
def no_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Printing a report takes longer than counting it: for tests of what it counts."""
    monkeypatch.setattr(files, "build", lambda content, form, *rest: form.encode())


@pytest.fixture
def manager(user_of: Callable[..., User]) -> User:
    return user_of(Role.GENERAL_MANAGER)


@pytest.fixture
def session(manager: User) -> CounterSession:
    """A counter's Monday, with receptions."""
    return make_counter_day(manager)


@pytest.fixture
def draft(session: CounterSession) -> Report:
    """The daily report of that Monday, not issued yet."""
    return make_report(ReportKind.COUNTER_DAILY, MONDAY.isoformat())


@pytest.fixture
def issued(draft: Report, manager: User) -> Report:
    return issue(draft, manager)
