"""What the pages do with a post: who sent it, which row it names, and where a refusal is said."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from django import forms
from django.db import models
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.shortcuts import resolve_url

from apps.accounts.models import User
from apps.core.db import constraint_as_form_error
from apps.workforce.refusals import NotPossible


def author(request: HttpRequest) -> User:
    return cast(User, request.user)


def row_number(text: str) -> int:
    """The number of a row that a form or an address names; 404 for what is no such number."""
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Http404
    return int(text)


@contextmanager
def refusal_in(form: forms.BaseForm, model: type[models.Model], field: str | None = None) -> Iterator[None]:
    """What an action or a constraint of the model refuses becomes the form's error, beside `field` where one is named.

    Afterwards `form.is_valid()` tells whether the block went through.
    """
    try:
        with constraint_as_form_error(form, model):
            yield
    except NotPossible as refusal:
        form.add_error(field, str(refusal))


def to(name: str, *args: Any) -> HttpResponseRedirect:
    return HttpResponseRedirect(resolve_url(f"workforce:{name}", *args), status=303)
