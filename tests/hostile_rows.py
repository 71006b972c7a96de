"""A row for the addresses that name one, so that a hostile post meets a form and not the answer 404."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from apps.accounts.enums import Role
from apps.accounts.models import AllowedNetwork, User
from apps.callcenter.models import (
    Call,
    CallImport,
    CallProfile,
    FaqEntry,
    FaqProposal,
    FaqVersion,
    RejectedRow,
    Section,
)
from apps.contracts.models import Agreement, Closure, Document
from apps.core.clock import JST
from apps.outreach import actions as outreach_actions
from apps.outreach.enums import VisitStatus
from apps.outreach.models import LeafletRejectedRow
from apps.reporting import actions as report_actions
from apps.reporting.enums import RecordText, ReportKind
from apps.reporting.models import WithheldText
from apps.reservations import actions as reservation_actions
from apps.reservations.models import CallNotice, CityDifference, CityList, CityListProfile, Hold
from apps.workforce.enums import Duty
from tests.callcenter import case_factories as cases
from tests.callcenter.factories import answered, log, make_inquiry, row, take
from tests.callcenter.phone_factories import give_code, make_source
from tests.contracts.factories import open_version
from tests.contracts.test_incidents import make_incident
from tests.counters.factories import assign, make_equipment, make_reception, make_session, site_of
from tests.counters.test_troubles import hand_over, make_trouble
from tests.counters.test_venues import make_note
from tests.outreach import leaflet_rows
from tests.outreach.facility_files import row as facility_row
from tests.outreach.facility_files import written
from tests.outreach.factories import make_facility, make_visit
from tests.outreach.link_factories import make_link
from tests.outreach.test_driving import make_trip
from tests.outreach.test_facilities import make_contact
from tests.outreach.test_facility_import import read
from tests.reporting.factories import issue, make_next, make_report
from tests.reporting.invoice_factories import invoice_states, make_change
from tests.reporting.reminder_factories import lost_mail, make_mailbox
from tests.reporting.test_orders import make_order
from tests.reservations.factories import book, make_desk, make_plan, make_slot, wait_for
from tests.workforce.days import make_absence, make_presence, make_shift
from tests.workforce.factories import certify, general_manager, make_staff, post, version_in_force
from tests.workforce.test_cooperation import make_improvement, make_talk

DAY = date(2025, 6, 2)
MORNING = datetime(2025, 6, 2, 9, 0, tzinfo=JST)
Rows = dict[str, tuple[object, ...]]


def rows_of(users: Mapping[str, User]) -> Rows:
    """The arguments of the addresses by name; what belongs to a person belongs to the one of `users` who asks."""
    rows: Rows = {}
    for of_room in (accounts, reservations, call_centre, workforce, counters, elsewhere, invoices, reports):
        rows |= of_room(users)
    return rows


def way_in() -> tuple[Rows, str]:
    """A facility's own request and the secret of the pass by which it comes to it."""
    link, token = make_link(at=MORNING)
    _, secret = outreach_actions.open_link(token=token, at=MORNING, minutes=480)
    visit = make_visit(VisitStatus.COORDINATING, facility=link.facility)
    return {f"facility:{name}": (visit.pk,) for name in ("change", "withdraw", "file", "answer", "propose")}, secret


def accounts(users: Mapping[str, User]) -> Rows:
    person = users[Role.OPERATOR].pk
    network = AllowedNetwork.objects.create(role=Role.CITY_STAFF, cidr="10.0.0.0/8", note="試験")
    pages = ("user_edit", "user_password", "user_unlock", "user_second_factor")
    return {f"accounts:{page}": (person,) for page in pages} | {"accounts:network_delete": (network.pk,)}


def reservations(users: Mapping[str, User]) -> Rows:
    operator, desk = users[Role.OPERATOR], make_desk()
    slot, stopped = make_slot(desk), make_slot(desk, datetime(2025, 6, 3, 14, 0, tzinfo=JST))
    number, entry = book(slot, operator).number, wait_for(desk, operator).pk
    called = book(stopped, operator)
    reservation_actions.set_slot_closed(
        slot_id=stopped.pk, closed=True, by=users[Role.CITY_STAFF], reason="設備の点検", now=MORNING
    )
    Hold.objects.create(slot=slot, held_by=operator, held_at=MORNING, expires_at=MORNING + timedelta(hours=2))
    profile = CityListProfile.objects.get(code="standard")
    city_list = CityList.objects.create(
        profile=profile,
        day=DAY,
        sha256=b"1" * 32,
        row_count=1,
        fault_count=0,
        imported_at=MORNING,
        imported_by=operator,
    )
    difference = CityDifference.objects.create(
        day=DAY, kind="ours_only", reservation=called, city_list=city_list, found_at=MORNING
    )
    pages = dict.fromkeys(("change", "unmask", "read_back", "cancel", "outcome", "city_number"), (number,))
    pages |= {f"waiting_{name}": (entry,) for name in ("unmask", "book", "decline", "attempt")}
    pages |= {
        "book": (slot.pk,), "release": (slot.pk,), "slot_state": (slot.pk,),
        "slot_plan_generate": (make_plan(desk).pk,), "notice_attempt": (CallNotice.objects.get().pk,),
        "city_list_profile_edit": (profile.pk,), "city_list_compare": (DAY,), "difference_resolve": (difference.pk,),
    }  # fmt: skip
    return {f"reservations:{name}": found for name, found in pages.items()}


