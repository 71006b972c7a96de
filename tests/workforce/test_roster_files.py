"""The roster as a file: out as CSV and workbook, in again, every row that cannot be taken kept with its reason."""

import csv
import io
import re
import zipfile
from datetime import date, datetime, time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from apps.accounts.enums import AccessKind, Role
from apps.accounts.models import AccessEvent
from apps.contracts.calendar import Calendar
from apps.contracts.models import Site
from apps.workforce import roster_actions, roster_forms, roster_sheets
from apps.workforce.enums import Duty
from apps.workforce.models import RejectedShiftRow, RosterImport, RosterPublication, Shift
from apps.workforce.roster_actions import CellEdit
from apps.workforce.roster_cells import ShiftPlan
from apps.workforce.roster_files import import_roster
from apps.workforce.roster_sheets import COLUMNS, FileRefused, read_rows, to_csv, to_workbook
from tests.threads import at_once

from .factories import MONDAY, at, clerk, make_staff
from .roster_factories import make_pattern, make_shift, plan, save, site_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]
EXPORT = reverse("workforce:roster_export")
IMPORT = reverse("workforce:roster_import")
TUESDAY = date(2025, 6, 3)
JUNE = {"month": "2025-06", "site": "honcho"}
HEADER = ",".join(COLUMNS[:8])
ROW = "A1,川越 花子,本庁舎,従事者,2025-06-02,9:00,17:00,12:00-13:00"


@pytest.fixture
def staff():
    return make_staff(ready_for=Duty.COUNTER_STAFF, code="A1", name="川越 花子", posted_to=site_of())


@pytest.fixture
def manager(client_of):
    return client_of(Role.GENERAL_MANAGER)


def sheet(*rows, header=HEADER, encoding="utf-8-sig"):
    return "\r\n".join([header, *rows, ""]).encode(encoding)


def take(client, content, *, name="6月.csv", **fields):
    """Sends a file; the run that it left."""
    answer = client.post(IMPORT, {"file": SimpleUploadedFile(name, content)} | fields)
    assert answer.status_code == 303, answer.context["form"].errors
    return RosterImport.objects.latest("pk")


def reasons(run):
    return {row.line: row.reason for row in run.rejected_rows.all()}


def lines(answer):
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


# --- out ------------------------------------------------------------------------------------------------------------


def test_export_has_one_row_a_shift(manager, staff):
    make_pattern("日", "9-17", "12-13")
    save(
        [
            CellEdit(staff, MONDAY, (plan("9-17", "12-13", "15-15:15"),)),
            CellEdit(staff, date(2025, 6, 3), (plan("9-12"), plan("13-17"))),
        ]
    )
    make_shift(staff, date(2025, 7, 1))
    make_shift(make_staff(), MONDAY, site=site_of("takashina"))
    answer = manager.get(EXPORT, JUNE)
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert answer["Content-Disposition"] == 'attachment; filename="roster-honcho-2025-06.csv"'
    who = ["A1", "川越 花子", "本庁舎", "従事者"]
    assert lines(answer) == [
        list(COLUMNS),
        [*who, "2025-06-02", "09:00", "17:00", "12:00-13:00、15:00-15:15", "", "下書き"],
        [*who, "2025-06-03", "09:00", "12:00", "", "", "下書き"],
        [*who, "2025-06-03", "13:00", "17:00", "", "", "下書き"],
    ]


def test_workbook_says_the_same_as_the_csv(manager, staff):
    save([CellEdit(staff, MONDAY, (plan("9-17", "12-13"),))])
    book = load_workbook(io.BytesIO(manager.get(EXPORT, JUNE | {"format": "xlsx"}).content))
    assert [[cell.value or "" for cell in row] for row in book.active.iter_rows()] == lines(manager.get(EXPORT, JUNE))
    assert {cell.data_type for row in book.active.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}


