"""What every page of this app does with a post: who sent it, and where a refusal is said."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import HttpRequest

from apps.accounts.models import User
from apps.contracts.actions import ChangeNotAllowed
from apps.contracts.models import DocumentChangeNotAllowed


def author(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


@contextmanager
def refusal_beside(form: Form, default: str) -> Iterator[None]:
    """What an action refuses becomes the form's error, beside the field it is about."""
    try:
        yield
    except ChangeNotAllowed as refusal:
        form.add_error(refusal.argument, refusal.sentence)
    except DocumentChangeNotAllowed as refusal:
        form.add_error(None, str(refusal))
    except ValidationError as refusal:
        for name, sentences in refusal.message_dict.items():
            form.add_error(name if name in form.fields else default, sentences)
