"""Reading a log: rows of a made-up file in, calls or reasons out."""

from datetime import datetime, timedelta
from io import BytesIO

import pytest

from apps.callcenter.logs import CallRow, Fault, FileRefused, Skipped, encoding_of, read_table
from apps.callcenter.models import CallProfile
from apps.callcenter.profile_shape import shape_faults
from apps.core.clock import JST

from .factories import HEADER, answered, log, row

MY_NUMBER = "123456789018"
TSV_HEADER = "day\tline\tin\tq\tq_seconds\ttaken\tout\thow\twho"


@pytest.fixture
def plain() -> CallProfile:
    """One row a call, moments in single columns."""
    return CallProfile(
        code="plain",
        name="試験用",
        delimiter=",",
        encodings=["utf-8-sig", "cp932"],
        datetime_formats=["%Y/%m/%d %H:%M:%S"],
        columns={
            "external_id": "通話ID",
            "arrived_at": "着信日時",
            "answered_at": "応答日時",
            "ended_at": "終了日時",
            "outcome": "結果",
            "wait_seconds": "待ち時間(秒)",
            "talk_seconds": "通話時間(秒)",
            "operator_code": "オペレーター",
            "caller_number": "発信者番号",
        },
        outcomes={"応答": "answered", "放棄": "abandoned"},
        withheld_markers=["非通知"],
    )


@pytest.fixture
def split() -> CallProfile:
    """The day in one column, times in others, a marker for "none"."""
    return CallProfile(
        code="split",
        name="試験用（日付と時刻が別）",
        delimiter="\t",
        encodings=["utf-8"],
        datetime_formats=["%y%m%d %H:%M:%S"],
        columns={
            "external_id": {"from": ["day", "line"]},
            "arrived_at": {"from": ["day", "in"]},
            "queued_at": {"from": ["day", "q"], "none_when": {"q": "0:00:00", "q_seconds": "0"}},
            "answered_at": [{"from": ["day", "taken"], "none_when": {"taken": "0:00:00"}}, {"from": ["day", "out"]}],
            "ended_at": {"from": ["day", "out"]},
            "outcome": "how",
            "wait_seconds": "q_seconds",
            "operator_code": {"from": ["who"], "none_when": {"who": "NOBODY"}},
        },
        outcomes={"AGENT": "answered", "HANG": "abandoned"},
        skips={"how": ["TEST"]},
    )


READ_AT = datetime(2025, 6, 30, 9, 0, tzinfo=JST)


def read(content: bytes, profile: CallProfile) -> list[CallRow | Skipped | Fault]:
    encoding = encoding_of(BytesIO(content), profile.encodings, ends_with_newline=profile.ends_with_newline)
    return list(read_table(BytesIO(content), profile, encoding, at=READ_AT))


def refusal(content: bytes, profile: CallProfile) -> str:
    with pytest.raises(FileRefused) as caught:
        read(content, profile)
    return str(caught.value)


def tsv(*lines: str) -> bytes:
    return "".join(f"{line}\n" for line in (TSV_HEADER, *lines)).encode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_row_is_read_alike_in_every_encoding(plain, encoding):
    content = log([answered(1, "2025/06/02 10:00:00", caller="非通知")], encoding)
    assert read(content, plain) == [
        CallRow(
            line=2,
            external_id="C00001",
            arrived_at=datetime(2025, 6, 2, 10, 0, tzinfo=JST),
            queued_at=None,
            answered_at=datetime(2025, 6, 2, 10, 0, tzinfo=JST),
            ended_at=datetime(2025, 6, 2, 10, 5, tzinfo=JST),
            outcome="answered",
            wait_seconds=0,
            talk_seconds=60,
            operator_code="OP01",
            is_withheld=True,
        )
    ]


def test_clock_that_is_hours_ahead_is_no_mistake(plain):
    (call,) = read(log([row(1, "2025/07/01 09:00:00")]), plain)
    assert call.arrived_at == READ_AT + timedelta(days=1)