def test_nothing_that_people_typed_becomes_a_formula(manager):
    evil = make_staff(code="=1+1", name='=HYPERLINK("x")')
    make_shift(evil)
    (_, row) = lines(manager.get(EXPORT, JUNE))
    assert row[:2] == ["'=1+1", '\'=HYPERLINK("x")']
    book = load_workbook(io.BytesIO(manager.get(EXPORT, JUNE | {"format": "xlsx"}).content))
    cell = book.active["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


def test_export_is_recorded(manager, staff):
    manager.get(EXPORT, JUNE | {"format": "xlsx"})
    event = AccessEvent.objects.get(kind=AccessKind.EXPORT)
    assert (event.user, event.reason, event.target_id) == (
        manager.user, "勤務表 本庁舎 2025-06 xlsx", str(site_of().pk),
    )  # fmt: skip
    assert manager.get(EXPORT, JUNE | {"format": "pdf"}).status_code == 404


def test_export_is_the_same_work_for_many_shifts(manager, staff, django_assert_max_num_queries):
    def cost():
        with django_assert_max_num_queries(30) as queries:
            manager.get(EXPORT, JUNE)
        return len(queries)

    save([CellEdit(staff, MONDAY, (plan("9-17", "12-13"),))])
    cost()
    few = cost()
    save([CellEdit(staff, date(2025, 6, day), (plan("9-17", "12-13"),)) for day in (3, 4, 5, 6, 9, 10)])
    assert cost() == few


# --- in -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_file_is_taken_and_a_second_time_changes_nothing(manager, staff, encoding):
    content = sheet(ROW, ROW.replace("-02", "-03"), encoding=encoding)
    run = take(manager, content)
    assert (run.read, run.new, run.changed, run.unchanged, run.rejected) == (2, 2, 0, 0, 0)
    assert ShiftPlan.of(Shift.objects.get(day=MONDAY)) == plan("9-17", "12-13")
    history = Shift.objects.first().events.count()
    run = take(manager, content)
    assert (run.new, run.changed, run.unchanged) == (0, 0, 2)
    assert (Shift.objects.count(), Shift.objects.first().events.count()) == (2, history)
    assert run.imported_by == manager.user


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_went_out_comes_in_unchanged(manager, staff, form):
    make_pattern("日", "9-17", "12-13")
    save(
        [
            CellEdit(staff, MONDAY, (plan("9-12"), plan("13-17"))),
            CellEdit(staff, date(2025, 6, 3), (plan("9-17", "12-13"),)),
        ]
    )
    content = manager.get(EXPORT, JUNE | {"format": form}).content
    assert take(manager, content, name=f"roster.{form}").unchanged == 3
    Shift.objects.all().delete()
    assert take(manager, content, name=f"roster.{form}").new == 3
    assert manager.get(EXPORT, JUNE | {"format": form}).status_code == 200
    assert lines(manager.get(EXPORT, JUNE))[1:] == [
        [cells[column] for column in COLUMNS] for cells in [row.cells for row in read_rows(content)]
    ]


def test_workbook_with_dates_and_times_of_excel_is_taken(manager, staff):
    book = Workbook()
    book.active.append(COLUMNS[:8])
    book.active.append(["A1", "川越　花子", "本庁舎", "従事者", datetime(2025, 6, 2), time(9), time(17), "12-13"])
    file = io.BytesIO()
    book.save(file)
    assert take(manager, file.getvalue(), name="roster.xlsx").new == 1


def test_pattern_of_the_row_is_kept_where_it_says_the_same(manager, staff):
    pattern = make_pattern("日", "9-17", "12-13")
    take(
        manager,
        sheet(f"{ROW},日", f"{ROW.replace('-02', '-03').replace('17:00', '16:00')},日", header=f"{HEADER},記号"),
    )
    assert {shift.day.day: shift.pattern for shift in Shift.objects.all()} == {2: pattern, 3: None}


def test_every_row_that_cannot_be_taken_is_kept_with_its_reason(manager, staff):
    make_staff(code="N1", name="新人 一郎")
    rows = {
        ROW: "",
        ROW.replace("A1", "A9").replace("-02", "-03"): "この社員番号の人はいません。",
        ROW.replace("花子", "太郎").replace("-02", "-04"): "社員番号と氏名が一致しません。",
        ROW.replace("本庁舎", "市役所").replace("-02", "-05"): "この場所の勤務表は登録できません",
        ROW.replace("従事者", "オペレーター").replace("-02", "-06"): "役割は「運営責任者」、「従事者」のどちらか",
        ROW.replace("2025-06-02", "6月2日"): "日付が読めません",
        ROW.replace("2025-06-02", "2025-06-31"): "日付が読めません",
        ROW.replace("9:00", "9時").replace("-02", "-10"): "「開始」が読めません",
        ROW.replace("17:00", "8:00").replace("-02", "-11"): "終了は開始より後の時刻に",
        ROW.replace("12:00-13:00", "昼").replace("-02", "-12"): "休憩が読めません",
        ROW.replace("12:00-13:00", "16:30-17:30").replace("-02", "-13"): "途中に置いてください",
        ROW.replace("-02", "-07"): "本庁舎は休みです（土曜日）。",
        ROW.replace("A1,川越 花子", "N1,新人 一郎"): "従事者として配置できません。",
        ROW.replace("-02", "-16"): "",
    }
    run = take(manager, sheet(*rows))
    found = reasons(run)
    assert (run.read, run.new, run.rejected) == (14, 2, 12)
    for line, reason in enumerate(rows.values(), start=2):
        assert (line in found) == bool(reason), line
        assert reason in found.get(line, "")
    text = manager.get(reverse("workforce:roster_import_detail", args=[run.pk])).content.decode()
    assert all(reason in text for reason in rows.values())


def test_rows_of_one_cell_are_taken_together_or_not_at_all(manager, staff):
    save([CellEdit(staff, MONDAY, (plan("9-12"), plan("13-17")))])
    morning, evening = ROW.replace("17:00,12:00-13:00", "11:00,"), ROW.replace("9:00,17:00,12:00-13:00", "18:00,12:00,")
    run = take(manager, sheet(morning, evening))
    assert reasons(run) == {2: "同じ日のほかの行に不備があります。", 3: "終了は開始より後の時刻にしてください。"}
    assert [ShiftPlan.of(shift) for shift in Shift.objects.order_by("starts_at")] == [plan("9-12"), plan("13-17")]
    run = take(manager, sheet(ROW, ROW.replace("9:00,17:00,12:00-13:00", "16:00,18:00,")))
    assert set(reasons(run).values()) == {"このファイルの中に、同じ人の重なる勤務があります。"}


def test_days_that_the_file_does_not_name_stay(manager, staff):
    save([CellEdit(staff, date(2025, 6, 3), (plan("9-12"),))])
    take(manager, sheet(ROW))
    assert Shift.objects.count() == 2


def test_rejected_row_keeps_no_name_and_nothing_personal(manager, staff):
    run = take(manager, sheet(ROW.replace("A1", "123456789018").replace("12:00-13:00", "049-224-8811")))
    (row,) = RejectedShiftRow.objects.all()
    assert set(row.cells) == {"社員番号", "場所", "役割", "日付", "開始", "終了", "休憩", "記号"}
    assert row.cells["社員番号"] == row.cells["休憩"] == "（表示しません）"
    assert "川越 花子" not in manager.get(reverse("workforce:roster_import_detail", args=[run.pk])).content.decode()


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b"\r\n\r\n", "ファイルが空です"),
        (b"\x81\xff\x00", "文字コードが読めません"),
        ("社員番号,氏名\r\nA1,x".encode(), "必要な列がありません：場所、役割、日付、開始、終了、休憩"),
        (f"{HEADER},休憩\r\n".encode(), "同じ名前の列が2つ以上あります：休憩"),
        (f'{HEADER}\r\n"A1'.encode(), "引用符"),
        (f"{HEADER}\r\nA\0".encode(), "文字ではないデータ"),
        (b"PK\x03\x04 broken", "Excelブックとして読めません"),
    ],
)
def test_file_of_a_wrong_form_says_why(manager, staff, content, word):
    if not content:
        assert manager.post(IMPORT, {"file": SimpleUploadedFile("x.csv", content)}).status_code == 422
        return
    run = take(manager, content)
    assert word in run.refusal
    text = manager.get(reverse("workforce:roster_import_detail", args=[run.pk])).content.decode()
    assert "このファイルは取り込んでいません。" in text
    assert word in text
    assert "受付不可" in manager.get(IMPORT).content.decode()
    assert not Shift.objects.exists()


