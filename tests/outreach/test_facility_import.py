"""Files of facilities over HTTP and by command: looked at, taken at once, mended, once however often."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.enums import Role
from apps.outreach import actions
from apps.outreach.enums import FacilityKind, FacilitySource, ImportStage, RowOutcome
from apps.outreach.models import Facility, FacilityImport, FacilityImportRow
from tests.threads import at_once

from .facility_files import DIRTY, row, written
from .factories import NOW, TODAY, make_facility, make_user

WRITERS = (Role.GENERAL_MANAGER, Role.CITY_STAFF)


def address(name: str, pk: int | None = None) -> str:
    return reverse(f"outreach:{name}", args=[] if pk is None else [pk])


@pytest.fixture
def city(client_of):
    return client_of(Role.CITY_STAFF)


def send(client, content: bytes, *, name: str = "施設.csv", day: str = "2025-06-01"):
    return client.post(address("facility_import"), {"file": SimpleUploadedFile(name, content), "source_on": day})


def read(content: bytes, **fields: object) -> FacilityImport:
    given = {
        "content": content,
        "file_name": "施設.csv",
        "source_on": TODAY,
        "by": make_user(Role.CITY_STAFF),
        "at": NOW,
    }
    return actions.read_facilities(**(given | fields))[0]


def take(client, run: FacilityImport, **fields: object):
    plan = actions.plan_import(run, at=NOW)
    everything = [planned.row.pk for planned in plan.changed]
    form = {"version": plan.version, "change": everything} | fields
    return client.post(address("facility_import_take", run.pk), form)


def outcomes(run: FacilityImport) -> dict[int, str]:
    return dict(run.rows.values_list("line", "outcome"))


# --- the way through


def test_file_is_looked_at_first_and_taken_then(city):
    sent = send(city, written([row(1), row(2, 定員="0")], encoding="cp932"))
    run = FacilityImport.objects.get()
    assert (sent.status_code, sent["Location"]) == (303, address("facility_import_detail", run.pk))
    assert (run.encoding, run.file_name, run.source_on, run.read_by) == (
        "Shift_JIS",
        "施設.csv",
        date(2025, 6, 1),
        city.user,
    )
    page = city.get(sent["Location"]).content.decode()
    assert "まだ取り込んでいません" in page
    assert "新しく登録する施設（2施設）" in page
    assert "定員が0のため、不明としました。" in page
    assert not Facility.objects.exists()

    assert take(city, run).status_code == 303
    first, second = Facility.objects.order_by("office_number")
    assert (first.name, first.capacity, first.kind) == ("特別養護老人ホーム 見本1", 80, FacilityKind.CARE_HOME)
    assert (first.source, first.source_on, first.edited_at) == (FacilitySource.PUBLIC, date(2025, 6, 1), None)
    assert second.capacity is None
    assert outcomes(run) == {2: "new", 3: "new"}
    assert (first.import_rows.get().line, first.phone) == (2, "049-000-0001")
    done = city.get(sent["Location"]).content.decode()
    assert first.name in done
    assert "まだ取り込んでいません" not in done


def test_dirty_file_tells_of_each_row_what_was_done(city):
    run = read(written(DIRTY))
    told = {row.line: row for row in run.rows.all()}
    assert told[2].cleaned == told[2].doubts == []
    assert "事業所番号を整えました" in told[3].cleaned[0]
    assert any("「川越市」を補いました" in sentence for sentence in told[4].cleaned)
    assert any("電話番号を整えました" in sentence for sentence in told[5].cleaned)
    assert "電話番号が「特別養護老人ホーム 見本5」と同じです" in told[5].doubts[0]
    assert "電話番号が「特別養護老人ホーム 見本4」と同じです" in told[6].doubts[0]
    assert [sentence.split("：")[-1] for sentence in told[7].doubts] == [
        "定員「29名以下」を読み取れないため、不明としました。", "市外局番がありません。番号を確かめてください。",
    ]  # fmt: skip
    assert any("その他の施設" in sentence for sentence in told[8].cleaned)
    assert "携帯電話" in told[9].doubts[0]
    assert (told[10].outcome, told[10].reason) == ("rejected", "同じ事業所番号の行が、このファイルの2行目にあります。")
    assert (
        told[11].reason
        == "事業所番号が10桁の数字ではありません（「99700」）。事業所名カナが空欄です。施設名の読みを入力してください。"
    )
    assert "マイナンバー" in told[12].reason

    assert [name for name, _ in told[11].told_cells][:3] == ["事業所番号", "事業所名", "サービスの種類"]

    page = city.get(address("facility_import_detail", run.pk)).content.decode()
    assert "新しく登録する施設（8施設）" in page
    assert "不備のある行（3行）" in page
    take(city, run)
    assert Facility.objects.count() == 8
    assert Facility.objects.filter(phone="049-000-0004").count() == 2
    assert Facility.objects.get(office_number="9970000002").name == "特別養護老人ホーム ミホン2"
    assert Facility.objects.get(office_number="9970000003").address == "川越市小架空88番地"


def test_my_number_and_mobile_number_are_nowhere(city):
    run = read(written(DIRTY))
    take(city, run)
    assert run.rows.get(line=12).cells == {}
    kept = [str(found) for found in FacilityImportRow.objects.values_list("cells", "cleaned", "doubts", "reason")]
    kept += [str(found) for found in Facility.objects.values_list()]
    assert not [text for text in kept if "123456789018" in text or "090-0000" in text]


# --- once, however often


def test_same_file_again_is_the_same_import(city):
    send(city, written([row(1)]))
    run = FacilityImport.objects.get()
    take(city, run)
    again = send(city, written([row(1)]), name="copy.csv")
    assert again["Location"] == address("facility_import_detail", run.pk)
    assert "すでに読み込まれています" in city.get(again["Location"]).content.decode()
    assert take(city, run, version="old").status_code == 303
    assert (FacilityImport.objects.count(), FacilityImportRow.objects.count(), Facility.objects.count()) == (1, 1, 1)


def test_other_file_with_the_same_content_changes_nothing(city):
    take(city, read(written([row(1), row(2)])))
    before = list(Facility.objects.values())
    run = read(written([row(1), row(2)], encoding="cp932"))
    plan = actions.plan_import(run, at=NOW)
    assert (len(plan.new), len(plan.changed), len(plan.same)) == (0, 0, 2)
    take(city, run)
    assert list(Facility.objects.values()) == before
    assert outcomes(run) == {2: "same", 3: "same"}


@pytest.mark.django_db(transaction=True)
def test_two_people_who_send_one_file_get_one_import():
    people, content = [make_user(Role.CITY_STAFF), make_user(Role.GENERAL_MANAGER)], written([row(1), row(2)])
    given = {"content": content, "file_name": "a.csv", "source_on": TODAY, "at": NOW}
    found = at_once([lambda by=by: actions.read_facilities(**given, by=by) for by in people])
    assert sorted(is_new for _, is_new in found) == [False, True]
    assert len({run.pk for run, _ in found}) == 1
    assert FacilityImportRow.objects.count() == 2

    run = found[0][0]
    taken = at_once([lambda by=by: actions.take_import(run=run, by=by, at=NOW) for by in people])
    assert {result.stage for result in taken} == {ImportStage.TAKEN}
    assert len({result.taken_by_id for result in taken}) == 1
    assert [facility.events.count() for facility in Facility.objects.all()] == [1, 1]


@pytest.mark.django_db(transaction=True)
def test_two_files_with_one_facility_make_it_once():
    runs = [read(written([row(1), row(2)])), read(written([row(2), row(3)]))]
    found = at_once([lambda run=run: actions.take_import(run=run, by=None, at=NOW) for run in runs])
    assert [result.stage for result in found] == [ImportStage.TAKEN] * 2
    assert Facility.objects.count() == 3
    assert sorted(row.outcome for row in FacilityImportRow.objects.filter(office_number="9970000002")) == [
        "new",
        "same",
    ]


# --- changes


def test_change_is_shown_field_by_field_and_taken_where_ticked(city):
    take(city, read(written([row(1), row(2), row(3)])))
    run = read(written([row(1, 定員="90", 電話番号="049-000-9999"), row(2, 定員="91"), row(3, 定員="", 法人の名称="")]))
    page = city.get(address("facility_import_detail", run.pk)).content.decode()
    assert "80 → <strong>90</strong>" in page
    assert "049-000-0001 → <strong>049-000-9999</strong>" in page
    assert "登録と違う施設（2施設）" in page

    first = run.rows.get(line=2)
    take(city, run, change=[first.pk])
    capacities = dict(Facility.objects.values_list("office_number", "capacity"))
    assert capacities == {"9970000001": 90, "9970000002": 80, "9970000003": 80}
    assert outcomes(run) == {2: "changed", 3: "left", 4: "same"}
    assert Facility.objects.get(office_number="9970000003").corporation == "社会福祉法人見本会"


def test_what_was_typed_by_hand_is_not_ticked_at_first(city):
    make_facility(office_number="9970000001")
    take(city, read(written([row(2), row(3)])))
    Facility.objects.filter(office_number="9970000002").update(edited_at=NOW, capacity=70)
    run = read(written([row(1), row(2), row(3, 定員="81")]))
    plan = actions.plan_import(run, at=NOW)
    assert [planned.was_edited for planned in plan.changed] == [True, True, False]
    page = city.get(address("facility_import_detail", run.pk)).content.decode()
    assert [f'value="{planned.row.pk}" checked' in page for planned in plan.changed] == [False, False, True]
    take(city, run)
    assert Facility.objects.get(office_number="9970000002").edited_at is None


def test_file_is_not_taken_when_the_register_changed_after_the_look(city):
    take(city, read(written([row(1)])))
    run = read(written([row(1, 定員="90")]))
    version = actions.plan_import(run, at=NOW).version
    Facility.objects.update(capacity=85)
    page = city.post(address("facility_import_take", run.pk), {"version": version}, follow=True).content.decode()
    assert "確認の後に、登録の内容が変わりました" in page
    assert "85 → <strong>90</strong>" in page
    run.refresh_from_db()
    assert (run.stage, Facility.objects.get().capacity) == (ImportStage.SHOWN, 85)


def test_closed_facility_stays_closed(city):
    make_facility(office_number="9970000001", is_active=False, closed_reason="廃止")
    run = read(written([row(1)]))
    assert "休廃止" in city.get(address("facility_import_detail", run.pk)).content.decode()
    take(city, run)
    assert not Facility.objects.get().is_active


def test_file_that_was_looked_at_can_be_forgotten_until_it_is_taken(city):
    run = read(written([row(1)]))
    assert city.post(address("facility_import_discard", run.pk)).status_code == 303
    assert not FacilityImport.objects.exists()
    run = read(written([row(1)]))
    take(city, run)
    page = city.post(address("facility_import_discard", run.pk), follow=True).content.decode()
    assert "すでに取り込まれています" in page
    assert FacilityImport.objects.exists()


# --- rows with faults


@pytest.fixture
def broken(city):
    """An import with one broken row, taken."""
    run = read(written([row(1), row(2, 事業所番号="99700", 事業所名カナ="")]))
    take(city, run)
    return run.rows.get(line=3)


def mended(found: FacilityImportRow, client, **cells: str) -> dict[str, object]:
    """The page's form with other cells."""
    form = client.get(address("facility_import_row", found.pk)).context["form"]
    names = {field.label: name for name, field in form.fields.items()}
    given = {names[label]: found.cells.get(label, "") for label in names if label in found.cells}
    return given | {names[label]: text for label, text in cells.items()}


