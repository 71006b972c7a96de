"""Form fields that several pages of the call centre share: a moment, and a text that must name nobody."""

from django.core.exceptions import ValidationError

from apps.core import textguard
from apps.core.forms import MINUTE, GuardedCharField, MomentField

__all__ = ["MINUTE", "ImpersonalField", "MomentField", "refuse_personal"]

_PERSONAL_RULES = frozenset({"phone", "mail", "address", "resident_code", "my_number_like"})


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
