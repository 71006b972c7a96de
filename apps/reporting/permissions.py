"""Whose report is whose. The matrix file says who may use a page, this says on which kind of report."""

from apps.accounts.enums import Role

from .enums import ReportKind

CALL_CENTRE = frozenset({ReportKind.CALL_MONTHLY, ReportKind.RECORDS_MONTHLY})
COUNTERS = frozenset(
    {
        ReportKind.COUNTER_DAILY,
        ReportKind.COUNTER_MONTHLY,
        ReportKind.OUTREACH_MONTHLY,
        ReportKind.DRIVING_MONTHLY,
    }
)
READABLE: dict[str, frozenset[ReportKind]] = {
    Role.SITE_LEADER: COUNTERS,
    Role.GENERAL_MANAGER: frozenset(ReportKind),
    Role.CC_LEADER: CALL_CENTRE,
    Role.CITY_STAFF: frozenset(ReportKind),
    Role.CITY_APPROVER: frozenset(ReportKind),
}
ISSUABLE: dict[str, frozenset[ReportKind]] = {
    Role.SITE_LEADER: frozenset({ReportKind.COUNTER_DAILY}),
    Role.GENERAL_MANAGER: frozenset(ReportKind),
    Role.CC_LEADER: CALL_CENTRE,
}
ONLY_ISSUED = frozenset({Role.CITY_STAFF, Role.CITY_APPROVER})
OF_ONE_ROLE = frozenset({ReportKind.COMPLETION})
"""The kinds that only one role of the contractor knows: who reads its doubtful texts may be who issues it."""

INVOICE_READERS = frozenset({Role.GENERAL_MANAGER, Role.CITY_STAFF, Role.CITY_APPROVER})


def readable_kinds(role: str) -> frozenset[ReportKind]:
    return READABLE.get(role, frozenset())


def issuable_kinds(role: str) -> frozenset[ReportKind]:
    """The kinds that this role makes, confirms and issues."""
    return ISSUABLE.get(role, frozenset())


def revisable_kinds(role: str) -> frozenset[ReportKind]:
    """The kinds of which this role makes the next revision, once the city holds one; not the leader of the counters."""
    return frozenset() if role == Role.SITE_LEADER else issuable_kinds(role)


def may_act(role: str, kind: ReportKind, *, is_next: bool) -> bool:
    """Whether this role takes the contractor's steps with a first revision, or with the next one."""
    return kind in (revisable_kinds(role) if is_next else issuable_kinds(role))


def sees_drafts(role: str) -> bool:
    """The city receives what is issued; what the contractor is still writing stays inside."""
    return role not in ONLY_ISSUED


def may_accept(role: str) -> bool:
    """The city's staff may return a report, its approvers may accept it as well."""
    return role == Role.CITY_APPROVER


def reads_invoices(role: str) -> bool:
    """What is paid is a matter between the general manager and the city."""
    return role in INVOICE_READERS


CORRECTING = frozenset({Role.GENERAL_MANAGER.value})
"""Who corrects what has failed an inspection, and says when it is done (第3-3-(3))."""

MAILBOX_ROLES = [role.value for role in (Role.GENERAL_MANAGER, Role.CC_LEADER, Role.CITY_STAFF, Role.CITY_APPROVER)]
MAILBOXES: dict[str, frozenset[str]] = {
    Role.GENERAL_MANAGER: frozenset({Role.GENERAL_MANAGER, Role.CC_LEADER}),
    Role.CITY_STAFF: frozenset({Role.CITY_STAFF, Role.CITY_APPROVER}),
    Role.CITY_APPROVER: frozenset({Role.CITY_STAFF, Role.CITY_APPROVER}),
}


def mailbox_roles(role: str) -> frozenset[str]:
    """The roles of the same party, whose mailboxes this role sees."""
    return MAILBOXES.get(role, frozenset())
