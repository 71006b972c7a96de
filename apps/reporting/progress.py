"""How far the making of a report has come: kept in the cache while it runs, and of no weight when it is lost."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from time import monotonic

from django.core.cache import cache
from redis import RedisError

Tell = Callable[..., None]
"""Called as `tell(step, done, total)`; the numbers are left out where a step cannot be counted."""

STEPS = {"集計": 0, "点検": 60, "Excel": 70, "PDF": 80}
"""Each step, and the percent of the whole at which it begins."""

KEPT_SECONDS = 60 * 60
LATE_SECONDS = 10 * 60
"""A worker that has told nothing by then is not there."""

EVERY_SECONDS = 0.5
TOLD_BY_THE = 5
"""The time that has passed is told by the five seconds, so that most answers are that nothing changed."""


def silent(step: str, done: int = 0, total: int = 0) -> None:
    """For whoever makes a report that nobody waits for."""


@dataclass(frozen=True)
class State:
    """What the page says of a report that is being made."""

    step: str
    done: int
    total: int
    percent: int
    seconds: int
    is_late: bool = False

    @property
    def stamp(self) -> str:
        """Equal stamps, equal pages."""
        return f"{self.percent}-{self.done}-{self.seconds}"

    @property
    def elapsed(self) -> str:
        minutes, seconds = divmod(self.seconds, 60)
        return f"{minutes}分{seconds:02}秒" if minutes else f"{seconds}秒"


class Progress:
    """Tells of one report where its making stands; called by what makes it."""

    def __init__(self, report_id: int, since: datetime) -> None:
        self.key, self.since = _key(report_id), since
        self.step, self.told_at = "", 0.0

    def __call__(self, step: str, done: int = 0, total: int = 0) -> None:
        now = monotonic()
        if step == self.step and now - self.told_at < EVERY_SECONDS:
            return
        self.step, self.told_at = step, now
        told = {"step": step, "done": done, "total": total, "since": self.since.isoformat()}
        with suppress(RedisError):
            cache.set(self.key, told, KEPT_SECONDS)

    def clear(self) -> None:
        """Nothing is on its way any more."""
        _forget(self.key)


def forget(report_id: int) -> None:
    """What was told of this report came from a worker that died."""
    _forget(_key(report_id))


def progress_of(report_id: int, requested_at: datetime, now: datetime) -> State:
    """Where the making stands; a report that no worker has begun yet waits at its first step."""
    told = None
    with suppress(RedisError):
        told = cache.get(_key(report_id))
    # what was told before the request came from a worker that died over a former one
    if told is None or datetime.fromisoformat(told["since"]) < requested_at:
        told = {"step": "", "done": 0, "total": 0, "since": requested_at.isoformat()}
    passed = max(int((now - datetime.fromisoformat(told["since"])).total_seconds()), 0)
    return State(
        step=told["step"],
        done=told["done"],
        total=told["total"],
        percent=_percent(told["step"], told["done"], told["total"]),
        seconds=passed - passed % TOLD_BY_THE,
        is_late=not told["step"] and passed >= LATE_SECONDS,
    )


def _percent(step: str, done: int, total: int) -> int:
    """The share of the steps before this one, and of what is done of this one."""
    if step not in STEPS:
        return 0
    begins = STEPS[step]
    ends = min((at for at in STEPS.values() if at > begins), default=100)
    return begins + (ends - begins) * min(done, total) // total if total else begins


def _forget(key: str) -> None:
    with suppress(RedisError):
        cache.delete(key)


def _key(report_id: int) -> str:
    return f"report-progress:{report_id}"
