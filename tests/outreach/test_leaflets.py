"""The yearly leaflet: nothing printed unagreed, nothing posted unchecked, and no list kept after its purpose."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from apps.contracts.models import ContractTerm
from apps.core.db import violated
from apps.outreach import leaflets as figures
from apps.outreach.actions import leaflet_lines, leaflets
from apps.outreach.enums import LeafletStatus, LeafletStepKind
from apps.outreach.models import LeafletAddress, LeafletCampaign, LeafletRejectedRow, NotPossible
from apps.outreach.tasks import erase_leaflet_addresses

from .factories import NOW, TODAY, term
from .leaflet_rows import add, agree, bring_to, check, city, finish, line, make_campaign, manager

pytestmark = pytest.mark.django_db
CSV = """宛名,郵便番号,住所,敬称
秘匿の郷,350-0001,埼玉県川越市秘匿町9-9,御中
架空　太郎様,350-0002,埼玉県川越市秘匿町8-8,様
秘匿の家,350,埼玉県川越市秘匿町6-6,御中
"""


def refused(**changes: object) -> str | None:
    """The constraint that refuses these columns of the campaign `pk`, the deferred ones too."""
    pk = changes.pop("pk")
    try:
        with transaction.atomic():
            LeafletCampaign.objects.filter(pk=pk).update(**changes)
            connection.check_constraints()
    except IntegrityError as error:
        return violated(error)
    return None


@pytest.mark.parametrize(
    ("step", "status"),
    [
        ("filled", LeafletStatus.DRAFT),
        ("checked", LeafletStatus.CHECKED),
        ("printed", LeafletStatus.PRINTED),
        ("stuffed", LeafletStatus.STUFFED),
        ("posted", LeafletStatus.POSTED),
        ("completed", LeafletStatus.COMPLETED),
    ],
)
def test_status_follows_what_happened(step, status):
    assert bring_to(step).status == status


def test_every_step_is_logged_with_who_when_and_how_many():
    campaign = bring_to("completed")
    log = [(step.kind, step.number, step.taken_by is not None, step.taken_at) for step in campaign.steps.all()]
    kinds = LeafletStepKind
    assert log == [
        (kinds.CREATED, 500, True, NOW),
        (kinds.DESIGN_AGREED, None, True, NOW),
        (kinds.CHECK_ASKED, 3, True, NOW),
        (kinds.CHECKED, 3, True, NOW),
        (kinds.PRINTED, 5, True, NOW),
        (kinds.STUFFED, 4, True, NOW),
        (kinds.POSTED, 3, True, NOW),
        (kinds.CORRECTED, None, True, NOW),
        (kinds.COMPLETED, 3, True, NOW),
    ]


# --- what the database refuses ------------------------------------------------------------------------------------


def test_design_needs_both_characters_and_the_city():
    campaign = make_campaign()
    with pytest.raises(NotPossible, match="両方"):
        leaflets.agree_design(campaign=campaign, shows_tokimo=True, shows_mainachan=False, by=city(), at=NOW)
    agreed = {"pk": campaign.pk, "design_agreed_at": NOW, "shows_tokimo": True}
    assert refused(**agreed, design_agreed_by=city()) == "leafletcampaign_design_shows_both_characters"
    assert (
        refused(**agreed, shows_mainachan=True, design_agreed_by=manager())
        == "leafletcampaign_design_is_agreed_by_the_city"
    )
    assert agree(campaign).design_agreed_by == city()


def test_addresses_are_checked_by_the_city_only():
    campaign = bring_to("filled")
    leaflets.ask_check(campaign=campaign, by=manager(), at=NOW)
    campaign.addresses.update(ticked_at=NOW, ticked_by=city())
    checked = {"pk": campaign.pk, "checked_at": NOW}
    assert refused(**checked, checked_by=manager()) == "leafletcampaign_is_checked_by_the_city"
    LeafletCampaign.objects.filter(pk=campaign.pk).update(checked_at=NOW, checked_by=city())


def test_check_covers_every_line_and_needs_one():
    campaign = bring_to("filled")
    leaflets.ask_check(campaign=campaign, by=manager(), at=NOW)
    checked = {"pk": campaign.pk, "checked_at": NOW, "checked_by": city()}
    assert refused(**checked) == "leafletcampaign_check_covers_every_line"
    campaign.addresses.update(ticked_at=NOW, ticked_by=city(), remark="番地が違います")
    assert refused(**checked) == "leafletcampaign_check_covers_every_line"
    empty = make_campaign()
    LeafletCampaign.objects.filter(pk=empty.pk).update(check_asked_at=NOW)
    assert refused(**(checked | {"pk": empty.pk})) == "leafletcampaign_check_covers_every_line"


def test_check_follows_a_request():
    campaign = bring_to("filled")
    campaign.addresses.update(ticked_at=NOW, ticked_by=city())
    asked = {"pk": campaign.pk, "checked_at": NOW, "checked_by": city()}
    assert refused(**asked) == "leafletcampaign_check_follows_a_request"
    with pytest.raises(NotPossible, match="依頼してから"):
        leaflets.check_addresses(campaign=campaign, by=city(), at=NOW)


def test_nothing_is_printed_before_check_and_design():
    campaign = bring_to("filled")
    printing = {"pk": campaign.pk, "printed": 5, "printed_on": TODAY}
    given = {"campaign": campaign, "printed": 5, "printed_on": TODAY, "by": manager(), "at": NOW}
    with pytest.raises(NotPossible, match="デザイン"):
        leaflets.record_printing(**given)
    agree(campaign)
    assert refused(**printing) == "leafletcampaign_prints_after_the_check"
    with pytest.raises(NotPossible, match="市が宛先を確認"):
        leaflets.record_printing(**given)
    check(campaign)
    assert leaflets.record_printing(**given).printed == 5


def test_unagreed_design_is_not_printed():
    campaign = bring_to("filled")
    check(campaign)
    assert refused(pk=campaign.pk, printed=5, printed_on=TODAY) == "leafletcampaign_prints_an_agreed_design"


@pytest.mark.parametrize(
    ("step", "changes", "rule"),
    [
        ("printed", {"stuffed": 6, "stuffed_on": TODAY}, "leafletcampaign_stuffs_what_was_printed"),
        ("checked", {"stuffed": 1, "stuffed_on": TODAY}, "leafletcampaign_stuffs_what_was_printed"),
        ("printed", {"stuffed": 3, "stuffed_on": date(2025, 6, 1)}, "leafletcampaign_stuffs_what_was_printed"),
        ("posted", {"printed": 3}, "leafletcampaign_stuffs_what_was_printed"),
        ("posted", {"stuffed": 2}, "leafletcampaign_posts_what_was_checked_and_stuffed"),
        ("posted", {"posted": 5}, "leafletcampaign_posts_what_was_checked_and_stuffed"),
        (
            "posted",
            {"checked_at": None, "checked_by": None},
            "leafletcampaign_posts_what_was_checked_and_stuffed",
        ),
        ("posted", {"returned": 4}, "leafletcampaign_returns_what_was_posted"),
        ("posted", {"returned": 1}, "leafletcampaign_counts_its_list"),
        ("posted", {"posted": 2}, "leafletcampaign_counts_its_list"),
        ("stuffed", {"posted": 3, "posted_on": TODAY}, "leafletcampaign_counts_its_list"),
        ("posted", {"completed_at": NOW}, "leafletcampaign_completes_posted_with_its_cost"),
        (
            "posted",
            {"cancelled_at": NOW, "cancel_reason": "重複"},
            "leafletcampaign_is_cancelled_with_reason_before_posting",
        ),
        ("filled", {"cancelled_at": NOW}, "leafletcampaign_is_cancelled_with_reason_before_posting"),
        ("stuffed", {"erased_at": NOW}, "leafletcampaign_list_is_erased_after_its_purpose"),
        ("posted", {"erased_at": NOW}, "leafletcampaign_erased_has_no_list"),
        ("filled", {"planned_count": 0}, "leafletcampaign_plans_at_least_one"),
    ],
)
def test_counts_and_steps_fit_each_other(step, changes, rule):
    assert refused(pk=bring_to(step).pk, **changes) == rule


def test_erasure_is_final():
    campaign = bring_to("posted")
    leaflets.erase_addresses(campaign=campaign, by=manager(), at=NOW)
    assert refused(pk=campaign.pk, erased_at=None) == "leafletcampaign_erasure_is_final"


def test_step_is_taken_once_and_never_changed():
    campaign = bring_to("printed")
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        leaflets.note(campaign, LeafletStepKind.PRINTED, by=manager(), at=NOW)
    assert violated(caught.value) == "leafletstep_happens_once"
    with pytest.raises(Exception, match="append_only"), transaction.atomic():
        campaign.steps.update(number=9)
    with pytest.raises(NotPossible, match="すでに記録"):
        leaflets.record_printing(campaign=campaign, printed=5, printed_on=TODAY, by=manager(), at=NOW)


# --- posting and what comes back ----------------------------------------------------------------------------------


def test_posting_reaches_every_line_that_is_not_left_out():
    campaign = bring_to("stuffed")
    out = campaign.addresses.first()
    leaflet_lines.leave_out(address=out, reason="廃止", by=manager(), at=NOW)
    posted = leaflets.record_posting(campaign=campaign, posted_on=TODAY, by=manager(), at=NOW)
    assert posted.posted == 2
    assert set(campaign.addresses.values_list("left_out_reason", "posted_on")) == {("廃止", None), ("", TODAY)}
    connection.check_constraints()


def test_posting_needs_as_many_envelopes_as_addresses():
    campaign = bring_to("stuffed")
    leaflets.correct_figures(campaign=campaign, figures={"stuffed": 2}, reason="数え直し", by=manager(), at=NOW)
    with pytest.raises(NotPossible, match="封入した数（2）より多く"):
        leaflets.record_posting(campaign=campaign, posted_on=TODAY, by=manager(), at=NOW)


@pytest.mark.parametrize(("day", "word"), [(date(2025, 6, 3), "今日より後"), (date(2025, 6, 1), "封入日より前")])
def test_posting_day_is_neither_future_nor_before_stuffing(day, word):
    with pytest.raises(NotPossible, match=word):
        leaflets.record_posting(campaign=bring_to("stuffed"), posted_on=day, by=manager(), at=NOW)


def test_return_counts_once():
    campaign = bring_to("posted")
    address = campaign.addresses.first()
    given = {"address": address, "returned_on": TODAY, "by": manager(), "at": NOW}
    leaflets.record_return(**given)
    with pytest.raises(NotPossible, match="すでに"):
        leaflets.record_return(**given)
    campaign.refresh_from_db()
    assert campaign.returned == 1
    connection.check_constraints()


def test_completion_needs_the_cost_and_closes_the_figures():
    campaign = bring_to("posted")
    with pytest.raises(NotPossible, match="費用"):
        leaflets.complete_campaign(campaign=campaign, by=manager(), at=NOW)
    assert finish(campaign).cost_yen == 72_000
    with pytest.raises(NotPossible, match="完了した後"):
        leaflets.correct_figures(campaign=campaign, figures={"postage_yen": 1}, reason="", by=manager(), at=NOW)


def test_return_after_the_erasure_is_a_number():
    campaign = bring_to("completed")
    with pytest.raises(NotPossible, match="宛先ごと"):
        leaflets.correct_figures(campaign=campaign, figures={"returned": 1}, reason="", by=manager(), at=NOW)
    leaflets.erase_addresses(campaign=campaign, by=manager(), at=NOW)
    corrected = leaflets.correct_figures(
        campaign=campaign, figures={"returned": 2}, reason="後から届いた返戻", by=manager(), at=NOW
    )
    assert corrected.returned == 2
    connection.check_constraints()


# --- erasure ------------------------------------------------------------------------------------------------------


def tables_that_hold(text: str) -> list[str]:
    """Every table of the database, history and all, in which the text stands in some column."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE %s', [f"%{text}%"])
            if cursor.fetchone()[0]:
                found.append(table)
    return found


