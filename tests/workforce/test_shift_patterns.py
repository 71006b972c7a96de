"""Patterns: hours and breaks under a short code."""

import pytest
from django.urls import reverse

from apps.accounts.enums import Role
from apps.workforce.models import PatternBreak, ShiftPattern

from .factories import make_staff
from .roster_factories import make_pattern, make_shift, site_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]
LIST = reverse("workforce:pattern_list")
NEW = reverse("workforce:pattern_create")
EARLY = {"code": "早", "label": "早番", "starts_at": "09:00", "ends_at": "16:00", "breaks": "12:00-12:45", "order": "1"}


@pytest.fixture
def manager(client_of):
    return client_of(Role.GENERAL_MANAGER)


def breaks_of(pattern):
    return [str(pause) for pause in pattern.breaks.all()]


def test_pattern_is_added_with_its_breaks(manager):
    assert manager.post(NEW, EARLY | {"breaks": "12-12:45、15:00～15:15"}).status_code == 303
    pattern = ShiftPattern.objects.get()
    assert (pattern.code, pattern.site, breaks_of(pattern)) == ("早", None, ["12:00–12:45", "15:00–15:15"])
    assert "早番" in manager.get(LIST).content.decode()


def test_pattern_is_changed_and_the_shifts_that_have_it_keep_their_hours(manager):
    pattern = make_pattern("早", "9-16", "12-12:45")
    shift = make_shift(make_staff(), pattern=pattern)
    address = reverse("workforce:pattern_edit", args=[pattern.pk])
    assert 'value="12:00-12:45"' in manager.get(address).content.decode()
    assert manager.post(address, EARLY | {"ends_at": "15:00", "breaks": ""}).status_code == 303
    pattern.refresh_from_db()
    shift.refresh_from_db()
    assert (pattern.ends_at.hour, breaks_of(pattern), shift.ends_at.hour) == (15, [], 17)


def test_unchanged_breaks_are_not_written_again(manager):
    pattern = make_pattern("早", "9-16", "12-12:45")
    before = set(PatternBreak.objects.values_list("pk", flat=True))
    assert manager.post(reverse("workforce:pattern_edit", args=[pattern.pk]), EARLY).status_code == 303
    assert set(PatternBreak.objects.values_list("pk", flat=True)) == before


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"code": ""}, "code"),
        ({"code": "9時"}, "記号は数字以外で始め"),
        ({"code": "早/責"}, "記号は数字以外で始め"),
        ({"code": "早番です長"}, "4"),
        ({"ends_at": "09:00"}, "終了は開始より後の時刻に"),
        ({"breaks": "昼"}, "12:00-13:00 の形で"),
        ({"breaks": "16:00-17:00"}, "途中に置いてください"),
        ({"breaks": "12-13、12:30-14"}, "重なっています"),
        ({"breaks": ""}, "休憩が45分足りません"),
        ({"breaks": "10-10:05、11-11:05、12-12:05、13-13:05、14-14:30"}, "4つまで"),
    ],
)
def test_wrong_pattern_comes_back_with_its_sentence(manager, changes, word):
    answer = manager.post(NEW, EARLY | changes)
    assert answer.status_code == 422
    assert word in answer.content.decode()
    assert not ShiftPattern.objects.exists()


def test_code_is_unique(manager):
    make_pattern("早")
    answer = manager.post(NEW, EARLY)
    assert answer.status_code == 422
    assert "この記号の型は、すでにあります。" in answer.content.decode()


def test_code_in_full_width_is_the_same_code(manager):
    assert manager.post(NEW, EARLY | {"code": "Ａ １"}).status_code == 303
    assert ShiftPattern.objects.get().code == "A1"


def test_leader_of_the_call_centre_keeps_the_patterns_of_the_call_centre(client_of):
    leader, general = client_of(Role.CC_LEADER), make_pattern("日")
    assert leader.post(NEW, EARLY).status_code == 422
    assert leader.post(NEW, EARLY | {"site": site_of().pk}).status_code == 422
    assert leader.post(NEW, EARLY | {"site": site_of("callcenter").pk}).status_code == 303
    own = ShiftPattern.objects.get(code="早")
    assert leader.get(reverse("workforce:pattern_edit", args=[own.pk])).status_code == 200
    assert leader.post(reverse("workforce:pattern_edit", args=[general.pk]), EARLY).status_code == 404
    assert reverse("workforce:pattern_edit", args=[general.pk]) not in leader.get(LIST).content.decode()


@pytest.mark.parametrize("role", [Role.SITE_LEADER, Role.CITY_STAFF, Role.OPERATOR])
def test_others_keep_no_patterns(client_of, role):
    assert client_of(role).post(NEW, EARLY).status_code == 403


def test_list_takes_the_same_number_of_queries_with_many(manager, django_assert_max_num_queries):
    def cost():
        with django_assert_max_num_queries(30) as queries:
            manager.get(LIST)
        return len(queries)

    make_pattern("日", "9-17", "12-13", site=site_of())
    manager.get(LIST)
    few = cost()
    for code in "早遅中夕朝":
        make_pattern(code, "9-17", "12-13", site=site_of())
    assert cost() == few
