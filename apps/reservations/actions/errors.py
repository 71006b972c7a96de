"""Why something cannot be done, in the words the operator reads."""


class ReservationError(Exception):
    """Why it cannot be done."""

    message = "予約を処理できませんでした。"

    def __init__(self) -> None:
        super().__init__(self.message)


class SlotIsFull(ReservationError):
    message = "この枠は満席になりました。ほかの枠を選んでください。"


class SlotIsClosed(ReservationError):
    message = "この枠は受付を停止しています。ほかの枠を選んでください。"


class SlotIsPast(ReservationError):
    message = "この枠の時刻は過ぎています。ほかの枠を選んでください。"


class SlotIsTooSoon(ReservationError):
    message = "この枠は予約の受付を締め切りました。ほかの枠を選んでください。"


class SlotIsTooFarAhead(ReservationError):
    message = "この枠はまだ予約を受け付けていません。予約できる期間の枠を選んでください。"


class SlotIsTheSame(ReservationError):
    message = "いまの予約と同じ枠です。ほかの枠を選んでください。"


class SlotIsBusy(ReservationError):
    message = "ほかの操作と重なりました。入力はそのままで、もう一度押してください。"


class SlotIsOutsideHours(ReservationError):
    message = "休業日か開設時間外の枠のため、再開できません。臨時休業を取り消すと、自動で再開します。"


class NoContractTerm(ReservationError):
    message = "この日はどの契約期間にも入っていないため、予約できません。"


class TermIsErased(ReservationError):
    message = "この日の契約期間は個人情報の消去が済んでいるため、予約できません。"


class NotConfirmed(ReservationError):
    message = "この予約は「確定」ではないため、変更できません。"


class ChangeIsTooLate(ReservationError):
    message = "予約の変更の締切を過ぎています。来所の有無を記録するか、予約を取り消して取り直してください。"


class ChangedMeanwhile(ReservationError):
    message = "画面を開いた後に、この予約の日時が変更されました。いまの日時を確かめてから、もう一度選んでください。"


class NotYetDue(ReservationError):
    message = "来所・不来所は、予約の当日から記録できます。"


class CityNumberIsTaken(ReservationError):
    message = "この市の受付番号は、ほかの予約で使われています。番号を確かめてください。"


class WaitingIsOver(ReservationError):
    message = "この空き待ちはすでに終わっています。"


class AlreadySettled(ReservationError):
    message = "この件はすでに処理されています。"


class NoCityList(ReservationError):
    message = "この日の市の一覧は、まだ取り込まれていません。"
