"""Form fields that several pages of the call centre share: a moment, and a text that must name nobody."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator

from apps.core import textguard
from apps.core.clock import FIRST_DAY, LAST_DAY, day_bounds
from apps.core.forms import NO_SUCH_DAY, GuardedCharField

MINUTE = "%Y-%m-%dT%H:%M"
_PERSONAL_RULES = frozenset({"phone", "mail", "address", "resident_code", "my_number_like"})


class MomentField(forms.DateTimeField):
    """A day and time that the office may mean, chosen from the browser's calendar."""

    default_validators = [
        MinValueValidator(day_bounds(FIRST_DAY)[0], NO_SUCH_DAY),
        MaxValueValidator(day_bounds(LAST_DAY)[1], NO_SUCH_DAY),
    ]

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MINUTE))
        options.setdefault("input_formats", [MINUTE, f"{MINUTE}:%S"])
        super().__init__(**options)


def refuse_personal(text: str) -> None:
    """Validator: personal data that go to the city by its own form alone are refused, not only warned about.

    A name is left to the warning: it may be a place's or a section's.
    """
    for found in textguard.inspect(text):
        if found.rule in _PERSONAL_RULES:
            raise ValidationError(textguard.SENTENCES[found.rule], code=found.rule)


class ImpersonalField(GuardedCharField):
    """A text box for words that the city and the centre exchange: no phone, mail, address or number of a citizen."""

    default_validators = [*GuardedCharField.default_validators, refuse_personal]