@pytest.mark.parametrize(
    "row",
    [
        "架空太郎,350-0002,埼玉県川越市秘匿町8-8,様",
        "架空太郎,350-002,埼玉県川越市秘匿町8-8,殿",
        "架空太郎様,350-0002,埼玉県川越市秘匿町8-8,御中",
        "秘匿太郎,350-0002,埼玉県川越市秘匿町8-8,秘匿太郎様",
    ],
)
def test_row_of_a_person_is_refused_and_neither_name_nor_address_is_kept(row):
    campaign = make_campaign()
    content = f"宛名,郵便番号,住所,敬称\n{row}\n".encode()
    taken = leaflet_lines.import_file(campaign=campaign, content=content, by=manager(), at=NOW)
    assert (taken.new, taken.rejected) == (0, 1)
    assert [tables_that_hold(word) for word in ("秘匿", "太郎", "350-0002")] == [[], [], []]


def test_after_erasure_no_table_holds_an_address():
    campaign = make_campaign()
    leaflet_lines.import_file(campaign=campaign, content=CSV.encode(), by=manager(), at=NOW)
    address = campaign.addresses.get()
    leaflet_lines.change_line(
        address=address, line=line(name="秘匿の郷", address="埼玉県川越市秘匿町7-7"), by=manager(), at=NOW
    )
    assert tables_that_hold("秘匿") == ["outreach_leafletaddress", "outreach_leafletrejectedrow"]
    agree(campaign)
    check(campaign)
    given = {"campaign": campaign, "by": manager(), "at": NOW}
    leaflets.record_printing(printed=1, printed_on=TODAY, **given)
    leaflets.record_stuffing(stuffed=1, stuffed_on=TODAY, **given)
    leaflets.record_posting(posted_on=TODAY, **given)
    assert leaflets.erase_addresses(**given) == 1
    assert tables_that_hold("秘匿") == []
    campaign.refresh_from_db()
    assert (campaign.printed, campaign.stuffed, campaign.posted, campaign.erased_at) == (1, 1, 1, NOW)
    connection.check_constraints()


