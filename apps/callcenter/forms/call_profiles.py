import json
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from apps.callcenter.enums import LogKind, Outcome
from apps.callcenter.logs.look import LONGEST_NAME, MOMENT_FORMATS, MOST_COLUMNS, Sample
from apps.callcenter.models import CallProfile
from apps.callcenter.profile_shape import FIELDS, LABELS, TIMES, shape_faults, sources
from apps.contracts.models import Site
from apps.core.forms import GuardedCharField

from .log_import import LogFileField

AS_IT_IS = "*"
SKIP = "skip"
BLANK_ROWS = 2
MOST_ROWS = 60
ENDS = [("", "選んでください"), *Outcome.choices, (SKIP, "数えない")]
DELIMITERS = [(",", "カンマ（,）"), ("tab", "タブ"), (";", "セミコロン（;）"), ("|", "縦線（|）")]
ENCODINGS = [("utf-8-sig", "UTF-8"), ("cp932", "Shift_JIS（Windows）"), ("euc_jp", "EUC-JP")]
ZONES = [("Asia/Tokyo", "日本時間"), ("UTC", "世界標準時（UTC）")]
OFFERED = {"encodings": ENCODINGS, "time_zone": ZONES, "formats": list(MOMENT_FORMATS.items())}
SKIPPED_QUEUES = "待ち行列"
# Parts of a column's name by which its meaning is guessed; what is asked first wins.
GUESSES = {
    "external_id": ("通話id", "呼id", "コールid", "callid", "call_id", "call id", "uniqueid", "通話番号", "管理番号"),
    "caller_number": ("発信者", "発信番号", "発番号", "相手番号", "caller", "電話番号"),
    "answered_at": ("応答日時", "応答時刻", "通話開始", "answer"),
    "queued_at": ("待ち開始", "キュー開始", "queue_start"),
    "ended_at": ("終了日時", "終了時刻", "切断", "end"),
    "arrived_at": ("着信日時", "着信時刻", "開始日時", "受信日時", "日時", "start"),
    "wait_seconds": ("待ち時間", "待ち秒", "待機", "呼出", "wait"),
    "talk_seconds": ("通話時間", "通話秒", "talk", "duration"),
    "outcome": ("結果", "状態", "区分", "ステータス", "result", "status"),
    "operator_code": ("オペレーター", "オペレータ", "担当", "応対者", "エージェント", "内線", "agent"),
}


