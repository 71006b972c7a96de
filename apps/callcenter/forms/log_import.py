from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from apps.callcenter.models import CallProfile

LARGEST_UPLOAD = 5_000_000


class ImportForm(forms.Form):
    """One file of a telephone system. It is read and forgotten."""

    profile = forms.ModelChoiceField(CallProfile.objects.all(), label="形式", empty_label=None)
    file = forms.FileField(
        label="ファイル",
        help_text=f"{LARGEST_UPLOAD // 1_000_000} MBまで。ファイルそのものは保存しません。",
        allow_empty_file=True,
    )
    encoding = forms.ChoiceField(
        label="文字コード",
        required=False,
        choices=[("", "自動で判別"), ("utf-8-sig", "UTF-8"), ("cp932", "Shift_JIS（Windows）")],
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is None or file.size > LARGEST_UPLOAD:
            raise ValidationError(
                f"ファイルが大きすぎます（上限{LARGEST_UPLOAD // 1_000_000} MB）。期間を分けて出力してください。",
                code="large",
            )
        return file
