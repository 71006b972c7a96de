from typing import Any

from django import forms

from apps.callcenter.models import Section
from apps.core.submissions import SubmissionForm


class SectionForm(SubmissionForm, forms.ModelForm):
    """One section or line that callers are guided to. Saving it says that it was compared with what is published."""

    class Meta:
        model = Section
        fields = [
            "name", "scope", "phone", "is_switchboard", "hours", "note", "source", "is_national_line", "order",
            "is_active",
        ]  # fmt: skip
        widgets = {"scope": forms.Textarea({"rows": 3}), "note": forms.Textarea({"rows": 2})}
        help_texts = {
            "scope": "どんな用件をここに案内するかを、短い語で書きます。",
            "phone": "公表されている番号だけを入力します。",
            "source": "番号と受付時間を確かめたもの（市のホームページなど）。",
        }

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
