"""The page on which the leader says how a telephone system writes its log."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.callcenter.forms import CallProfileForm
from apps.callcenter.logs import FileRefused
from apps.callcenter.logs.look import sample_of
from apps.callcenter.models import Call, CallProfile

from .factories import answered, log, row, take

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters")]

NEW = reverse("callcenter:call_profile_create")
HEADER = ["コールID", "開始日時", "応答時刻", "切断時刻", "担当者", "状態", "相手番号"]
ROWS = [
    ["K1", "2025-06-02 10:00:00", "2025-06-02 10:00:05", "2025-06-02 10:03:05", "山", "完了", "09012345678"],
    ["K2", "2025-06-02 10:10:00", "", "2025-06-02 10:10:40", "", "不在", "09012345679"],
    ["K3", "2025-06-02 10:20:00", "2025-06-02 10:20:08", "2025-06-02 10:21:08", "川", "完了", "非通知"],
    ["K4", "2025-06-02 10:30:00", "", "2025-06-02 10:30:01", "", "試験", "09012345670"],
]


def table(encoding="cp932", delimiter=";"):
    return "".join(delimiter.join(cells) + "\r\n" for cells in (HEADER, *ROWS)).encode(encoding)


def sample(content=None, name="sample.csv"):
    return SimpleUploadedFile(name, table() if content is None else content)


def posted(**changes):
    """What the form of the table above sends."""
    return {
        "name": "新しい交換機",
        "code": "new_pbx",
        "site": "",
        "encodings": ["cp932"],
        "delimiter": ";",
        "time_zone": "Asia/Tokyo",
        "formats": ["%Y-%m-%d %H:%M:%S"],
        "ends_with_newline": "on",
        "markers": "非通知、公衆電話",
        "header": json.dumps(HEADER),
        "column_external_id": "コールID",
        "column_arrived_at": "開始日時",
        "column_answered_at": "応答時刻",
        "column_ended_at": "切断時刻",
        "column_outcome": "状態",
        "column_operator_code": "担当者",
        "column_caller_number": "相手番号",
        "word_0": "完了",
        "end_0": "answered",
        "word_1": "不在",
        "end_1": "abandoned",
        "word_2": "試験",
        "end_2": "skip",
    } | changes


def test_sample_fills_in_columns_words_and_ways_of_writing(client_of):
    answer = client_of("cc_leader").post(NEW, {"read": "1", "name": "新", "sample": sample()})
    initial = answer.context["form"].initial
    assert {
        field: initial[f"column_{field}"] for field in ("external_id", "arrived_at", "answered_at", "ended_at")
    } == {
        "external_id": "コールID",
        "arrived_at": "開始日時",
        "answered_at": "応答時刻",
        "ended_at": "切断時刻",
    }
    assert {field: initial[f"column_{field}"] for field in ("outcome", "operator_code", "caller_number")} == {
        "outcome": "状態",
        "operator_code": "担当者",
        "caller_number": "相手番号",
    }
    assert (initial["name"], initial["delimiter"], initial["encodings"]) == ("新", ";", ["cp932"])
    assert initial["formats"] == ["%Y-%m-%d %H:%M:%S"]
    assert {initial[f"word_{n}"] for n in range(3)} == {"完了", "不在", "試験"}
    page = answer.content.decode()
    assert "09012345678" not in page
    assert not CallProfile.objects.filter(name="新").exists()


def test_sample_by_htmx_is_the_fields_alone(client_of):
    answer = client_of("cc_leader").post(NEW, {"read": "1", "sample": sample()}, headers={"HX-Request": "true"})
    assert answer.content.decode().lstrip().startswith('<div id="profile-fields"')


def test_trying_shows_the_first_rows_and_saves_nothing(client_of):
    answer = client_of("cc_leader").post(NEW, posted(**{"try": "1"}) | {"sample": sample()})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "応答 2 件" in page
    assert "数えない行 1 件" in page
    assert "2025-06-02 10:00:00" in page
    assert "09012345678" not in page
    assert not CallProfile.objects.filter(code="new_pbx").exists()
    assert not Call.objects.exists()


def test_trying_shows_the_rows_that_cannot_be_read(client_of):
    answer = client_of("cc_leader").post(NEW, posted(**{"try": "1", "word_1": "", "end_1": ""}) | {"sample": sample()})
    assert "結果「不在」は形式に登録されていません。" in answer.content.decode()


def test_trying_without_a_sample_says_so(client_of):
    answer = client_of("cc_leader").post(NEW, posted(**{"try": "1"}))
    assert answer.status_code == 422
    assert "見本のファイルを選んでください。" in answer.content.decode()


def test_saved_form_reads_the_file(client_of):
    client = client_of("cc_leader")
    assert client.post(NEW, posted()).status_code == 302
    profile = CallProfile.objects.get(code="new_pbx")
    assert profile.outcomes == {"完了": "answered", "不在": "abandoned"}
    assert profile.skips == {"状態": ["試験"]}
    assert profile.withheld_markers == ["非通知", "公衆電話"]
    run = take(table(), "new_pbx").run
    assert (run.new, run.skipped, run.rejected) == (3, 1, 0)
    assert Call.objects.get(external_id="K3").is_withheld
    assert "新しい交換機" in client.get(reverse("callcenter:call_profiles")).content.decode()


def test_day_and_time_in_two_columns_are_read_together(client_of):
    client_of("cc_leader").post(
        NEW,
        posted(
            header=json.dumps(["id", "日", "時", "結果"]),
            column_external_id="id",
            column_arrived_at="日",
            clock_arrived_at="時",
            column_answered_at="",
            column_ended_at="",
            column_outcome="結果",
            column_operator_code="",
            column_caller_number="",
        ),
    )
    assert CallProfile.objects.get(code="new_pbx").columns["arrived_at"] == {"from": ["日", "時"]}
    run = take("id;日;時;結果\r\nA;2025-06-02;10:00:00;完了\r\n".encode("cp932"), "new_pbx").run
    assert run.new == 1


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"column_external_id": ""}, "column_external_id", "通話ID がありません"),
        ({"column_outcome": ""}, "column_outcome", "結果 がありません"),
        ({"column_operator_code": "相手番号"}, "column_operator_code", "発信者番号の列です"),
        ({"column_external_id": "相手番号"}, "column_external_id", "発信者番号の列です"),
        ({"column_ended_at": "開始日時"}, "column_ended_at", "同じ列は使えません"),
        ({"column_outcome": "コールID"}, "column_outcome", "同じ列は使えません"),
        ({"column_outcome": "ない列"}, "column_outcome", "選んでください"),
        ({"formats": []}, "formats", "日時の書式を1つ以上"),
        ({"encodings": []}, "encodings", "選んでください"),
        ({"end_0": "abandoned"}, None, "「応答」に対応する語"),
        ({"end_1": ""}, "end_1", "意味を選んでください"),
        ({"word_1": "完了"}, "word_1", "2回あります"),
        ({"code": "jp_pbx"}, "code", "すでにあります"),
        ({"code": "新"}, "code", "英小文字"),
        ({"name": "1234 5678 9018"}, "name", "マイナンバー"),
    ],
)
def test_contradictory_form_is_refused_beside_the_field(client_of, changes, field, words):
    answer = client_of("cc_leader").post(NEW, posted(**changes))
    form = answer.context["form"]
    assert answer.status_code == 422
    assert any(words in error for error in form.errors.get(field or "__all__", [])), form.errors
    assert CallProfile.objects.filter(name="新しい交換機").count() == 0


@pytest.mark.parametrize("looked_again", [True, False])
def test_code_that_another_took_meanwhile_is_told_beside_it(client_of, monkeypatch, looked_again):
    """Both looked before the other one saved; the second is stopped by the model's check, or by the table itself."""
    client = client_of("cc_leader")
    client.post(NEW, posted())
    monkeypatch.setattr(CallProfileForm, "clean_code", lambda form: form.cleaned_data["code"])
    if not looked_again:
        monkeypatch.setattr(CallProfile, "full_clean", lambda profile: None)
    answer = client.post(NEW, posted(name="同じ記号"))
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"code": ["この記号の形式はすでにあります。"]}
    assert 'value="同じ記号"' in answer.content.decode()
    assert CallProfile.objects.get(code="new_pbx").name == "新しい交換機"


