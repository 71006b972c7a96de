"""The words of the call reports: which text a version names, since when it holds, and how far it is agreed on."""

import hashlib
import json
from datetime import date, timedelta

import pytest

from apps.contracts.calendar import Calendar
from apps.contracts.models import Agreement, ContractTerm, Parameter
from apps.reporting.content import collect
from apps.reporting.documents.call_monthly_front import word_rows, words_version
from apps.reporting.enums import ReportKind
from apps.reporting.figures.definitions import DEFINITIONS_VERSION, TERMS, defined, definitions
from apps.reporting.periods import Period

from .conftest import JUNE
from .printed import Printed

pytestmark = pytest.mark.usefixtures("masters")
JULY_1, AUGUST_1 = date(2025, 7, 1), date(2025, 8, 1)
WORDINGS = {2: "df3b87bfdb29954fadcac63f441469c8a2e8de1b2030d10eae8f8f052b29f033"}
"""By version, the SHA-256 of the text with the numbers below: another text is another version."""


def change(key, value, since):
    """The contract's row from this day on, as an agreement changes it."""
    row = Parameter.objects.get(key=key)
    Parameter.objects.filter(pk=row.pk).update(valid_to=since - timedelta(days=1))
    row.pk, row.value, row.valid_from = None, value, since
    row.save()


def text_on(day):
    said = defined(day, Calendar.load(), AUGUST_1)
    return (DEFINITIONS_VERSION, said["definitions_since"]), json.dumps(said["definitions"], ensure_ascii=False)


def test_text_of_a_version_never_changes():
    text = json.dumps(definitions(short_seconds=10, target_percent=90), ensure_ascii=False)
    assert hashlib.sha256(text.encode()).hexdigest() == WORDINGS[DEFINITIONS_VERSION]


def test_text_holds_from_the_first_day_of_the_term_until_a_row_of_the_contract_changes():
    starts = ContractTerm.objects.earliest("starts_on").starts_on
    assert text_on(JUNE[1])[0] == (DEFINITIONS_VERSION, starts.isoformat())
    change("callcenter.short_abandon_seconds", 5, JULY_1)
    assert text_on(JULY_1)[0] == (DEFINITIONS_VERSION, "2025-07-01")


def test_two_texts_never_bear_the_same_version():
    change(TERMS[0], 85, JULY_1)
    change(TERMS[1], 20, JULY_1 + timedelta(days=14))
    named = [text_on(day) for day in (JUNE[1], JULY_1, JULY_1 + timedelta(days=13), AUGUST_1)]
    assert named[1] == named[2]
    assert len({name for name, _ in named}) == len({text for _, text in named}) == 3


@pytest.mark.parametrize(
    ("decided_on", "said"),
    [(None, "協議中"), (date(2025, 6, 20), "決定（令和7年6月20日）"), (date(2025, 7, 2), "協議中")],
)
def test_agreement_is_said_as_it_stands_on_the_day_of_the_report(decided_on, said, tmp_path):
    text = "決定した内容" if decided_on else ""
    Agreement.objects.filter(code="C14").update(decided_on=decided_on, decision=text)
    content = collect(ReportKind.CALL_MONTHLY, Period(*JUNE), made_on=JULY_1)
    (line,) = [text for term, text in word_rows(content) if term == "市との協議"]
    assert f"C14 応答率の定義　{said}" in line
    assert "C17 センター内完了率・転送率・苦情件数の定義　協議中" in line
    paper = Printed(content, tmp_path)
    assert words_version(content) == f"第{DEFINITIONS_VERSION}版、適用日 令和7年6月1日"
    assert words_version(content) in str(paper.sheets["概要"])
    for printed in (paper.pdf, str(paper.sheets["用語の定義"])):
        assert words_version(content) in printed
        assert said in printed
    assert words_version(content) in str(paper.sheets["点検"])


@pytest.mark.parametrize("term", ["着信", "応答", "切電", "溢れ", "時間外", "結果未確定", "未了", "案内", "転送率"])
def test_every_word_of_the_tables_is_defined(term):
    assert term in dict(definitions(short_seconds=10, target_percent=90))


def test_who_ends_a_call_tells_the_two_losses_apart():
    """§6: the caller left, wherever he was; or the voice response ended the call, for whatever reason."""
    meanings = dict(definitions(short_seconds=10, target_percent=90))
    for place in ("案内の再生中", "待ち合わせ中", "呼出中"):
        assert place in meanings["切電"]
    assert "理由を問わない" in meanings["溢れ"]
    assert "混雑" not in meanings["溢れ"]
