"""Writes that cross the contract's rows: dated changes, exceptions of a day, points to agree, the following term."""

import datetime
from collections.abc import Callable
from contextlib import AbstractContextManager
from operator import le, lt
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

import pghistory
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction

from apps.accounts.models import User
from apps.core.clock import fiscal_year, long_date, reiwa
from apps.core.encryption import keyring
from apps.core.submissions import submit_once

from .calendar import DAY
from .enums import LEAP_YEAR
from .models import (
    Agreement,
    Closure,
    ContractTerm,
    Document,
    DocumentChangeNotAllowed,
    DocumentVersion,
    ExtraOpening,
    OpeningRule,
    Parameter,
    ServiceStart,
    Site,
)

DatedRow = TypeVar("DatedRow", Parameter, OpeningRule)
DayException = TypeVar("DayException", Closure, ExtraOpening)

TERM_FIELD_OF_KEY = {
    "contract.ends_on": "ends_on",
    "operation.starts_on": "starts_on",
    "operation.ends_on": "ends_on",
}

LONGEST_YEAR_END = 31  # days; the city's deadlines are looked for beyond it


def _is_short_span(first: str, last: str) -> bool:
    """Whether the days of every year from `first` to `last` (12-29, 01-03) are at most LONGEST_YEAR_END."""
    begin, end = (datetime.date.fromisoformat(f"{LEAP_YEAR}-{value}") for value in (first, last))
    return (end - begin).days % 366 < LONGEST_YEAR_END


class PairRule(NamedTuple):
    """Two parameters whose values of one day must fit each other."""

    first: str
    second: str
    fits: Callable[[Any, Any], bool]
    sentence: str


PAIR_RULES = (
    PairRule("outreach.earliest", "outreach.latest", lt, "開始時刻の下限は、終了時刻の上限より前にしてください。"),
    PairRule(
        "live.poll_seconds", "live.max_delay_seconds", le, "更新間隔は、市の画面に出るまでの上限以下にしてください。"
    ),
    PairRule(
        "calendar.year_end_first",
        "calendar.year_end_last",
        _is_short_span,
        f"年末年始は、{LONGEST_YEAR_END}日以内の続いた期間にしてください。",
    ),
)


class ChangeNotAllowed(Exception):
    """The rows in force do not allow this change: the user's sentence, and the argument it is about."""

    def __init__(self, sentence: str, argument: str) -> None:
        super().__init__(sentence)
        self.sentence, self.argument = sentence, argument


def ensure_data_key(term: ContractTerm) -> None:
    """Make the data key of the term, unless it has one or had one that was destroyed for good."""
    if not keyring.is_destroyed(term.code):
        keyring.create(term.code)


def change_parameter(
    *,
    key: str,
    value: Any,
    valid_from: datetime.date,
    agreement: Agreement,
    reason: str,
    by: User,
    today: datetime.date,
) -> Parameter:
    """Give a parameter another value from today or a later day on: a new row, which ends the one before.

    Raises ChangeNotAllowed; ValidationError where the value is not one for this parameter.

    A row that begins on that very day is corrected in place; its history keeps what it said.
    """
    _require_decision(agreement, today)
    _require_no_past(valid_from, today)
    with transaction.atomic(), _history(reason, by):
        rules = [rule for rule in PAIR_RULES if key in (rule.first, rule.second)]
        keys = {key, *(name for rule in rules for name in (rule.first, rule.second))}
        locked = Parameter.objects.select_for_update(of=("self",), no_key=True).filter(key__in=keys).order_by("pk")
        rows = {name: [row for row in locked if row.key == name] for name in keys}
        row = _row_from(rows[key], valid_from)
        if row.is_reference:
            raise ChangeNotAllowed("この項目は参考値です。期間や開設時間の定めを変更してください。", "value")
        row.value, row.agreement, row.note = value, agreement, reason
        row.full_clean()
        for rule in rules:
            _require_pair(rule, row, rows[rule.second if key == rule.first else rule.first])
        row.save()
    return row