def test_rejected_row_is_mended_and_tried_again(city, broken):
    url = address("facility_import_row", broken.pk)
    still = city.post(url, mended(broken, city, 事業所番号="9970000002"))
    assert still.status_code == 422
    assert "事業所名カナに" not in still.content.decode()
    assert "事業所名カナが空欄です" in still.content.decode()
    assert "9970000002" in still.content.decode()
    form = mended(broken, city, 事業所番号="9970000002", 事業所名カナ="ミホン")
    assert city.post(url, form)["Location"] == address("facility_import_detail", broken.facility_import_id)
    broken.refresh_from_db()
    assert (broken.outcome, broken.settled_by, broken.settled_at) == (RowOutcome.NEW, city.user, NOW)
    assert broken.facility.name_kana == "みほん"
    assert broken.facility.source_on == broken.facility_import.source_on
    again = city.post(url, form)
    assert again.status_code == 422
    assert "ほかの画面で「新規」になりました" in again.content.decode()


def test_mended_row_replaces_a_facility_only_when_asked(city, broken):
    url = address("facility_import_row", broken.pk)
    form = mended(broken, city, 事業所番号="9970000001", 事業所名カナ="ミホン")
    refused = city.post(url, form)
    assert refused.status_code == 422
    assert "特別養護老人ホーム 見本1 → <strong>特別養護老人ホーム 見本2</strong>" in refused.content.decode()
    assert Facility.objects.get().name == "特別養護老人ホーム 見本1"
    assert city.post(url, form | {"replaces": "on"}).status_code == 303
    assert Facility.objects.get().name == "特別養護老人ホーム 見本2"