def test_form_in_use_is_changed_with_a_trace(client_of):
    client, profile = client_of("cc_leader"), CallProfile.objects.get(code="jp_pbx")
    take(log([answered(1), row(2)]))
    address = reverse("callcenter:call_profile_edit", args=[profile.pk])
    form = client.get(address).context["form"]
    data = {name: value for name, value in form.initial.items() if value not in (None, "")}
    data |= {"word_9": "不応答", "end_9": "abandoned"}
    data |= {f"word_{n}": data.get(f"word_{n}", "") for n in range(9)} | {
        f"end_{n}": data.get(f"end_{n}", "") for n in range(9)
    }
    assert client.post(address, data).status_code == 302
    changed = CallProfile.objects.get(code="jp_pbx")
    assert changed.outcomes == profile.outcomes | {"不応答": "abandoned"}
    assert changed.columns == profile.columns
    assert changed.events.filter(pgh_label="update").count() == 1
    assert Call.objects.count() == 2


@pytest.mark.parametrize("code", ["jp_pbx", "anonymous_bank", "asterisk_queue_log", "amazon_connect"])
def test_copy_of_every_form_keeps_what_two_boxes_cannot_say(client_of, code):
    client, profile = client_of("cc_leader"), CallProfile.objects.get(code=code)
    address = f"{NEW}?copy={profile.pk}"
    form = client.get(address).context["form"]
    data = {name: value for name, value in form.initial.items() if value not in (None, "")} | {"code": "copied"}
    assert client.post(address, data).status_code == 302
    copied = CallProfile.objects.get(code="copied")
    for name in ("kind", "columns", "outcomes", "skips", "delimiter", "datetime_formats", "withheld_markers", "site"):
        assert getattr(copied, name) == getattr(profile, name), name
    assert copied.name == f"{profile.name}（写し）"
    assert CallProfile.objects.get(code=code).name == profile.name


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空です"),
        (b"PK\x03\x04xx", "Excel"),
        (b"only one column\n1\n", "見出しが見つかりません"),
        (b"a,a\n1,2\n", "同じ名前の見出し"),
        (b"a,,b\n1,2,3\n", "空の見出し"),
        (b",".join(b"c%d" % n for n in range(200)) + b"\n", "列が多すぎる"),
        (b"K1,090-1234-5678\nK2,090-1234-5679\n", "個人情報と思われる"),
        (b'a,b\n"1,2\n', "引用符"),
    ],
)
def test_sample_that_is_no_table_is_told_beside_the_file(client_of, content, words):
    answer = client_of("cc_leader").post(NEW, {"read": "1", "name": "残る名称", "sample": sample(content)})
    page = answer.content.decode()
    assert any(words in error for error in answer.context["form"].errors["sample"])
    assert 'value="残る名称"' in page


