"""Where somebody normally works: one posting a person and place at a time; it opens that counter's day."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.enums import Role
from apps.contracts.models import Site
from apps.core.db import violated
from apps.workforce.enums import Duty
from apps.workforce.models import Posting

from .factories import MONDAY, SUNDAY, make_staff, post

pytestmark = pytest.mark.usefixtures("office")
DAY = timedelta(days=1)


def site_of(code: str = "honcho") -> Site:
    return Site.objects.get(code=code)


def refused_by(make) -> str | None:
    try:
        with transaction.atomic():
            make()
    except IntegrityError as error:
        return violated(error)
    return None


def test_a_person_is_posted_to_a_place_once_at_a_time():
    staff, site = make_staff(), site_of()
    post(staff, site, starts_on=MONDAY, ends_on=MONDAY + DAY)
    rule = "posting_one_per_person_and_site"
    assert refused_by(lambda: post(staff, site, starts_on=MONDAY + DAY)) == rule
    assert refused_by(lambda: post(staff, site, starts_on=SUNDAY)) == rule
    assert refused_by(lambda: post(staff, site, starts_on=MONDAY + 2 * DAY)) is None
    assert refused_by(lambda: post(staff, site_of("station"), starts_on=MONDAY)) is None
    assert refused_by(lambda: post(make_staff(), site, starts_on=MONDAY)) is None


def test_an_overlapping_posting_is_refused_with_its_sentence():
    staff, site = make_staff(), site_of()
    post(staff, site)
    with pytest.raises(ValidationError) as refusal:
        Posting(staff=staff, site=site, starts_on=MONDAY).full_clean()
    assert refusal.value.messages == ["この人は、同じ期間にすでにこの場所に配属されています。"]


def test_a_posting_ends_on_or_after_its_start():
    staff, site = make_staff(), site_of()
    assert refused_by(lambda: post(staff, site, starts_on=MONDAY, ends_on=SUNDAY)) == "posting_ends_after_start"
    assert refused_by(lambda: post(staff, site, starts_on=MONDAY, ends_on=MONDAY)) is None


def test_postings_on_a_day_count_both_ends():
    posting = post(make_staff(), site_of(), starts_on=MONDAY, ends_on=MONDAY + DAY)
    days = [SUNDAY, MONDAY, MONDAY + DAY, MONDAY + 2 * DAY]
    assert [posting in Posting.objects.on(day) for day in days] == [False, True, True, False]


def test_an_ended_posting_ends_with_today_and_a_coming_one_goes_away():
    current, coming = post(make_staff(), site_of()), post(make_staff(), site_of(), starts_on=MONDAY + DAY)
    current.end(MONDAY)
    coming.end(MONDAY)
    assert list(Posting.objects.values_list("pk", "ends_on")) == [(current.pk, MONDAY)]


# --- the page


def form_of_posting(staff, site, **fields: object) -> dict[str, object]:
    return {"staff": staff.pk, "site": site.pk, "starts_on": "2025-06-03"} | fields


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("duty", [Duty.COUNTER_STAFF, Duty.OPERATOR])
def test_postings_are_changed_by_who_keeps_the_persons_record(client_of, role, duty):
    client, staff = client_of(role), make_staff(duty=duty)
    posting = post(staff, site_of("station"))
    added = client.post(reverse("workforce:postings"), form_of_posting(staff, site_of()))
    ended = client.post(reverse("workforce:posting_end", args=[posting.pk]))
    posting.refresh_from_db()
    if role == Role.GENERAL_MANAGER or (role == Role.CC_LEADER and duty == Duty.OPERATOR):
        assert (added.status_code, ended.status_code, posting.ends_on) == (303, 303, MONDAY)
        assert Posting.objects.filter(staff=staff, site=site_of()).exists()
    else:
        expected = (422, 404) if role == Role.CC_LEADER else (403, 403)
        assert (added.status_code, ended.status_code, posting.ends_on) == (*expected, None)
        assert Posting.objects.count() == 1


def test_an_overlap_comes_back_with_its_sentence_and_what_was_typed(client_of):
    client, staff = client_of(Role.GENERAL_MANAGER), make_staff()
    post(staff, site_of())
    response = client.post(reverse("workforce:postings"), form_of_posting(staff, site_of()))
    assert response.status_code == 422
    page = response.content.decode()
    assert "すでにこの場所に配属されています" in page
    assert 'value="2025-06-03"' in page
    assert Posting.objects.count() == 1


def test_nobody_is_posted_beyond_the_last_day(client_of):
    client, staff = client_of(Role.GENERAL_MANAGER), make_staff(left_on=MONDAY + 5 * DAY)
    url = reverse("workforce:postings")
    assert client.post(url, form_of_posting(staff, site_of())).status_code == 422
    assert client.post(url, form_of_posting(staff, site_of(), ends_on="2025-06-07")).status_code == 303


def test_the_list_takes_the_same_queries_for_1_and_50(client_of):
    client = client_of(Role.GENERAL_MANAGER)
    post(make_staff(), site_of())

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("workforce:postings")).status_code == 200
        return len(captured)

    few = queries()
    for _ in range(49):
        post(make_staff(), site_of())
    assert queries() == few