@pytest.mark.parametrize(("days", "left"), [(29, 3), (30, 0)])
def test_night_erases_after_the_days_of_the_contract(time_machine, days, left):
    campaign = bring_to("posted")
    time_machine.move_to(NOW + timedelta(days=days), tick=False)
    assert erase_leaflet_addresses() == (0 if left else 1)
    assert erase_leaflet_addresses() == 0
    assert campaign.addresses.count() == left


def test_night_calls_off_what_was_never_posted_in_its_term(time_machine):
    campaign = bring_to("checked")
    time_machine.move_to(NOW.replace(year=2026, month=4, day=29), tick=False)
    assert erase_leaflet_addresses() == 0
    time_machine.move_to(NOW.replace(year=2026, month=4, day=30), tick=False)
    assert erase_leaflet_addresses() == 1
    campaign.refresh_from_db()
    assert (campaign.status, campaign.addresses.count()) == (LeafletStatus.CANCELLED, 0)
    assert [step.taken_by for step in campaign.steps.filter(kind=LeafletStepKind.ERASED)] == [None]


def test_calling_off_erases_at_once():
    campaign = bring_to("checked")
    leaflets.cancel_campaign(campaign=campaign, reason="次の年度に送る", by=manager(), at=NOW)
    assert not LeafletAddress.objects.exists()
    assert not LeafletRejectedRow.objects.exists()
    with pytest.raises(NotPossible, match="中止"):
        add(campaign)