def call_centre(users: Mapping[str, User]) -> Rows:
    operator, leader, city = (users[role] for role in (Role.OPERATOR, Role.CC_LEADER, Role.CITY_STAFF))
    inquiry = make_inquiry(operator, at=MORNING).pk
    run = take(log([answered(1), row(2, "いつか")])).run
    source, _ = make_source(leader)
    alarm = cases.alarm(operator, at=MORNING)
    step = alarm.procedure.steps.first()
    assert step is not None
    entry = FaqEntry.objects.earliest("pk")
    waiting = FaqVersion.objects.open().exclude(entry=entry).earliest("pk")
    FaqVersion.objects.filter(pk=waiting.pk).update(
        state="waiting", submitted_by=leader, submitted_on=waiting.written_on
    )
    proposal = FaqProposal.objects.create(text="回答がほしい。", proposed_by=operator, proposed_at=MORNING)
    escalated = {
        "take": "sent", "answer": "taken", "return": "taken", "resend": "returned", "close": "answered", "form": "sent",
    }  # fmt: skip
    promised = {name: cases.promise(operator, at=MORNING).pk for name in ("claim", "release", "attempt", "end")}
    mistake = cases.mistake(operator, at=MORNING).pk
    pages: Rows = {
        "inquiry": (inquiry,), "inquiry_note": (inquiry,), "inquiry_explain": (inquiry,),
        "call_explain": (Call.objects.get().pk,),
        "escalation_create": (cases.transferred(operator, at=MORNING).pk,),
        "callback_create": (cases.pending(operator, at=MORNING).pk,),
        "emergency_tick": (alarm.pk, step.pk),
        "phone_source_renew": (source.pk,), "phone_source_revoke": (source.pk,),
        "operator_code_end": (give_code(operator, "101").pk,),
        "faq_write": (entry.pk,), "faq_submit": (entry.pk,), "faq_decide": (waiting.entry_id,),
        "faq_retire": (entry.pk,), "faq_source": (entry.pk,), "faq_decline": (proposal.pk,),
        "section_edit": (Section.objects.earliest("pk").pk,), "section_check": (Section.objects.earliest("pk").pk,),
        "import_restart": (run.pk,), "import_give_up": (run.pk,), "import_retry": (run.pk,),
        "rejected_row": (RejectedRow.objects.earliest("pk").pk,),
        "call_profile_edit": (CallProfile.objects.get(code="jp_pbx").pk,),
    }  # fmt: skip
    pages |= {
        f"escalation_{name}": (cases.send_up_to(state, operator, city, at=MORNING).pk,)
        for name, state in escalated.items()
    }
    pages |= {f"callback_{name}": (pk,) for name, pk in promised.items()}
    pages |= {f"misguidance_{name}": (mistake,) for name in ("report", "measures", "close")}
    pages |= {f"emergency_{name}": (alarm.pk,) for name in ("acknowledge", "words", "close")}
    assert CallImport.objects.count() == 1
    return {f"callcenter:{name}": found for name, found in pages.items()}


def workforce(users: Mapping[str, User]) -> Rows:
    manager = general_manager()
    version = version_in_force("counter-curriculum")
    staff = make_staff(duty=Duty.COUNTER_STAFF, user=users[Role.COUNTER_STAFF])
    absence = make_absence(make_shift(code="honcho")).pk
    presence = make_presence(staff, "09:00-").pk
    talk = make_talk().pk
    pages: Rows = {
        "improvement": (make_improvement().pk,), "talk_edit": (talk,), "talk_confirm": (talk,),
        "reading_confirm": (version.pk,), "presence_add": ("honcho", staff.pk),
        "presence_correct": (presence,), "presence_remove": (presence,), "my_finish": (presence,),
        "absence_report": (make_shift(code="honcho").pk,), "absence": (absence,), "absence_cancel": (absence,),
        "stand_in_withdraw": (absence,), "posting_end": (post(make_staff(), site_of("honcho")).pk,),
        "certificate_accept": (certify(make_staff(), accepted=None).pk,),
        "certificate_return": (certify(make_staff(), accepted=None).pk,),
    }  # fmt: skip
    pages |= {
        name: (manager.appointments.earliest("pk").pk,)
        for name in ("appointment", "appointment_withdraw", "appointment_history")
    }
    person = ("person_edit", "qualification_save", "certificate_submit", "pledge_save", "posting_create")
    pages |= dict.fromkeys(person, (staff.pk,))
    return {f"workforce:{name}": found for name, found in pages.items()}


