from apps.accounts.enums import Role
from apps.accounts.models import User

from .enums import Audience
from .models import Document


def can_write_document(user: User, document: Document) -> bool:
    """Whether someone prepares and submits this paper for the contractor.

    The general manager answers for all of them, the leader of the call centre for those its people work by.
    """
    if user.role == Role.CC_LEADER:
        return document.audience != Audience.COUNTER
    return user.role == Role.GENERAL_MANAGER