def change_year_end(
    *,
    site: Site,
    is_closed: bool,
    valid_from: datetime.date,
    agreement: Agreement,
    reason: str,
    by: User,
    today: datetime.date,
) -> OpeningRule:
    """Open or close a place over the year-end days from today or a later day on (C8): a new rule, otherwise the same.

    Raises ChangeNotAllowed.
    """
    _require_decision(agreement, today)
    _require_no_past(valid_from, today)
    with transaction.atomic(), _history(reason, by):
        rows = list(OpeningRule.objects.select_for_update(of=("self",), no_key=True).filter(site=site))
        rule = _row_from(rows, valid_from)
        rule.closed_at_year_end, rule.agreement, rule.note = is_closed, agreement, reason
        rule.full_clean()
        rule.save()
    return rule


def add_closure(
    *,
    key: UUID,
    site: Site | None,
    day: datetime.date,
    reason: str,
    agreement: Agreement,
    by: User,
    today: datetime.date,
) -> Closure:
    """Shut a place, or every counter and the call centre, for a day; once per form key. Raises ChangeNotAllowed."""
    closure = Closure(submission_key=key, site=site, day=day, reason=reason, agreement=agreement)
    return _add_exception(
        closure, unless=ExtraOpening, sentence="この日は臨時開設が登録されています。", by=by, today=today
    )


def add_extra_opening(
    *,
    key: UUID,
    site: Site | None,
    day: datetime.date,
    opens_at: datetime.time | None,
    closes_at: datetime.time | None,
    reason: str,
    agreement: Agreement,
    by: User,
    today: datetime.date,
) -> ExtraOpening:
    """Open a place, or every counter and the call centre, for a day; once per form key. Raises ChangeNotAllowed."""
    extra = ExtraOpening(
        submission_key=key,
        site=site,
        day=day,
        opens_at=opens_at,
        closes_at=closes_at,
        reason=reason,
        agreement=agreement,
    )
    return _add_exception(extra, unless=Closure, sentence="この日は臨時休業が登録されています。", by=by, today=today)


def withdraw_exception(exception: Closure | ExtraOpening, *, reason: str, by: User) -> None:
    """Take back a closure or an extra opening; the history keeps the row."""
    with transaction.atomic(), _history(reason, by):
        exception.delete()


def open_agreement(*, key: UUID, title: str, place: str, question: str, default: str, by: User) -> Agreement:
    """Enter a new point to agree under the next number; once per form key."""

    def create() -> Agreement:
        # Everybody locks the same, oldest row: locking the newest would let two in once a third has added one.
        Agreement.objects.select_for_update(of=("self",), no_key=True).order_by("pk").first()
        numbers = Agreement.objects.values_list("code", flat=True)
        code = f"C{max((int(code[1:]) for code in numbers), default=0) + 1}"
        agreement = Agreement(
            submission_key=key, code=code, title=title, place=place, question=question, default=default
        )
        agreement.full_clean()
        agreement.save()
        return agreement

    with transaction.atomic(), _history("協議事項の登録", by):
        return submit_once(Agreement, key, create)[0]


def prepare_version(
    *,
    key: UUID,
    document: Document,
    prepared_on: datetime.date,
    replaces_reason: str,
    location: str,
    link: str,
    by: User,
) -> DocumentVersion:
    """Enter the next version of a document, once per form key.

    Raises ChangeNotAllowed, while another version is open too; ValidationError for days out of order.
    """

    def create() -> DocumentVersion:
        Document.objects.select_for_update(of=("self",), no_key=True).get(pk=document.pk)
        newest = document.versions.order_by("number").last()
        if newest and newest.decided_on is None:
            raise ChangeNotAllowed(
                f"{newest.name}がまだ決定していません。決定の後に次の版を登録してください。", NON_FIELD_ERRORS
            )
        if newest and not replaces_reason:
            raise ChangeNotAllowed("第2版からは、差替理由を入力してください。", "replaces_reason")
        version = DocumentVersion(
            submission_key=key,
            document=document,
            number=newest.number + 1 if newest else 1,
            prepared_on=prepared_on,
            replaces_reason=replaces_reason,
            location=location,
            link=link,
        )
        version.full_clean()
        version.save()
        return version

    with transaction.atomic(), _history("文書の版の登録", by):
        return submit_once(DocumentVersion, key, create)[0]