def broken_workbook(part, content):
    """A workbook of which one part says something else."""
    whole, broken = io.BytesIO(to_workbook([], "x")), io.BytesIO()
    with zipfile.ZipFile(whole) as parts, zipfile.ZipFile(broken, "w") as changed:
        for name in parts.namelist():
            changed.writestr(name, content if name == part else parts.read(name))
    return broken.getvalue()


def locked_workbook():
    """The same, with the mark of a password on every part."""
    content = bytearray(to_workbook([], "x"))
    for mark, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        for found in re.finditer(mark, bytes(content)):
            content[found.start() + flags] |= 1
    return bytes(content)


@pytest.mark.parametrize(
    "content",
    [
        broken_workbook("xl/worksheets/sheet1.xml", b"<worksheet><broken"),
        broken_workbook("xl/workbook.xml", b""),
        broken_workbook("[Content_Types].xml", b"<"),
        locked_workbook(),
    ],
    ids=["sheet", "book", "types", "password"],
)
def test_damaged_workbook_is_refused_with_a_sentence(content):
    with pytest.raises(FileRefused, match="Excelブックとして読めません"):
        read_rows(content)


@pytest.mark.django_db(transaction=True)
def test_two_files_that_name_the_places_in_opposite_order_are_both_taken(staff):
    other = make_staff(ready_for=Duty.COUNTER_STAFF, code="A2", name="元町 太郎", posted_to=site_of())
    hours = "従事者,2025-06-{day},9:00,12:00,"
    sites = list(Site.objects.counters())

    def read_in(person, *places):
        rows = [f"{person.code},,{place},{hours.format(day=day)}" for day, place in enumerate(places, start=10)]
        return import_roster(
            content=sheet(*rows),
            file_name="6月.csv",
            people={site: [person] for site in sites},
            by=by,
            at=at(10),
            calendar=calendar,
        )

    by, calendar = clerk(), Calendar.load()
    jobs = [lambda: read_in(staff, "本庁舎", "高階"), lambda: read_in(other, "高階", "本庁舎")] * 4
    assert [run.rejected for run in at_once(jobs)] == [0] * 8
    assert Shift.objects.count() == 4


