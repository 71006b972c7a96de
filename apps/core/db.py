"""PostgreSQL's answers as we need them: a refused constraint as the user's sentence, a moment by Japan's clock."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import IntegrityError, InterfaceError, OperationalError, connection, models, transaction
from django.db.models.constraints import BaseConstraint
from django.forms import BaseForm
from psycopg.errors import DeadlockDetected, LockNotAvailable


class InJapan(models.Func):
    """A moment as the clock in Japan shows it: a datetime without a zone, which the driver reads many times faster."""

    template = "(%(expressions)s AT TIME ZONE 'Asia/Tokyo')"
    output_field = models.DateTimeField()


@contextmanager
def held(what: str, pk: int) -> Iterator[bool]:
    """Whether this session alone holds the object `pk` of the kind `what`, until the block ends or the session is gone.

    Unlike a locked row it stays held over several transactions: begin them inside the block. RuntimeError inside one,
    which could fail and so keep the lock.
    """
    key = f"{what}:{pk}"
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [key])
        is_ours = bool(cursor.fetchone()[0])
    try:
        yield is_ours
    finally:
        if is_ours:
            with suppress(InterfaceError, OperationalError), connection.cursor() as cursor:  # gone, and freed with it
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [key])


def has_met_another(error: BaseException | None) -> bool:
    """Whether an error comes of somebody else's lock that was in the way for too long, or of a deadlock.

    The same may go through a moment later.
    """
    while error is not None and not isinstance(error, LockNotAvailable | DeadlockDetected):
        error = error.__cause__
    return error is not None


def violated(error: IntegrityError) -> str | None:
    """Name of the constraint that PostgreSQL refused; None where it named none (for example NOT NULL)."""
    diagnostics = getattr(error.__cause__, "diag", None)
    return getattr(diagnostics, "constraint_name", None)


def sentence_for(model: type[models.Model], error: IntegrityError) -> str | None:
    """The model's own `violation_error_message` for the violated constraint; None for any other error.

    Of a field that is unique by itself, what its form says when it looks in time.
    """
    name = violated(error)
    for constraint in model._meta.constraints:
        written = constraint.violation_error_message != BaseConstraint.default_violation_error_message
        if constraint.name == name and written:
            return str(constraint.get_violation_error_message())
    for field in model._meta.local_concrete_fields:
        if field.unique and field.editable and name == f"{model._meta.db_table}_{field.column}_key":
            return model().unique_error_message(model, [field.name]).messages[0]
    return None


@contextmanager
def constraint_as_form_error(form: BaseForm, model: type[models.Model]) -> Iterator[None]:
    """Runs the block in a savepoint; a violated constraint of `model` becomes the form's error, all else is raised.

    Afterwards `form.is_valid()` tells whether the block went through.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        sentence = sentence_for(model, error)
        if sentence is None:
            raise
        form.add_error(None, sentence)
