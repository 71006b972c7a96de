import datetime

from apps.contracts import actions
from apps.contracts.models import Agreement, DocumentVersion


def decided(code="C8", on=datetime.date(2025, 5, 20)):
    """A seeded agreement, decided."""
    agreement = Agreement.objects.get(code=code)
    agreement.decided_on, agreement.decision = on, "承諾する。"
    agreement.save()
    return agreement


def open_version(document, **fields):
    """The document's next version, being prepared."""
    last = document.versions.order_by("number").last()
    values = {
        "document": document,
        "number": last.number + 1 if last else 1,
        "prepared_on": datetime.date(2025, 6, 2),
        "replaces_reason": "改定" if last else "",
        "location": "事務所 書棚1",
    }
    return DocumentVersion.objects.create(**(values | fields))


def submitted_version(document, by):
    """The document's next version, waiting for the city."""
    return actions.submit_version(open_version(document), on=datetime.date(2025, 6, 3), by=by)


def accepted_version(document, in_force_from, by, approver):
    """The document's next version, accepted from a day on."""
    return actions.accept_version(
        submitted_version(document, by),
        on=datetime.date(2025, 6, 4),
        in_force_from=in_force_from,
        comment="",
        by=approver,
    )
