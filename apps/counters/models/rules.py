"""What the rules of several models are written with."""

from django.db.models import Q


class NotPossible(Exception):
    """What the desk asked for cannot be done; the text is the sentence that the user reads."""


class TransitionNotAllowed(NotPossible):
    """The session is not in a state from which this step can be taken."""


def both_or_neither(at: str, by: str) -> Q:
    """The moment of a step and who took it: both there or both missing."""
    return Q(**{f"{at}__isnull": True, f"{by}__isnull": True}) | Q(**{f"{at}__isnull": False, f"{by}__isnull": False})