def test_my_number_typed_into_a_mended_row_is_refused(city, broken):
    url = address("facility_import_row", broken.pk)
    refused = city.post(url, mended(broken, city, 事業所番号="9970000002", 法人の名称="123456789018"))
    assert refused.status_code == 422
    assert "マイナンバー" in refused.content.decode()
    broken.refresh_from_db()
    assert broken.outcome == RowOutcome.REJECTED


def test_rejected_row_is_left_out_with_a_reason(city, broken):
    url = address("facility_import_row", broken.pk)
    assert city.post(url, {"dismiss": "1", "note": ""}).status_code == 422
    assert city.post(url, {"dismiss": "1", "note": "市外の事業所のため"}).status_code == 303
    broken.refresh_from_db()
    assert (broken.outcome, broken.note, broken.settled_by) == (RowOutcome.DISMISSED, "市外の事業所のため", city.user)
    assert "市外の事業所のため" in city.get(url).content.decode()


def test_row_is_mended_only_after_its_file_was_taken(city):
    found = read(written([row(2, 事業所番号="99700")])).rows.get()
    page = city.get(address("facility_import_row", found.pk)).content.decode()
    assert "ファイルを取り込んだあとに直せます" in page
    refused = city.post(address("facility_import_row", found.pk), mended(found, city, 事業所番号="9970000002"))
    assert refused.status_code == 422
    assert not Facility.objects.exists()