def submit_version(version: DocumentVersion, *, on: datetime.date, by: User) -> DocumentVersion:
    """Record that the version was handed to the city. Raises DocumentChangeNotAllowed, ValidationError."""
    with transaction.atomic(), _history("文書の提出", by):
        version = _locked(version)
        version.submit(by=by, on=on)
        version.full_clean()
        version.save()
    return version


def accept_version(
    version: DocumentVersion, *, on: datetime.date, in_force_from: datetime.date, comment: str, by: User
) -> DocumentVersion:
    """Record that the city accepts the version, in the place of the one before from a day on.

    Raises DocumentChangeNotAllowed, ChangeNotAllowed, ValidationError.
    """
    with transaction.atomic(), _history("文書の承諾", by):
        version = _locked(version)
        version.accept(by=by, on=on, in_force_from=in_force_from, comment=comment)
        last = version.document.versions.filter(in_force_from__gte=in_force_from).order_by("in_force_from").last()
        if last and last.in_force_from:
            raise ChangeNotAllowed(
                f"適用開始日は、{last.name}の適用開始日（{long_date(last.in_force_from)}）より後の日にしてください。",
                "in_force_from",
            )
        version.full_clean()
        version.save()
    return version


def return_version(version: DocumentVersion, *, on: datetime.date, comment: str, by: User) -> DocumentVersion:
    """Record that the city returns the version, and why. Raises DocumentChangeNotAllowed, ValidationError."""
    with transaction.atomic(), _history("文書の差戻", by):
        version = _locked(version)
        version.send_back(by=by, on=on, comment=comment)
        version.full_clean()
        version.save()
    return version


def withdraw_version(version: DocumentVersion, *, reason: str, by: User) -> None:
    """Take back a version that was not submitted; the history keeps the row. Raises DocumentChangeNotAllowed."""
    with transaction.atomic(), _history(reason, by):
        version = _locked(version)
        version.require_unsubmitted()
        version.delete()


def _locked(version: DocumentVersion) -> DocumentVersion:
    """The version as it stands now, nobody else changing any version of its document."""
    document = Document.objects.select_for_update(of=("self",), no_key=True).get(pk=version.document_id)
    found = document.versions.filter(pk=version.pk).first()
    if found is None:
        raise DocumentChangeNotAllowed("この版は、取り消されています。")
    return found


def add_following_term(
    previous: ContractTerm, code: str, starts_on: datetime.date, ends_on: datetime.date, by: User | None = None
) -> ContractTerm:
    """Add the term that follows `previous` under the same conditions, or return it if its code is there already.

    Both services begin on its first day. Opening rules and parameters without an end simply go on; those that end with
    the previous term get a row for the new one, with the new term's own days. Raises ChangeNotAllowed when the new term
    does not lie after the previous one, ValidationError when it overlaps another.
    """
    if starts_on <= previous.ends_on or ends_on < starts_on:
        raise ChangeNotAllowed("次の契約年度は、前の契約年度が終わった後の期間にしてください。", "starts_on")
    with transaction.atomic(), _history("次の契約年度の追加", by):
        ContractTerm.objects.select_for_update(of=("self",), no_key=True).get(pk=previous.pk)
        term = ContractTerm.objects.filter(code=code).first()
        if term is None:
            term = ContractTerm(code=code, title=_title_of(starts_on), starts_on=starts_on, ends_on=ends_on)
            term.full_clean()
            term.save()
            for start in previous.service_starts.all():
                ServiceStart.objects.create(term=term, service=start.service, starts_on=starts_on)
            for parameter in Parameter.objects.filter(valid_to=previous.ends_on):
                field = TERM_FIELD_OF_KEY.get(parameter.key)
                if field:
                    parameter.value = getattr(term, field).isoformat()
                    parameter.agreement, parameter.note = None, ""
                _continue_in(term, previous, parameter)
            for rule in OpeningRule.objects.filter(valid_to=previous.ends_on):
                _continue_in(term, previous, rule)
    ensure_data_key(term)
    return term


