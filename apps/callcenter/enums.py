from django.db import models


class Outcome(models.TextChoices):
    """How a call ended. Whether it counts as offered (着信) is not said here: the opening hours decide."""

    ANSWERED = "answered", "応答"
    ABANDONED = "abandoned", "切電"
    OVERFLOW = "overflow", "溢れ（自動音声で終了）"
    OPEN = "open", "未確定（記録の途中）"


class LogKind(models.TextChoices):
    """What one record of a telephone log is; each kind has its reader."""

    TABLE = "table", "通話ごとに1行の表（CSV・TSV）"
    QUEUE_LOG = "queue_log", "出来事ごとに1行（Asterisk queue_log）"
    CONTACT_RECORDS = "contact_records", "コンタクトごとのJSON（Amazon Connect）"


class AgentEventKind(models.TextChoices):
    """What a queue log says of an operator apart from calls."""

    LOGIN = "login", "ログイン"
    LOGOFF = "logoff", "ログオフ"
    PAUSE = "pause", "休止"
    UNPAUSE = "unpause", "休止の終わり"
    WRAPUP = "wrapup", "後処理"


class ImportState(models.TextChoices):
    """Where a telephone log stands. A file is refused as a whole when its form is wrong."""

    WAITING = "waiting", "読み込み待ち"
    READING = "reading", "読み込み中"
    INTERRUPTED = "interrupted", "中断"
    TAKEN = "taken", "取込済"
    REFUSED = "refused", "受付不可"


UNDER_WAY = frozenset({ImportState.WAITING, ImportState.READING})


class RejectionState(models.TextChoices):
    """What became of a row that could not be taken at first."""

    OPEN = "open", "未対応"
    TAKEN = "taken", "取込済"
    DISMISSED = "dismissed", "対象外"


class Result(models.TextChoices):
    """How an inquiry ended (第2-2-(4)-シ・ス, (7)-①-ウ)."""

    COMPLETED = "completed", "完了"
    REFERRED = "referred", "案内"
    TRANSFERRED = "transferred", "転送"
    PENDING = "pending", "未了"


class SurgeSource(models.TextChoices):
    """From where the calls were known when a surge was found."""

    TELEPHONE = "telephone", "電話システムの通知"
    LOG = "log", "取り込んだ通話記録"


class SurgeReason(models.TextChoices):
    """Which threshold was reached: more calls than usual, or too many of them lost."""

    VOLUME = "volume", "着信の増加"
    LOSS = "loss", "取りこぼしの増加"


class SurgeDecision(models.TextChoices):
    """What the leader did about it."""

    ADDED = "added", "席を追加した"
    NONE = "none", "席を追加しない"


class EventKind(models.TextChoices):
    """What a telephone system announces of a call; the order is that of a call's life."""

    RINGING = "ringing", "着信"
    ANSWERED = "answered", "応答"
    TRANSFERRED = "transferred", "引き継ぎ"
    ENDED = "ended", "終了"


class CallState(models.TextChoices):
    """Where an announced call stands, by the moments known of it."""

    RINGING = "ringing", "着信中"
    ANSWERED = "answered", "通話中"
    ENDED = "ended", "通話終了"


class DifferenceReason(models.TextChoices):
    """Why an answered call has no inquiry, or an inquiry no call."""

    WRONG_NUMBER = "wrong_number", "間違い電話・無言"
    CUT_OFF = "cut_off", "用件の前に切れた"
    CALLED_BACK = "called_back", "同じ用件のかけ直し（記録は1件）"
    NO_RECORD = "no_record", "記録もれ"
    NOT_BY_PHONE = "not_by_phone", "電話の着信によらない受付（折り返しなど）"
    LOG_LACKS = "log_lacks", "通話記録の欠け・誤り"
    OTHER = "other", "その他"


