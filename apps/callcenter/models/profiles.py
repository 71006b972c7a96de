from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet

from apps.callcenter.enums import LogKind
from apps.callcenter.profile_shape import shape_faults
from apps.contracts.models import Site
from apps.core.fields import GuardedCharField
from apps.core.history import track


class CallProfileQuerySet(QuerySet["CallProfile"]):
    def get_by_natural_key(self, code: str) -> "CallProfile":
        return self.get(code=code)

    def sites(self) -> list[Site]:
        """The places whose opening hours decide about calls."""
        return list(Site.objects.filter(pk__in=self.values("site")))


@track()
class CallProfile(models.Model):
    """How one telephone system writes its log: its columns and what they mean. Another system is another row."""

    code = GuardedCharField(
        "記号", max_length=40, unique=True, error_messages={"unique": "この記号の形式はすでにあります。"}
    )
    name = GuardedCharField("名称", max_length=80)
    kind = models.CharField("記録の種類", max_length=20, choices=LogKind.choices, default=LogKind.TABLE)
    site = models.ForeignKey(
        Site,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name="受付時間を決める拠点",
        help_text="空欄のときは24時間を受付時間とみなします。",
    )
    delimiter = GuardedCharField("区切り文字", max_length=1, default=",")
    encodings = models.JSONField("文字コード（試す順）", default=list)
    time_zone = GuardedCharField("時刻の時間帯", max_length=40, default="Asia/Tokyo")
    datetime_formats = models.JSONField("日時の書式", default=list, blank=True)
    columns = models.JSONField(
        "列の対応",
        default=dict,
        blank=True,
        help_text="項目 → 列名、または from・none_when の組（先に値のあるものを採用）",
    )
    outcomes = models.JSONField("結果の対応", default=dict, help_text="記録上の値 → answered・abandoned・overflow")
    skips = models.JSONField("数えない行", default=dict, blank=True, help_text="列名 → 読み飛ばす値")
    withheld_markers = models.JSONField("非通知を表す値", default=list, blank=True)
    header = models.JSONField("見本の見出し", default=list, blank=True, help_text="列を選ぶときの候補")
    ends_with_newline = models.BooleanField(
        "最後の行も改行で終わる",
        default=True,
        help_text="改行で終わらないファイルは、途中で切れたものとして受け付けません。",
    )

    objects = CallProfileQuerySet.as_manager()

    class Meta:
        verbose_name = "通話記録の形式"
        verbose_name_plural = "通話記録の形式"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.code,)

    def clean(self) -> None:
        faults: dict[str, list[str]] = {}
        for place, sentences in shape_faults(self).items():
            faults.setdefault(place.partition(".")[0], []).extend(sentences)
        if faults:
            raise ValidationError(faults)
