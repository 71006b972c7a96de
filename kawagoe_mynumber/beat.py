"""The scheduler of the timed tasks. Neither a clock that is put back nor a file that a crash cut off makes it wait."""

import logging
from typing import Any

from celery.beat import PersistentScheduler

logger = logging.getLogger(__name__)


class ClockProofScheduler(PersistentScheduler):
    """A task that seems to have run in the future ran just now; all tasks are harmless when repeated."""

    def setup_schedule(self) -> None:
        try:
            super().setup_schedule()
        except Exception:  # Celery begins some spoilt files anew, but not one whose entries were cut off
            logger.exception("The file of the schedule cannot be read and is begun anew.")
            self._remove_db()
            super().setup_schedule()

    def tick(self, *args: Any, **kwargs: Any) -> float:
        ahead = [entry for entry in self.schedule.values() if entry.last_run_at > entry.default_now()]
        if ahead:
            logger.warning("The clock was put back; %s scheduled tasks go by the new time.", len(ahead))
            for entry in ahead:
                entry.last_run_at = entry.default_now()
            self._heap = None  # drawn anew by the tick
        seconds: float = super().tick(*args, **kwargs)
        return seconds
