"""Whom callers are guided to: published numbers, checked by somebody on a day."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from apps.callcenter.models import Section
from apps.contracts.parameters import parameter
from apps.core.db import violated

from .faq import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def sections(masters):
    call_command("loaddata", "sections", verbosity=0)


def form(**changes):
    return {
        "submission_key": str(uuid4()),
        "name": "選挙管理委員会",
        "scope": "投票、入場券",
        "phone": "049-224-8811",
        "is_switchboard": "on",
        "hours": "平日",
        "note": "",
        "source": "市のホームページ",
        "order": "200",
        "is_active": "on",
    } | changes


def test_seeded_sections_hold_the_national_line_and_the_citys_own_number(sections):
    national = Section.objects.get(is_national_line=True)
    assert national.phone == "0120-95-0178"
    assert Section.objects.get(code="shimin").phone == parameter("contact.city_phone", TODAY)
    assert all(row.phone == "049-224-8811" for row in Section.objects.filter(is_switchboard=True))
    for row in Section.objects.all():
        row.full_clean()


def test_leader_adds_once_and_changes(client_of, sections):
    client = client_of("cc_leader")
    posted = form()
    for _ in range(20):
        assert client.post(reverse("callcenter:section_create"), posted).status_code == 303
    section = Section.objects.get(name="選挙管理委員会")
    assert (section.checked_on, section.checked_by) == (TODAY, client.user)
    changed = client.post(reverse("callcenter:section_edit", args=[section.pk]), form(hours="土曜日も"))
    assert changed.status_code == 303
    section.refresh_from_db()
    assert section.hours == "土曜日も"
    assert section.events.count() == 2


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        ({"phone": "224-8811"}, "の形で入力してください"),
        ({"name": ""}, "入力してください"),
        ({"name": "市民税課"}, "この名称の案内先はすでにあります"),
        ({"is_national_line": "on"}, "すでに登録されています"),
        ({"order": "9" * 5000}, ""),
    ],
)
def test_wrong_row_comes_back_with_its_sentence(client_of, sections, bad, sentence):
    answer = client_of("cc_leader").post(reverse("callcenter:section_create"), form(**bad))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert not Section.objects.filter(name="選挙管理委員会").exists()


def test_row_is_to_be_checked_until_somebody_has(client_of, sections):
    client = client_of("cc_leader")
    days = parameter("callcenter.section_check_days", TODAY)
    before = Section.objects.to_check(TODAY - timedelta(days=days)).count()
    assert before == Section.objects.active().count()
    section = Section.objects.first()
    assert client.post(reverse("callcenter:section_check", args=[section.pk])).status_code == 303
    assert Section.objects.to_check(TODAY - timedelta(days=days)).count() == before - 1
    assert Section.objects.to_check(TODAY + timedelta(days=1)).count() == before


def test_operator_reads_what_is_in_use_and_cannot_edit(client_of, sections):
    Section.objects.filter(code="kaigo").update(is_active=False)
    client = client_of("operator")
    text = client.get(reverse("callcenter:sections")).text
    assert "マイナンバー総合フリーダイヤル" in text
    assert "介護保険課" not in text
    assert client.post(reverse("callcenter:section_create"), form()).status_code == 403


def test_database_keeps_one_national_line(sections):
    section = Section.objects.get(code="shimin")
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        Section.objects.filter(pk=section.pk).update(is_national_line=True)
    assert violated(error.value) == "section_one_national_line"
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        Section.objects.filter(pk=section.pk).update(checked_on=TODAY)
    assert violated(error.value) == "section_check_has_day_and_person"