def test_workbook_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(roster_sheets, "LARGEST_WORKBOOK", 100)
    with pytest.raises(FileRefused, match="大きすぎます"):
        read_rows(to_workbook([], "x"))


def test_file_with_too_many_rows_is_refused(monkeypatch):
    monkeypatch.setattr(roster_sheets, "MOST_ROWS", 1)
    with pytest.raises(FileRefused, match="行が多すぎます"):
        read_rows(sheet(ROW, ROW))


def test_large_file_is_turned_away_before_it_is_read(manager, monkeypatch):
    monkeypatch.setattr(roster_forms, "LARGEST_UPLOAD", 10)
    assert manager.post(IMPORT, {"file": SimpleUploadedFile("x.csv", sheet(ROW))}).status_code == 422
    assert not RosterImport.objects.exists()


def test_published_month_takes_a_file_only_with_a_reason(manager, staff):
    RosterPublication.objects.create(site=site_of(), month=date(2025, 6, 1), published_at=at(9), published_by=clerk())
    answer = manager.post(IMPORT, {"file": SimpleUploadedFile("x.csv", sheet(ROW))})
    assert answer.status_code == 422
    assert "変更する理由を入力してください" in answer.content.decode()
    assert not RosterImport.objects.exists()
    assert take(manager, sheet(ROW), reason="シフト作成ソフトの変更を反映").new == 1
    assert Shift.objects.get().published_at is not None