def counters(users: Mapping[str, User]) -> Rows:
    clerk, leader = users[Role.COUNTER_STAFF], users[Role.SITE_LEADER]
    site = site_of("honcho")
    for person in (clerk, leader):
        assign(person, site)
    session = make_session(by=clerk)
    day = (site.code, session.held_on)
    reception, trouble = make_reception(session, by=clerk), make_trouble(session, by=clerk)
    equipment, note = make_equipment(site), make_note()
    pages: Rows = dict.fromkeys(("reception_undo", "reception_amend", "postal_tick"), (*day, reception.number))
    pages |= dict.fromkeys(("trouble_amend", "trouble_hand_over"), (*day, trouble.pk))
    asked = hand_over(make_trouble(session, by=clerk), moment=MORNING + timedelta(hours=1))
    pages |= dict.fromkeys(("trouble_take", "trouble_solve"), (asked.pk,))
    pages |= dict.fromkeys(("equipment_create", "attest_create"), (site.code,))
    pages |= dict.fromkeys(("equipment_edit", "equipment_check"), (site.code, equipment.pk))
    pages |= dict.fromkeys(("venue_reply", "venue_settle", "venue_reopen"), (note.pk,))
    of_day = (
        "session_setup", "session_open", "session_close", "session_clear", "session_sign", "reception_record",
        "voice_record", "trouble_record", "checklist_tick",
    )  # fmt: skip
    pages |= dict.fromkeys(of_day, day)
    return {f"counters:{name}": found for name, found in pages.items()}


def visit_days(users: Mapping[str, User]) -> Rows:
    """A visit that is to begin, and one under way, of the people who ask."""
    own = {"leader": users[Role.SITE_LEADER], "crew": users[Role.COUNTER_STAFF], "officer": users[Role.CITY_STAFF]}
    begins = make_visit(VisitStatus.CONFIRMED, starts_at=MORNING, ends_at=MORNING + timedelta(hours=2), **own).pk
    held = make_visit(VisitStatus.HELD, **own).pk
    of_day = ("line", "count", "identity", "hand_over", "take_over", "report", "complete")
    return {"outreach:visit_hold": (begins,)} | {f"outreach:visit_{name}": (held,) for name in of_day}


def leaflets(users: Mapping[str, User]) -> Rows:
    """Leaflets at the step that each post is about."""
    steps = {
        "filled": ("edit", "design", "ask", "cancel", "register", "file", "hand", "drop"), "checked": ("print",),
        "printed": ("stuff", "figures"), "stuffed": ("post",), "posted": ("complete", "erase"),
    }  # fmt: skip
    at_step = {step: leaflet_rows.bring_to(step) for step in steps}
    pages: Rows = {f"outreach:leaflet_{name}": (at_step[step].pk,) for step, names in steps.items() for name in names}
    pages |= {"reporting:leaflet_letters": (at_step["checked"].pk,)}
    asked = leaflet_rows.bring_to("filled")
    leaflet_rows.leaflets.ask_check(campaign=asked, by=leaflet_rows.manager(), at=MORNING)
    pages |= dict.fromkeys(("outreach:leaflet_tick", "outreach:leaflet_check"), (asked.pk,))
    line = (asked.pk, asked.addresses.earliest("pk").pk)
    pages |= dict.fromkeys([f"outreach:leaflet_address{name}" for name in ("", "_remove", "_leave")], line)
    posted = at_step["posted"]
    row = LeafletRejectedRow.objects.create(campaign=asked, line=2, reason="重複")
    return pages | {
        "outreach:leaflet_address_return": (posted.pk, posted.addresses.earliest("pk").pk),
        "outreach:leaflet_address_return_undo": (posted.pk, posted.addresses.earliest("pk").pk),
        "outreach:leaflet_rejected": (asked.pk, row.pk),
    }


