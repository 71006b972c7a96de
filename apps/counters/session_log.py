"""What a counter has counted so far on its day, and what was recorded last, as one user sees it."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from apps.accounts.matrix import may
from apps.accounts.models import User
from apps.core.marks import mark_of

from .enums import VoiceKind
from .models import EMPTY_TALLY, CounterSession, Reception, Service, Voice
from .permissions import can_amend_reception, can_undo_reception, can_undo_voice

LATEST_SHOWN = 10


@dataclass(frozen=True)
class LoggedReception:
    """One line of the latest receptions, and what the user may still do with it."""

    reception: Reception
    services: list[Service]
    can_undo: bool
    can_amend: bool
    can_check_post: bool

    @property
    def done(self) -> str:
        return "・".join(map(str, self.services)) or "途中で取りやめ"

    @property
    def postal(self) -> Service | None:
        """The assist by post as long as not all of its ticks are there."""
        return next((each for each in self.services if each.is_postal and not each.is_checked), None)


@dataclass(frozen=True)
class VoiceCount:
    """How often one kind was recorded."""

    kind: str
    label: str
    count: int


@dataclass
class SessionLog:
    """One session's figures and latest records before one user's eyes."""

    session: CounterSession | None
    user: User
    now: datetime
    writes: bool

    @cached_property
    def tally(self) -> dict[str, int]:
        return self.session.receptions.counted().tally() if self.session else EMPTY_TALLY

    @cached_property
    def voices(self) -> list[VoiceCount]:
        counts = self.session.voices.counted().tally() if self.session else dict.fromkeys(VoiceKind.values, 0)
        return [VoiceCount(kind.value, kind.label, counts[kind.value]) for kind in VoiceKind]

    @cached_property
    def latest(self) -> list[LoggedReception]:
        """The last receptions, newest first."""
        if self.session is None:
            return []
        receptions = self.session.receptions.counted().prefetch_related("services").order_by("-number")
        return [self.line(reception) for reception in receptions[:LATEST_SHOWN]]

    @cached_property
    def older_post(self) -> list[LoggedReception]:
        """Assists by post that lack a tick and are not among the last receptions any more, oldest first."""
        if self.session is None:
            return []
        first_shown = self.latest[-1].reception.number if self.latest else 0
        unticked = Service.objects.postal().unticked().filter(reception__number__lt=first_shown)
        receptions = self.session.receptions.filter(pk__in=unticked.values("reception")).prefetch_related("services")
        return [self.line(reception) for reception in receptions.order_by("number")]

    def line(self, reception: Reception) -> LoggedReception:
        """One reception of the session, its services prefetched."""
        return LoggedReception(
            reception=reception,
            services=list(reception.services.all()),
            can_undo=self._may("counters:reception_undo")
            and can_undo_reception(self.user, reception)
            and reception.can_be_undone(self.now),
            can_amend=self._may("counters:reception_amend")
            and can_amend_reception(self.user, reception)
            and reception.voided_at is None,
            can_check_post=self._may("counters:postal_tick") and reception.voided_at is None,
        )

    @cached_property
    def undoable_voices(self) -> list[Voice]:
        """What was counted within the last minute and can be taken back by this user."""
        if self.session is None or not self._may("counters:voice_undo"):
            return []
        recent = self.session.voices.counted().undoable(self.now).order_by("-recorded_at", "-pk")
        return [voice for voice in recent if can_undo_voice(self.user, voice)]

    @property
    def can_amend_some(self) -> bool:
        return any(line.can_amend for line in self.latest)

    @property
    def can_count_voices(self) -> bool:
        return self._may("counters:voice_record")

    @property
    def version(self) -> str:
        """Changes exactly when something of what the page shows here has changed."""
        shown = [
            (line.reception.pk, line.done, line.can_undo, line.can_amend, _ticks(line.postal))
            for line in (*self.older_post, *self.latest)
        ]
        voices = [voice.pk for voice in self.undoable_voices]
        return mark_of((self.tally, self.voices, shown, voices))

    def _may(self, url_name: str) -> bool:
        """Whether the user may take this step as long as the session is open."""
        return bool(self.session and self.session.is_open) and self.writes and may(self.user.role, url_name, "POST")


def _ticks(service: Service | None) -> list[tuple[str, str, bool]]:
    return service.postal_list if service else []