class EscalationKind(models.TextChoices):
    """Why an inquiry in scope needs the city (第2-2-(4)-ス)."""

    DECISION = "decision", "制度・運用の判断"
    INDIVIDUAL = "individual", "個別の申請・交付状況の確認"
    EXCEPTION = "exception", "例外的な取扱いの相談"
    SYSTEM = "system", "システムの不具合"
    COMPLAINT = "complaint", "苦情・申入れ"
    OTHER = "other", "その他"


class EscalationState(models.TextChoices):
    """Where an escalation stands."""

    SENT = "sent", "送付"
    TAKEN = "taken", "市が受領"
    RETURNED = "returned", "差戻し"
    ANSWERED = "answered", "回答"
    CLOSED = "closed", "完了"


ESCALATION_STEPS: dict[str, tuple[str, ...]] = {
    "": (EscalationState.SENT,),
    EscalationState.SENT: (EscalationState.TAKEN,),
    EscalationState.TAKEN: (EscalationState.ANSWERED, EscalationState.RETURNED),
    EscalationState.RETURNED: (EscalationState.SENT, EscalationState.CLOSED),
    EscalationState.ANSWERED: (EscalationState.CLOSED,),
    EscalationState.CLOSED: (),
}
"""What may follow what. The same table stands in the database's trigger; "" is before the first step."""

WITH_CITY = (EscalationState.SENT, EscalationState.TAKEN)
"""States in which the city is to act: its clock runs."""


class Told(models.TextChoices):
    """Whether the caller who was promised the city's answer has heard it."""

    TOLD = "told", "伝えた"
    NOT_REACHED = "not_reached", "連絡がつかなかった"


class CallbackState(models.TextChoices):
    """Whether a promised call was made."""

    WAITING = "waiting", "折り返し待ち"
    DONE = "done", "つながった"
    DECLINED = "declined", "不要になった"
    ABANDONED = "abandoned", "連絡がつかず終了"


class AttemptResult(models.TextChoices):
    """What came of one attempt to call back."""

    REACHED = "reached", "つながった"
    ABSENT = "absent", "留守"
    BUSY = "busy", "話中"
    WRONG_NUMBER = "wrong_number", "番号違い"


class MisguidanceKind(models.TextChoices):
    """What the centre did wrong (第2-2-(4)-チ)."""

    WRONG_INFORMATION = "wrong_information", "誤案内"
    IMPROPER_CONDUCT = "improper_conduct", "不適切な対応"


class FaqState(models.TextChoices):
    """How far one version of an answer has come. Whether it is in use is told by its days."""

    DRAFT = "draft", "下書き"
    WAITING = "waiting", "承認待ち"
    APPROVED = "approved", "承認"


FAQ_STEPS: dict[str, tuple[str, ...]] = {
    FaqState.DRAFT: (FaqState.WAITING,),
    FaqState.WAITING: (FaqState.APPROVED, FaqState.DRAFT),
    FaqState.APPROVED: (),
}
"""What may follow what; back to 下書き is the city's return with a reason."""


class FaqPhase(models.TextChoices):
    """What a version is on one day: its state, and for an approved one its days."""

    DRAFT = "draft", "下書き"
    WAITING = "waiting", "承認待ち"
    COMING = "coming", "承認済（適用前）"
    IN_FORCE = "in_force", "使用中"
    ENDED = "ended", "廃止"


class ProposalState(models.TextChoices):
    """What became of an operator's proposal (第2-2-(4)-タ)."""

    PROPOSED = "proposed", "提案"
    ADOPTED = "adopted", "採用"
    DECLINED = "declined", "見送り"


class ExportForm(models.TextChoices):
    """In which form the live history is taken away as a file."""

    XLSX = "xlsx", "Excel（xlsx）"
    CSV = "csv", "CSV（UTF-8）"
    CSV_SJIS = "csv-sjis", "CSV（Shift_JIS）"

    @property
    def suffix(self) -> str:
        return "xlsx" if self == ExportForm.XLSX else "csv"

    @property
    def encoding(self) -> str:
        return "cp932" if self == ExportForm.CSV_SJIS else "utf-8-sig"
