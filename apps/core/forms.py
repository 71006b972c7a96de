"""Form fields for what people type, and the second look at a text that seems to hold personal data."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from apps.core import textguard
from apps.core.clock import FIRST_DAY, LAST_DAY, day_bounds

MINUTE = "%Y-%m-%dT%H:%M"
NO_SUCH_DAY = "日付が正しくありません。"


class GuardedCharField(forms.CharField):
    """A text box: refuses a My Number and unreadable characters; the browser remembers nothing of it."""

    default_validators = [textguard.refuse_forbidden]

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"autocomplete": "off"} | super().widget_attrs(widget)


class DayField(forms.DateField):
    """A day that the office may mean, chosen from the browser's calendar; what no calculation survives is refused."""

    default_validators = [MinValueValidator(FIRST_DAY, NO_SUCH_DAY), MaxValueValidator(LAST_DAY, NO_SUCH_DAY)]

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(**({"widget": widget} | options))


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


class WarnedTextForm(forms.Form):
    """Gives a form back, filled, when a guarded text seems to hold personal data, until `confirmed_text` is ticked.

    The tick box is part of the form only once there is something to confirm.
    """

    CONFIRMATION = "confirmed_text"

    def full_clean(self) -> None:
        super().full_clean()
        if not (self.is_bound and hasattr(self, "cleaned_data")):
            return
        warnings = {
            name: rules
            for name, field in self.fields.items()
            if isinstance(field, GuardedCharField)
            and (rules := warned_rules(self.cleaned_data.get(name)))
            and (name in self.changed_data)
        }
        if not warnings:
            return
        box = forms.BooleanField(label="個人情報ではないことを確認しました", required=False)
        self.fields[self.CONFIRMATION] = box
        if box.widget.value_from_datadict(self.data, self.files, self.add_prefix(self.CONFIRMATION)):
            return
        for name, rules in warnings.items():
            self.add_error(name, [forms.ValidationError(textguard.SENTENCES[rule], code=rule) for rule in rules])


def warned_rules(text: object) -> list[str]:
    """Names of the rules that warn about the text, each once, in the order of the text."""
    if not isinstance(text, str):
        return []
    return list(dict.fromkeys(found.rule for found in textguard.inspect(text) if found.severity == textguard.WARN))
