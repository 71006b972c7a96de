from .desk import desk, desk_booking
from .inquiries import inquiry, inquiry_checks, inquiry_note, inquiry_presence
from .live import live, live_detail, live_seen
from .log_import import import_detail, import_list
from .pace import pace, seats, surge, surge_banner, surges
from .phone import desk_call, operator_code_end, operator_codes, phone_source_renew, phone_source_revoke, phone_sources
from .phone_events import phone_events
from .reconciliation import call_explain, inquiry_explain, reconciliation, reconciliation_month

__all__ = [
    "call_explain",
    "desk",
    "desk_booking",
    "desk_call",
    "import_detail",
    "import_list",
    "inquiry",
    "inquiry_checks",
    "inquiry_explain",
    "inquiry_note",
    "inquiry_presence",
    "live",
    "live_detail",
    "live_seen",
    "operator_code_end",
    "operator_codes",
    "pace",
    "phone_events",
    "phone_source_renew",
    "phone_source_revoke",
    "phone_sources",
    "reconciliation",
    "reconciliation_month",
    "seats",
    "surge",
    "surge_banner",
    "surges",
]
