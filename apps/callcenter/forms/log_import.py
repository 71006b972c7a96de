from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from apps.callcenter.logs import HIDDEN, Cells
from apps.callcenter.models import CallProfile
from apps.core import textguard
from apps.core.forms import GuardedCharField

from .moments import ImpersonalField


class LogFileField(forms.FileField):
    """One file of a telephone system, up to the size that the office takes by page."""

    def __init__(self, *, label: str = "ファイル", required: bool = True) -> None:
        hint = f"{settings.CALL_LOG_MAX_BYTES // 1_000_000} MBまで。ファイルそのものは、読み終えると消去します。"
        super().__init__(label=label, required=required, help_text=hint, allow_empty_file=True)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file: UploadedFile | None = super().clean(data, initial)
        if file and (file.size is None or file.size > settings.CALL_LOG_MAX_BYTES):
            largest = settings.CALL_LOG_MAX_BYTES // 1_000_000
            raise ValidationError(
                f"ファイルが大きすぎます（上限{largest} MB）。期間を分けて出力してください。", code="large"
            )
        return file


class ImportForm(forms.Form):
    """One file of a telephone system. It is read and forgotten."""

    profile = forms.ModelChoiceField(CallProfile.objects.select_related("site"), label="形式", empty_label=None)
    encoding = forms.ChoiceField(
        label="文字コード",
        required=False,
        choices=[("", "自動で判別"), ("utf-8-sig", "UTF-8"), ("cp932", "Shift_JIS（Windows）")],
    )
    file = LogFileField()


def _refuse_phone(text: str) -> None:
    """Validator: whatever a cell is called, no caller's number is typed into it."""
    if any(found.rule == "phone" for found in textguard.inspect(text)):
        raise ValidationError(textguard.SENTENCES["phone"], code="phone")


class RejectedRowForm(forms.Form):
    """The cells of a row that could not be taken, one box each."""

    def __init__(self, cells: Cells, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = list(cells)
        for number, (name, cell) in enumerate(cells.items()):
            self.fields[f"cell_{number}"] = GuardedCharField(
                label=name,
                required=False,
                max_length=200,
                validators=[_refuse_phone],
                initial="" if cell == HIDDEN else cell,
                help_text="保存していない内容です。正しい値を入力してください。" if cell == HIDDEN else "",
            )

    @property
    def cells(self) -> Cells:
        """The cells as they were typed, by their names."""
        return {name: self.cleaned_data[f"cell_{number}"] for number, name in enumerate(self.names)}


class DismissForm(forms.Form):
    """Why a row is left out."""

    note = ImpersonalField(label="対象外とする理由", max_length=200)