def test_time_past_midnight_belongs_to_the_next_day(split):
    (call,) = read(tsv("250602\tA\t23:58:00\t23:58:10\t70\t23:59:20\t0:04:25\tAGENT\tX"), split)
    assert call.answered_at == datetime(2025, 6, 2, 23, 59, 20, tzinfo=JST)
    assert call.ended_at == datetime(2025, 6, 3, 0, 4, 25, tzinfo=JST)


def test_clock_a_minute_behind_does_not_move_a_day(split):
    (call,) = read(tsv("250602\tA\t10:03:28\t10:02:32\t99\t10:04:10\t10:05:18\tAGENT\tX"), split)
    assert call.queued_at == datetime(2025, 6, 2, 10, 2, 32, tzinfo=JST)


def test_marker_means_none_only_together_with_its_zero(split):
    none, midnight = read(
        tsv(
            "250602\tA\t10:00:00\t0:00:00\t0\t0:00:00\t10:00:09\tHANG\tNOBODY",
            "250602\tB\t23:59:50\t0:00:00\t30\t0:00:00\t0:00:30\tHANG\tNOBODY",
        ),
        split,
    )
    assert (none.queued_at, none.operator_code) == (None, "")
    assert midnight.queued_at == datetime(2025, 6, 3, 0, 0, tzinfo=JST)


def test_next_source_is_used_where_the_first_is_absent(split):
    (call,) = read(tsv("250602\tA\t10:00:00\t0:00:00\t0\t0:00:00\t10:00:09\tAGENT\tX"), split)
    assert call.answered_at == datetime(2025, 6, 2, 10, 0, 9, tzinfo=JST)


def test_rows_that_do_not_count_are_skipped(split):
    assert read(tsv("250602\tA\t10:00:00\t0:00:00\t0\t0:00:00\t10:00:09\tTEST\tX"), split) == [Skipped(2)]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (row(1, ended="2025/06/02 09:59:59"), "終了日時が着信日時より前"),
        (row(1, answered="2025/06/02 09:59:59", result="応答"), "応答日時が着信日時より前"),
        (
            row(1, answered="2025/06/02 10:00:09", ended="2025/06/02 10:00:05", result="応答"),
            "終了日時が応答日時より前",
        ),
        (row(1, result="保留"), "結果「保留」は形式に登録されていません"),
        (row(1, result=""), "結果がありません"),
        (row(1, "2025/02/30 10:00:00"), "「着信日時」が日時として読めません"),
        (row(1, ""), "着信日時がありません"),
        (row(1, "2099/11/20 10:00:00"), "「着信日時」が取り込みの日時より先です"),
        (row(1, "2025/07/01 09:00:01"), "「着信日時」が取り込みの日時より先です"),
        (row(1, ended="9999/12/31 23:59:59"), "「終了日時」が取り込みの日時より先です"),
        (row(1, "0001/01/01 00:00:00"), "「着信日時」が日時として読めません"),
        (row(1, wait=-1), "秒数ではありません"),
        (row(1, wait=10**9), "秒数ではありません"),
        (row(1).replace("C00001", ""), "番号がありません"),
        (row(1).replace("C00001", "C" * 130), "長すぎます"),
        (row(1, operator="X" * 250), "長すぎます"),
        (row(1, operator=MY_NUMBER), "「オペレーター」に個人番号"),
        (row(1, operator="１２３４ ５６７８ ９０１８"), "「オペレーター」に個人番号"),
        (row(1, caller=MY_NUMBER), "「発信者番号」に個人番号"),
        (row(1) + ",余分", "列の数が見出しと一致しません"),
        ("C00001,2025/06/02 10:00:00", "列の数が見出しと一致しません"),
    ],
)
def test_row_with_a_mistake_is_rejected_alone(plain, line, words):
    first, second = read(log([line, row(2)]), plain)
    assert isinstance(first, Fault)
    assert words in first.reason
    assert first.line == 2
    assert isinstance(second, CallRow)
    assert second.line == 3


