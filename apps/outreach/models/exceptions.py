class NotPossible(Exception):
    """What was asked for cannot be done; the text is the sentence that the user reads."""


class TransitionNotAllowed(NotPossible):
    """The visit is not in a state from which this step can be taken."""
