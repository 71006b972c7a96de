from .agreements import agreement_create, agreement_detail, agreement_list
from .conditions import (
    board,
    closure_create,
    closure_withdraw,
    extra_opening_create,
    extra_opening_withdraw,
    month_calendar,
    parameter_detail,
    parameter_list,
    year_end,
)
from .documents import (
    document_detail,
    document_list,
    version_create,
    version_decide,
    version_submit,
    version_withdraw,
)
from .incidents import incident_create, incident_detail, incident_list
from .sites import site_contact

__all__ = [
    "agreement_create",
    "agreement_detail",
    "agreement_list",
    "board",
    "closure_create",
    "closure_withdraw",
    "document_detail",
    "document_list",
    "extra_opening_create",
    "extra_opening_withdraw",
    "incident_create",
    "incident_detail",
    "incident_list",
    "month_calendar",
    "parameter_detail",
    "parameter_list",
    "site_contact",
    "version_create",
    "version_decide",
    "version_submit",
    "version_withdraw",
    "year_end",
]