def test_erased_list_takes_no_line():
    campaign = bring_to("posted")
    leaflets.erase_addresses(campaign=campaign, by=manager(), at=NOW)
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        LeafletAddress.objects.create(campaign=campaign, order=1, name="a", address="b", match_key="a|b")
    assert violated(caught.value) == "leafletaddress_is_of_an_open_list"
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        LeafletRejectedRow.objects.create(campaign=campaign, line=1, reason="重複")
    assert violated(caught.value) == "leafletaddress_is_of_an_open_list"


# --- warning and figures ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2025, 10, 30), None),
        (date(2025, 10, 31), False),
        (date(2025, 11, 30), False),
        (date(2025, 12, 1), True),
    ],
)
def test_warning_comes_before_the_set_day_and_stays(today, state):
    warning = figures.warning(term(), today)
    assert (warning and warning.is_overdue) == state
    if warning:
        assert (warning.due_on, warning.posted, warning.needed) == (date(2025, 11, 30), 0, 1)
        assert warning.clause == "第2-1-(4)-②"


def test_warning_goes_with_the_posting():
    bring_to("stuffed")
    assert figures.warning(term(), date(2025, 12, 1)) is not None
    bring_to("posted")
    assert figures.warning(term(), date(2025, 12, 1)) is None
    assert figures.current_warning(date(2024, 1, 1)) is None


def test_due_day_is_in_the_term():
    short = ContractTerm(starts_on=date(2025, 12, 1), ends_on=date(2026, 3, 31))
    assert figures.due_on(short, 6) == date(2026, 3, 31)
    assert figures.due_on(ContractTerm(starts_on=date(2025, 8, 31), ends_on=date(2026, 8, 30)), 6) == date(2026, 2, 27)


def test_figures_sum_the_term_without_what_was_called_off():
    campaign = bring_to("completed")
    leaflets.record_return(address=campaign.addresses.first(), returned_on=TODAY, by=manager(), at=NOW)
    cancelled = bring_to("printed")
    leaflets.cancel_campaign(campaign=cancelled, reason="重複", by=manager(), at=NOW)
    assert figures.figures(term(), TODAY) == figures.LeafletFigures(1, 5, 3, 1, 0)


def test_figures_of_a_day_do_not_change_with_what_happens_later():
    """1 June: nothing; 2 June: printed, posted, one came back; 3 June: a second one came back, and one was undone."""
    campaign = bring_to("posted")
    first, second, _ = campaign.addresses.all()
    leaflets.record_return(address=first, returned_on=TODAY, by=manager(), at=NOW)
    leaflets.record_return(address=second, returned_on=TODAY, by=manager(), at=NOW + timedelta(days=1))
    leaflets.undo_return(address=first, by=manager(), at=NOW + timedelta(days=1, hours=1))
    days = [date(2025, 6, 1), TODAY, date(2025, 6, 3)]
    assert [figures.figures(term(), day).returned for day in days] == [0, 1, 1]
    assert [figures.figures(term(), day).posted for day in days] == [0, 3, 3]
    leaflets.record_return(address=first, returned_on=TODAY, by=manager(), at=NOW + timedelta(days=2))
    assert [figures.figures(term(), day).returned for day in days] == [0, 1, 1]