# --- refusals and rights


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"a,b\n1,2\n", "あ".encode("utf-16")])
def test_refused_file_leaves_nothing_and_says_why(city, content):
    response = send(city, content)
    assert response.status_code == 422
    [sentence] = response.context["form"].errors["file"]
    assert sentence in response.content.decode()
    assert not FacilityImport.objects.exists()


def test_data_of_tomorrow_are_refused(city):
    assert "今日より後" in send(city, written([row(1)]), day="2025-06-03").content.decode()


def test_personal_file_name_is_hidden():
    assert read(written([row(1)]), file_name="C:\\data\\090-1234-5678.csv").file_name == "（表示しません）"
    assert read(written([row(2)]), file_name="../施設一覧.csv").file_name == "施設一覧.csv"


@pytest.mark.parametrize("role", Role)
def test_only_those_who_keep_the_register_see_its_files(client_of, role):
    run = read(written([row(1), row(2, 事業所番号="")]))
    client = client_of(role)
    pages = [
        client.get(address("facility_import")),
        client.get(address("facility_import_detail", run.pk)),
        client.get(address("facility_import_row", run.rows.get(line=3).pk)),
        client.post(address("facility_import_take", run.pk)),
    ]
    assert [page.status_code for page in pages] == ([200, 200, 200, 303] if role in WRITERS else [403] * 4)


@pytest.mark.parametrize("is_taken", [False, True])
def test_import_takes_the_same_queries_for_1_and_50_rows(city, is_taken):
    def queries(content: bytes) -> int:
        run = read(content)
        if is_taken:
            actions.take_import(run=run, by=city.user, at=NOW)
        with CaptureQueriesContext(connection) as captured:
            assert city.get(address("facility_import_detail", run.pk)).status_code == 200
        return len(captured)

    assert queries(written([row(1)])) == queries(written([row(number) for number in range(10, 60)]))


# --- the command


def run_command(path, *options: str) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("import_facilities", str(path), *options, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_command_takes_everything_and_tells_in_sentences(tmp_path):
    path = tmp_path / "施設.csv"
    path.write_bytes(written(DIRTY))
    out, err = run_command(path, "--date", "2025-06-01")
    assert "全11行（UTF-8）：新規8、変更0、変更なし0、見送り0、不備3" in out
    assert "10行目：同じ事業所番号の行が、このファイルの2行目にあります。" in err
    assert "7行目（確認）" in out
    again, _ = run_command(path)
    assert "すでに取り込まれています" in again
    path.write_bytes(written([row(1, 定員="90")]))
    assert "新規0、変更1" in run_command(path)[0]
    run = FacilityImport.objects.earliest("pk")
    assert (Facility.objects.count(), run.read_by, run.taken_by) == (8, None, None)


def test_command_refuses_with_one_sentence(tmp_path):
    with pytest.raises(CommandError, match="開けません"):
        run_command(tmp_path / "none.csv")
    (tmp_path / "empty.csv").touch()
    with pytest.raises(CommandError, match="空です"):
        run_command(tmp_path / "empty.csv")
    with pytest.raises(CommandError, match="今日より後"):
        run_command(tmp_path / "empty.csv", "--date", "2025-06-03")


@pytest.mark.parametrize("name", ["kawagoe_tokuyou_16.csv", "kawagoe_tokuyou_16_sjis.csv"])
def test_public_data_set_brings_16_facilities_and_the_second_time_none(shared_data, name):
    folder = shared_data / "facilities"
    assert "新規16、変更0、変更なし0、見送り0、不備0" in run_command(folder / name)[0]
    other = next(path for path in folder.glob("*.csv") if path.name != name)
    assert "新規0、変更0、変更なし16、見送り0、不備0" in run_command(other)[0]
    assert Facility.objects.count() == 16
    shared = Facility.objects.get(office_number="1170400939")
    assert Facility.objects.filter(phone=shared.phone).count() == 2