def test_vacancies_are_reviewed_once_after_the_last_place(manager, staff, monkeypatch):
    for place in ("honcho", "takashina"):
        RosterPublication.objects.create(
            site=site_of(place), month=date(2025, 6, 1), published_at=at(9), published_by=clerk()
        )
    seen = []
    monkeypatch.setattr(
        roster_actions,
        "review_vacancies_between",
        lambda first, last, at, calendar: seen.append((first.day, last.day, Shift.objects.count())),
    )
    rows = [f"A1,,{place},従事者,2025-06-{day},9:00,12:00," for place, day in (("高階", 17), ("本庁舎", 10))]
    assert take(manager, sheet(*rows), reason="変更").new == 2
    assert seen == [(10, 17, 2)]


def test_file_takes_whom_the_page_takes_somebody_posted_here_from_the_other_service(client_of):
    make_staff(ready_for=Duty.OPERATOR, code="C1", duty=Duty.COUNTER_STAFF, posted_to=site_of("callcenter"))
    make_staff(ready_for=Duty.OPERATOR, code="C2", duty=Duty.COUNTER_STAFF)
    rows = [f"{code},,コールセンター,オペレーター,2025-06-02,9:00,12:00," for code in ("C1", "C2")]
    run = take(client_of(Role.CC_LEADER), sheet(*rows))
    assert (run.new, reasons(run)) == (1, {3: "この社員番号の人はいません。"})


def test_leader_of_the_call_centre_reads_in_the_call_centre_alone(client_of, manager, staff):
    leader = client_of(Role.CC_LEADER)
    make_staff(ready_for=Duty.OPERATOR, code="B1", name="電話 一郎")
    run = take(leader, sheet(ROW, "B1,電話 一郎,コールセンター,オペレーター,2025-06-02,9:00,12:00,"))
    assert (run.new, reasons(run)) == (1, {2: "この社員番号の人はいません。"})
    other = take(manager, sheet(ROW))
    assert leader.get(reverse("workforce:roster_import_detail", args=[other.pk])).status_code == 404
    assert manager.get(reverse("workforce:roster_import_detail", args=[run.pk])).status_code == 200
    assert leader.get(EXPORT, JUNE).status_code == 404


@pytest.mark.parametrize("role", [Role.SITE_LEADER, Role.CITY_STAFF, Role.COUNTER_STAFF])
def test_others_take_no_file_out_and_read_none_in(client_of, role):
    client = client_of(role)
    assert client.get(EXPORT, JUNE).status_code == 403
    assert client.get(IMPORT).status_code == 403
    assert client.post(IMPORT, {"file": SimpleUploadedFile("x.csv", sheet(ROW))}).status_code == 403


def test_list_of_imports_takes_the_same_number_of_queries_with_many(manager, staff, django_assert_max_num_queries):
    def cost():
        with django_assert_max_num_queries(30) as queries:
            manager.get(IMPORT)
        return len(queries)

    take(manager, sheet(ROW))
    manager.get(IMPORT)
    few = cost()
    for _ in range(5):
        take(manager, sheet(ROW))
    manager.get(IMPORT)
    assert cost() == few


def test_csv_has_a_header_even_without_shifts():
    assert to_csv([]).decode("utf-8-sig") == ",".join(COLUMNS) + "\r\n"
