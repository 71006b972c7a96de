class NotPossible(Exception):
    """What was asked for cannot be done; the text is the sentence that the user reads."""
