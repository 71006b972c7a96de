from typing import cast

from django.http import HttpRequest

from apps.accounts.models import User


def user_of(request: HttpRequest) -> User:
    """Who is signed in; the gate has seen to it that somebody is."""
    return cast(User, request.user)