@pytest.mark.parametrize("caller", ["0492246178", "049-224-6178", "+81492246178"])
def test_callers_number_within_an_id_is_not_taken_and_not_shown(plain, caller):
    own, other = (row(1, caller=each).replace("C00001", "20250602-0492246178-01") for each in (caller, "09000000001"))
    (fault,) = read(log([own]), plain)
    assert isinstance(fault, Fault)
    assert "「通話ID」に発信者番号が含まれています" in fault.reason
    assert "0492246178" not in str(fault)
    assert isinstance(read(log([other]), plain)[0], CallRow)


@pytest.mark.parametrize("operator", [MY_NUMBER, "090-1234-5678", "川越 太郎様"])
def test_rejected_row_keeps_nothing_personal(plain, operator):
    (fault,) = read(log([row(1, ended="2025/06/01 10:00:00", operator=operator, caller="09012345678")]), plain)
    assert fault.cells["通話ID"] == "C00001"
    assert fault.cells["オペレーター"] == "（表示しません）"
    assert "発信者番号" not in fault.cells
    assert "09012345678" not in str(fault)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空です"),
        (b"\xef\xbb\xbf\r\n", "必要な列がありません"),
        (HEADER.encode()[:-4] + b"\r\n", "文字コード"),
        (log([row(1)])[:-2], "途中で切れている"),
        (log([row(1), row(2)])[:-30] + b"\r\n", "3行目）が途中で切れています"),
        (log([row(1)]).replace(b"C00001", b'"C00001'), "引用符"),
        (log([row(1)]).replace(b"C00001", b"C0\x000001"), "NUL"),
        (b"PK\x03\x04" + b"\x01" * 500, "Excel"),
        ((HEADER + "\r\n").encode("utf-16"), "UTF-16"),
        (log([row(1)], "euc-jp"), "文字コード"),
        (bytes(range(128, 256)) * 4 + b"\n", "文字コード"),
        (log([row(1)], header=HEADER.replace("結果,", "")), "必要な列がありません: 結果"),
        (log([row(1)], header=HEADER.replace("着信番号", "結果")), "同じ名前の列が2つ以上"),
        (b"x" * 10_000_000, "1行が長すぎます"),
        (log([row(1)]) + b"x" * 10_000_000 + b"\n", "1行が長すぎます"),
    ],
)
def test_file_of_the_wrong_form_is_refused_as_a_whole(plain, content, words):
    assert words in refusal(content, plain)


def test_no_prefix_of_a_file_is_taken_for_the_whole(plain):
    content = log([answered(1), answered(2)])
    whole = len(read(content, plain))
    complete_lines = {i + 1 for i, byte in enumerate(content) if byte == 10}
    for length in range(1, len(content)):
        if length in complete_lines:
            continue
        with pytest.raises(FileRefused):
            read(content[:length], plain)
    assert whole == 2


def test_file_may_end_without_newline_where_the_profile_says_so(plain):
    plain.ends_with_newline = False
    assert len(read(log([row(1)])[:-2], plain)) == 1


def test_blank_lines_are_no_rows(plain):
    assert len(read(log([row(1), "", row(2), ""]), plain)) == 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"columns": {"external_id": "a", "arrived_at": "b"}}, "結果 がありません"),
        ({"columns": {"external_id": "a", "arrived_at": "b", "outcome": "c", "mood": "d"}}, "知らない項目"),
        ({"columns": {"external_id": {"of": ["a"]}, "arrived_at": "b", "outcome": "c"}}, "from・none_when"),
        ({"outcomes": {"x": "lost"}}, "知らない値"),
        ({"encodings": []}, "文字コードを1つ以上"),
        ({"encodings": ["klingon"]}, "klingon は使えません"),
        ({"datetime_formats": []}, "日時の書式"),
        ({"time_zone": "Asia/Nowhere"}, "Asia/Nowhere はありません"),
    ],
)
def test_profile_that_cannot_read_is_told_why(plain, change, words):
    assert shape_faults(plain) == {}
    for name, value in change.items():
        setattr(plain, name, value)
    assert any(words in fault for faults in shape_faults(plain).values() for fault in faults)