def _history(reason: str, by: User | None) -> AbstractContextManager[Any]:
    return pghistory.context(reason=reason, **({"user": by.pk} if by else {}))


def _require_decision(agreement: Agreement, today: datetime.date) -> None:
    if not agreement.is_decided(today):
        raise ChangeNotAllowed("決定の記録がある協議を選んでください。", "agreement")


def _require_no_past(valid_from: datetime.date, today: datetime.date) -> None:
    """What held on past days stands in reports: it does not change afterwards."""
    if valid_from < today:
        raise ChangeNotAllowed("適用開始日は、本日かそれより後の日にしてください。", "valid_from")


def _require_day_of_a_term(day: datetime.date) -> None:
    if not ContractTerm.objects.containing(day).exists():
        periods = "、".join(f"{term.title}：{term.period}" for term in ContractTerm.objects.all())
        raise ChangeNotAllowed(f"契約年度の期間の中の日を入力してください（{periods}）。", "day")


def _require_pair(rule: PairRule, row: Parameter, others: list[Parameter]) -> None:
    """The new row fits every value that the other parameter of the pair has during its days."""
    for other in others:
        starts_later = other.valid_from and row.valid_to and other.valid_from > row.valid_to
        ends_earlier = other.valid_to and row.valid_from and other.valid_to < row.valid_from
        first, second = (row, other) if row.key == rule.first else (other, row)
        if not (starts_later or ends_earlier or rule.fits(first.typed_value, second.typed_value)):
            raise ChangeNotAllowed(f"{rule.sentence}「{other.label}」は{other.display}です。", "value")


def _row_from(rows: list[DatedRow], valid_from: datetime.date) -> DatedRow:
    """The locked row that begins on this day, or an unsaved one that takes over from the one in force."""
    for row in rows:
        if row.valid_from == valid_from:
            return row
        if (row.valid_from is None or row.valid_from < valid_from) and (
            row.valid_to is None or valid_from <= row.valid_to
        ):
            last = row.valid_to
            row.valid_to = valid_from - DAY
            row.save(update_fields=["valid_to"])
            return _copy(row, valid_from, last)
    raise ChangeNotAllowed("この日に適用されている定めがありません。別の日を指定してください。", "valid_from")


def _continue_in(term: ContractTerm, previous: ContractTerm, row: DatedRow) -> None:
    """The same row for the days after the previous term up to the end of the new one, unless something holds there."""
    same = {"key": row.key} if isinstance(row, Parameter) else {"site": row.site}
    first = previous.ends_on + DAY
    if not type(row).objects.filter(**same).valid_on(first).exists():
        _copy(row, first, term.ends_on).save()


def _copy(row: DatedRow, valid_from: datetime.date, valid_to: datetime.date | None) -> DatedRow:
    values = {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key
    }
    return type(row)(**(values | {"valid_from": valid_from, "valid_to": valid_to}))


def _add_exception(
    exception: DayException,
    *,
    unless: type[Closure] | type[ExtraOpening],
    sentence: str,
    by: User,
    today: datetime.date,
) -> DayException:
    def create() -> DayException:
        _require_decision(exception.agreement, today)
        _require_day_of_a_term(exception.day)
        list(Site.objects.select_for_update(of=("self",), no_key=True).order_by("pk"))
        if unless.objects.filter(site=exception.site, day=exception.day).exists():
            raise ChangeNotAllowed(sentence, "day")
        exception.full_clean()
        exception.save()
        return exception

    with transaction.atomic(), _history(exception.reason, by):
        return submit_once(type(exception), exception.submission_key, create)[0]


def _title_of(day: datetime.date) -> str:
    """`令和8年度`"""
    april = datetime.date(fiscal_year(day), 4, 1)
    return reiwa(april).removesuffix("4月1日") + "度"
