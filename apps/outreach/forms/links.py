"""Forms of the facilities' way in: the office issues and revokes links, the facility asks for a visit."""

from typing import Any

from django import forms

from apps.core.forms import GuardedCharField, WarnedTextForm
from apps.core.submissions import SubmissionForm
from apps.outreach.enums import LinkPurpose, Need, VenueItem
from apps.outreach.models import Visit

LONGEST_DAYS = 366


class LinkIssueForm(SubmissionForm):
    """How long a link is to open and what for."""

    purpose = forms.ChoiceField(
        label="目的", choices=LinkPurpose.choices, initial=LinkPurpose.REQUEST, widget=forms.RadioSelect
    )
    days = forms.IntegerField(label="有効日数", min_value=1, max_value=LONGEST_DAYS)


class LinkRevokeForm(WarnedTextForm):
    """Why a link is closed before its end."""

    reason = GuardedCharField(
        label="取消しの理由", max_length=200, help_text="例：別の施設に渡してしまった、案内の紙をなくした。"
    )


class FacilityWishForm(WarnedTextForm):
    """What a facility asks for; it may change all of it until the visit is agreed."""

    head_count = forms.IntegerField(
        label="申請する方の人数（予定）",
        min_value=1,
        max_value=999,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    needs = forms.MultipleChoiceField(
        label="配慮が必要なこと",
        choices=Need.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="当てはまるものを選んでください。",
    )
    venue = forms.MultipleChoiceField(
        label="施設で用意できるもの",
        choices=VenueItem.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="当てはまるものを選んでください。",
    )
    wish = GuardedCharField(
        label="希望・連絡事項",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="希望の曜日や時間帯、会場の様子など。入所者や職員の氏名、個人の電話番号は書かないでください。",
    )

    @classmethod
    def of_visit(cls, visit: Visit) -> "FacilityWishForm":
        return cls(initial={name: getattr(visit, name) for name in WISHES})

    @property
    def wishes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in WISHES}


WISHES = ("head_count", "needs", "venue", "wish")


class FacilityRequestForm(SubmissionForm, FacilityWishForm):
    """A facility's own request for a visit."""


class WithdrawForm(WarnedTextForm):
    """Why a facility takes its request back."""

    reason = GuardedCharField(label="取り下げの理由", max_length=200, help_text="例：別の方法で申請することになった。")