def test_words_of_a_sample_hold_nothing_personal():
    content = "番号,氏名,結果\n" + "".join(f"0901234567{n % 2},川越 太郎様,応答\n" for n in range(20))
    from io import BytesIO

    assert sample_of(BytesIO(content.encode())).words == {"結果": ["応答"]}
    with pytest.raises(FileRefused):
        sample_of(BytesIO(b"\xff\xfe\x00"))


@pytest.mark.parametrize("value", ["x", "0", "99999999999999", "²"])
def test_copy_of_no_form_is_not_found(client_of, value):
    assert client_of("cc_leader").get(NEW, {"copy": value}).status_code == 404


@pytest.mark.parametrize("role", ["operator", "general_manager", "city_staff", "system_admin"])
def test_only_the_leader_makes_forms(client_of, role):
    client = client_of(role)
    assert client.get(reverse("callcenter:call_profiles")).status_code == 403
    assert client.post(NEW, posted()).status_code == 403


def test_list_takes_the_same_number_of_queries_with_many_forms(client_of, django_assert_max_num_queries):
    client, address = client_of("cc_leader"), reverse("callcenter:call_profiles")

    def cost():
        with django_assert_max_num_queries(30) as queries:
            client.get(address)
        return len(queries)

    cost()
    few = cost()
    for number in range(20):
        CallProfile.objects.create(code=f"p{number}", name="形式", encodings=["utf-8"])
    assert cost() == few