def facilities() -> Rows:
    """A facility, whom to call there, a file that was looked at and a row of one that was taken."""
    contact = make_contact(make_facility())
    shown, taken = read(written([facility_row(1)])), read(written([facility_row(2, 事業所番号="")]))
    outreach_actions.take_import(run=taken, by=None, at=MORNING)
    pages: Rows = dict.fromkeys(("facility_edit", "facility_close", "contact_create"), (contact.facility_id,))
    pages |= {"facility_reopen": (make_facility().pk,)}
    pages |= dict.fromkeys(("contact_edit", "contact_end"), (contact.pk,))
    pages |= dict.fromkeys(("facility_import_take", "facility_import_discard"), (shown.pk,))
    pages |= {"facility_import_row": (taken.rows.get().pk,)}
    return {f"outreach:{name}": found for name, found in pages.items()}


def elsewhere(users: Mapping[str, User]) -> Rows:
    """Outings and the contract's own papers."""
    visit, trip = make_visit().pk, make_trip()
    document = Document.objects.earliest("pk")
    version = open_version(document)
    pages: Rows = {f"outreach:visit_{name}": (visit,) for name in ("propose", "answer", "people", "confirm", "cancel")}
    pages |= visit_days(users) | leaflets(users) | facilities()
    pages |= {"outreach:link_print": (make_facility().pk,), "outreach:link_revoke": (make_link(at=MORNING)[0].pk,)}
    pages |= {f"outreach:trip_{name}": (trip.pk,) for name in ("check", "depart", "return", "correct", "stop")}
    pages |= {"outreach:vehicle": (trip.vehicle_id,), "contracts:version_create": (document.code,)}
    pages |= {f"contracts:version_{name}": (document.code, version.number) for name in ("submit", "withdraw", "decide")}
    closure = Closure.objects.create(
        site=site_of("honcho"), day=date(2025, 6, 20), reason="設備の点検", agreement=Agreement.objects.get(code="C1")
    )
    pages |= dict.fromkeys(("contracts:year_end", "contracts:site_contact"), ("honcho",))
    order = make_order(users[Role.CITY_STAFF])
    pages |= {f"reporting:order_{name}": (order.pk,) for name in ("end", "withdraw")}
    pages |= {"reporting:order_answer": (order.pk, "2025-06")}
    pages |= {
        "contracts:closure_withdraw": (closure.pk,), "contracts:agreement": ("C1",),
        "contracts:parameter": ("reservations.mode",),
        "contracts:incident": (make_incident(users[Role.CC_LEADER]).pk,),
    }  # fmt: skip
    return pages


def invoices(users: Mapping[str, User]) -> Rows:
    """Months in every state that a post may be about; the invoices are of the month before."""
    manager, city = users[Role.GENERAL_MANAGER], users[Role.CITY_APPROVER]
    states = invoice_states(manager, city)
    change = make_change(city)
    pages: Rows = {name: (change.term.code, period) for name, period in states.items()}
    pages |= dict.fromkeys(
        ("payment_schedule", "contract_sum", "payment_change", "invoice_issuer"), (change.term.code,)
    )
    pages |= {"payment_change_withdraw": (change.term.code, change.pk)}
    mailbox = make_mailbox(manager)
    pages |= {"reminder_end": (mailbox.pk,), "reminder_again": (lost_mail(mailbox).pk,)}
    pages |= {"reminder_arrived": (lost_mail(mailbox).pk,)}
    return {f"reporting:{name}": found for name, found in pages.items()}


def reports(users: Mapping[str, User]) -> Rows:
    """A draft, a confirmed report, one that the city holds and one whose next revision is begun."""
    manager = users[Role.GENERAL_MANAGER]
    draft = make_report(ReportKind.COUNTER_DAILY, "2025-06-02")
    confirmed = make_report(ReportKind.COUNTER_DAILY, "2025-06-03")
    report_actions.confirm_report(report=confirmed, remarks="", by=manager, at=MORNING)
    issued = issue(make_report(ReportKind.DRIVING_MONTHLY, "2025-08"), manager)
    begun = issue(make_report(ReportKind.DRIVING_MONTHLY, "2025-09"), manager)
    begun = make_next(begun, manager, begun.issued_at, "記録の訂正")
    steps = {"make": draft, "confirm": draft, "send_back": confirmed, "issue": confirmed, "decide": issued}
    whole = issue(make_report(ReportKind.COMPLETION, "2025-06-01--2026-03-31"), manager)
    steps |= dict.fromkeys(("final_notify", "final_record"), whole)
    steps |= {"withdraw": begun, "places": confirmed, "withhold": confirmed}
    pages: Rows = {f"reporting:{step}": (report.kind, report.period) for step, report in steps.items()}
    text = WithheldText.objects.create(
        text=RecordText.TROUBLE_SITUATION, record_id=1, withheld_at=MORNING, withheld_by=manager
    )
    return pages | {"reporting:withheld_lift": (confirmed.kind, confirmed.period, text.pk)}
