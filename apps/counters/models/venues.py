import uuid
from datetime import date

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q

from apps.accounts.models import User
from apps.contracts.models import Site
from apps.core.fields import GuardedTextField
from apps.core.history import track
from apps.counters.enums import VenueNoteKind

from .rules import NotPossible


class VenueNoteQuerySet(models.QuerySet["VenueNote"]):
    def open_first(self) -> "VenueNoteQuerySet":
        """Points that are not settled first, newest first; then the others, last settled first."""
        return self.order_by(F("settled_on").desc(nulls_first=True), "-noted_on", "-pk")

    def locked(self) -> "VenueNoteQuerySet":
        """Takes the point's row until the transaction ends: who answers and who settles come one after the other."""
        return self.select_for_update(of=("self",), no_key=True)


@track()
class VenueNote(models.Model):
    """One point about a venue: an idea to run it better, or something to settle about its use (第2-1-(3), (3)-①)."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="venue_notes", verbose_name="窓口")
    kind = models.CharField("種類", max_length=20, choices=VenueNoteKind.choices)
    text = GuardedTextField("内容", max_length=1000)
    noted_on = models.DateField("記録した日")
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="記録した人")
    city_reply = GuardedTextField("市の回答", max_length=1000, blank=True)
    replied_on = models.DateField("回答した日", null=True, blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="回答した人"
    )
    settled_on = models.DateField("決着した日", null=True, blank=True)
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

    objects = VenueNoteQuerySet.as_manager()

    class Meta:
        verbose_name = "会場の記録"
        verbose_name_plural = "会場の記録"
        ordering = ["-noted_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(city_reply="", replied_on__isnull=True, replied_by__isnull=True)
                | (~Q(city_reply="") & Q(replied_on__isnull=False, replied_by__isnull=False)),
                name="venuenote_reply_with_day_and_person",
                violation_error_message="市の回答には、回答した日と人の両方が必要です。",
            ),
            models.CheckConstraint(
                condition=(Q(replied_on__isnull=True) | Q(replied_on__gte=F("noted_on")))
                & (Q(settled_on__isnull=True) | Q(settled_on__gte=F("noted_on"))),
                name="venuenote_days_in_order",
                violation_error_message="回答した日と決着した日は、記録した日以降にしてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site} {self.get_kind_display()}"

    def reply(self, text: str, *, by: User, on: date) -> None:
        """The city's answer, or a better one as long as the point is open. Raises NotPossible once it is settled."""
        with transaction.atomic():
            self._lock()
            if self.settled_on:
                raise NotPossible("決着した件には回答できません。")
            self.city_reply, self.replied_on, self.replied_by = text, on, by
            self.save()

    def settle(self, *, on: date) -> None:
        """Raises NotPossible when it is settled already."""
        with transaction.atomic():
            self._lock()
            if self.settled_on:
                raise NotPossible("この件はすでに決着しています。")
            self.settled_on = on
            self.save()

    def reopen(self) -> None:
        """Takes the settling back; the city's answer stays as it is."""
        with transaction.atomic():
            self._lock()
            self.settled_on = None
            self.save()

    def _lock(self) -> None:
        """What is judged and saved is the row as it is now, not as the page read it."""
        self.refresh_from_db(from_queryset=VenueNote.objects.locked())
