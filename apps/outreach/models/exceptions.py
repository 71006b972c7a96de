class NotPossible(Exception):
    """What was asked for cannot be done; the text is the sentence that the user reads, beside `field` if it has one."""

    def __init__(self, *args: object, field: str | None = None) -> None:
        super().__init__(*args)
        self.field = field


class TransitionNotAllowed(NotPossible):
    """The visit is not in a state from which this step can be taken."""