class CallProfileForm(forms.Form):
    """How a telephone system writes its log, in the columns and words of a sample of it."""

    CODE_TAKEN = "この記号の形式はすでにあります。"
    name = GuardedCharField(label="名称", max_length=80)
    code = forms.RegexField(
        r"^[a-z][a-z0-9_]{0,39}$",
        label="記号",
        max_length=40,
        help_text="英小文字・数字・下線。取り込みの命令で使います。",
        error_messages={"invalid": "英小文字で始まる、英小文字・数字・下線の40文字以内で入力してください。"},
    )
    site = forms.ModelChoiceField(
        Site.objects.all(),
        label="受付時間を決める拠点",
        required=False,
        empty_label="なし（24時間を受付時間とみなす）",
    )
    encodings = forms.MultipleChoiceField(
        label="文字コード（上から順に試す）", choices=ENCODINGS, widget=forms.CheckboxSelectMultiple
    )
    ends_with_newline = forms.BooleanField(
        label="最後の行も改行で終わる",
        required=False,
        help_text="改行で終わらないファイルは、途中で切れたものとして受け付けません。",
    )
    delimiter = forms.ChoiceField(label="区切り", choices=DELIMITERS)
    time_zone = forms.ChoiceField(label="時刻の時間帯", choices=ZONES)
    formats = forms.MultipleChoiceField(
        label="日時の書き方",
        choices=OFFERED["formats"],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    markers = GuardedCharField(
        label="非通知を表す値", required=False, max_length=200, help_text="2つ以上あるときは「、」で区切ります。"
    )
    queues = GuardedCharField(
        label="数えない待ち行列", required=False, max_length=400, help_text="2つ以上あるときは「、」で区切ります。"
    )
    header = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20_000)
    sample = LogFileField(label="見本のファイル", required=False)

    def __init__(self, profile: CallProfile, data: Any = None, files: Any = None, *, initial: Any = None) -> None:
        self.profile = profile
        self.is_table = profile.kind == LogKind.TABLE
        super().__init__(data, files, initial=initial or initial_of(profile))
        given = data if data is not None else self.initial
        self.columns_known = _names(given.get("header")) or profile.header or sorted(_columns_of(profile))
        self._fit_fields()
        self.word_rows = self._add_words(given)

    def _fit_fields(self) -> None:
        """Leaves what this kind of log asks for."""
        if self.profile.pk:
            del self.fields["code"]
        for name in ("encodings", "formats", "time_zone"):
            self._offer_own(name)
        if not self.is_table:
            for name in ("delimiter", "formats", "time_zone", "header"):
                del self.fields[name]
            if self.profile.kind != LogKind.QUEUE_LOG:
                del self.fields["queues"]
            return
        del self.fields["queues"]
        choices = [("", "なし"), *((name, name) for name in self.columns_known)]
        for field in FIELDS:
            kept = (
                [(AS_IT_IS, f"詳しい指定のまま（{_told(self.profile, field)}）")]
                if _is_detailed(self.profile, field)
                else []
            )
            label = LABELS[field] + ("の列" if field not in TIMES else "（または日付）の列")
            self.fields[f"column_{field}"] = forms.ChoiceField(label=label, choices=[*choices, *kept], required=False)
            if field in TIMES:
                self.fields[f"clock_{field}"] = forms.ChoiceField(
                    label="時刻の列（別の列にあるとき）", choices=choices, required=False
                )

    def _offer_own(self, name: str) -> None:
        """A value that the profile already has stays among the choices."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        own = self.initial.get(name) or []
        known = list(dict(OFFERED[name]).items())
        values = [own] if isinstance(own, str) else own
        field.choices = [*known, *((each, each) for each in values if each not in dict(known))]

    def _add_words(self, given: Mapping[str, Any]) -> list[int]:
        numbers = [n for n in range(MOST_ROWS) if f"word_{n}" in given]
        rows = range(min(len(numbers) if self.is_bound else len(numbers) + BLANK_ROWS, MOST_ROWS))
        for number in rows:
            self.fields[f"word_{number}"] = GuardedCharField(
                label=f"記録上の語（{number + 1}）", required=False, max_length=40
            )
            self.fields[f"end_{number}"] = forms.ChoiceField(
                label=f"語（{number + 1}）の意味", choices=ENDS, required=False
            )
        return list(rows)

    @property
    def column_rows(self) -> Iterator[tuple[Any, Any]]:
        """The fields that choose columns; moments have a second one."""
        for field in FIELDS:
            yield self[f"column_{field}"], self[f"clock_{field}"] if field in TIMES else None

    @property
    def outcome_rows(self) -> list[tuple[Any, Any]]:
        return [(self[f"word_{number}"], self[f"end_{number}"]) for number in self.word_rows]

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if CallProfile.objects.filter(code=code).exists():
            raise ValidationError(self.CODE_TAKEN, code="unique")
        return code

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        profile = self.profile
        for name in ("name", "code", "site", "encodings", "ends_with_newline", "time_zone"):
            if name in data:
                setattr(profile, name, data[name])
        profile.withheld_markers = _listed(data.get("markers", ""))
        if self.is_table:
            profile.delimiter = data.get("delimiter", ",").replace("tab", "\t")
            profile.datetime_formats = data.get("formats", [])
            profile.header = self.columns_known
            profile.columns = {field: source for field in FIELDS if (source := self._source(field, data))}
        outcomes, skipped = self._ends(data)
        profile.outcomes = outcomes
        profile.skips = self._skips(skipped, data)
        if not self.errors:
            self._add_faults(shape_faults(profile))
        return data

    def _source(self, field: str, data: dict[str, Any]) -> Any:
        """Where a field stands: a column, a day and a time, or as the profile has it in more detail."""
        chosen, clock = data.get(f"column_{field}", ""), data.get(f"clock_{field}", "")
        if chosen == AS_IT_IS:
            return self.profile.columns.get(field)
        return {"from": [chosen, clock]} if chosen and clock else chosen

    def _ends(self, data: dict[str, Any]) -> tuple[dict[str, str], list[str]]:
        outcomes: dict[str, str] = {}
        skipped: list[str] = []
        for number in self.word_rows:
            word, end = data.get(f"word_{number}", "").strip(), data.get(f"end_{number}", "")
            if not word:
                continue
            if not end:
                self.add_error(f"end_{number}", f"「{word}」の意味を選んでください。")
            elif word in outcomes or word in skipped:
                self.add_error(f"word_{number}", f"「{word}」が2回あります。")
            elif end == SKIP:
                skipped.append(word)
            else:
                outcomes[word] = end
        return outcomes, skipped

    def _skips(self, skipped: list[str], data: dict[str, Any]) -> dict[str, list[str]]:
        if not self.is_table:
            queues = _listed(data.get("queues", ""))
            if skipped:
                self.add_error(None, "この形式では「数えない」は選べません。使わない行は空欄にしてください。")
            return {SKIPPED_QUEUES: queues} if queues else {}
        column = _single(self.profile, "outcome")
        others = {name: values for name, values in self.profile.skips.items() if name != column}
        return others | ({column: skipped} if skipped else {})

    def _add_faults(self, faults: dict[str, list[str]]) -> None:
        places = {"datetime_formats": "formats", "columns": "", "outcomes": "", "skips": ""}
        for place, sentences in faults.items():
            column = f"column_{place.partition('.')[2]}"
            name = column if column in self.fields else places.get(place, place)
            for sentence in sentences:
                self.add_error(name if name in self.fields else None, sentence)


def initial_of(profile: CallProfile) -> dict[str, Any]:
    """What the form shows of a profile."""
    initial: dict[str, Any] = {
        "name": profile.name,
        "code": "" if profile.pk is None else profile.code,
        "site": profile.site_id,
        "encodings": profile.encodings or ["utf-8-sig", "cp932"],
        "ends_with_newline": profile.ends_with_newline,
        "delimiter": profile.delimiter.replace("\t", "tab"),
        "time_zone": profile.time_zone,
        "formats": profile.datetime_formats,
        "markers": "、".join(profile.withheld_markers),
        "queues": "、".join(profile.skips.get(SKIPPED_QUEUES, [])),
        "header": json.dumps(profile.header, ensure_ascii=False),
    }
    for field in FIELDS:
        if _is_detailed(profile, field):
            initial[f"column_{field}"] = AS_IT_IS
        elif found := sources(profile, field):
            initial[f"column_{field}"], *rest = found[0].columns
            initial[f"clock_{field}"] = rest[0] if rest else ""
    skipped = profile.skips.get(_single(profile, "outcome"), []) if profile.kind == LogKind.TABLE else []
    return initial | _as_rows(profile.outcomes | dict.fromkeys(skipped, SKIP))


def initial_from_sample(posted: Any, sample: Sample) -> dict[str, Any]:
    """What was typed, with the columns, words and ways of writing moments that a sample shows."""
    initial: dict[str, Any] = {name: posted.get(name, "") for name in posted if name != "sample"}
    initial["header"] = json.dumps(sample.header, ensure_ascii=False)
    initial["delimiter"] = sample.delimiter.replace("\t", "tab")
    initial["encodings"] = list(dict.fromkeys([sample.encoding, *posted.getlist("encodings")]))
    taken = {initial.get(f"column_{field}") for field in FIELDS} & set(sample.header)
    for field, parts in GUESSES.items():
        chosen = initial.get(f"column_{field}", "")
        if chosen and (chosen in sample.header or chosen == AS_IT_IS):
            continue
        free = [name for name in sample.header if name not in taken]
        guess = next((name for part in parts for name in free if part in name.lower()), "")
        initial[f"column_{field}"] = guess
        taken.add(guess)
    formats = sample.formats.get(str(initial.get("column_arrived_at")), [])
    initial["formats"] = list(dict.fromkeys([*posted.getlist("formats"), *formats[:1]]))
    ends = {
        word: posted.get(f"end_{number}", "")
        for number in range(MOST_ROWS)
        if (word := posted.get(f"word_{number}", "").strip())
    }
    for name in [name for name in initial if name.startswith(("word_", "end_"))]:
        del initial[name]
    found = sample.words.get(str(initial.get("column_outcome")), [])
    return initial | _as_rows(dict.fromkeys(found, "") | ends)


def _as_rows(ends: Mapping[str, str]) -> dict[str, str]:
    rows: dict[str, str] = {}
    for number, (word, end) in enumerate(list(ends.items())[:MOST_ROWS]):
        rows |= {f"word_{number}": word, f"end_{number}": end}
    return rows


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.replace(",", "、").split("、") if part.strip()]


def _names(posted: Any) -> list[str]:
    """The columns that travel with the form, whatever somebody made of them."""
    try:
        names = json.loads(posted) if isinstance(posted, str) else None
    except (ValueError, RecursionError):
        return []
    if not isinstance(names, list):
        return []
    return [name for name in names if isinstance(name, str) and name.isprintable() and 0 < len(name) <= LONGEST_NAME][
        :MOST_COLUMNS
    ]


def _columns_of(profile: CallProfile) -> set[str]:
    return {name for field in FIELDS for source in sources(profile, field) for name in source.columns}


def _is_detailed(profile: CallProfile, field: str) -> bool:
    """Whether a field is read in a way that two boxes cannot say."""
    found = sources(profile, field)
    most = 2 if field in TIMES else 1
    return len(found) > 1 or any(source.none_when or len(source.columns) > most for source in found)


def _told(profile: CallProfile, field: str) -> str:
    found = sources(profile, field)
    return "＋".join(found[0].columns) + (" ほか" if len(found) > 1 else "")


def _single(profile: CallProfile, field: str) -> str:
    found = sources(profile, field)
    return found[0].columns[0] if found else ""
