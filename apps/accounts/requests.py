"""The request as views see it behind the gate."""

from django.http import HttpRequest

from .models import User


class SignedInRequest(HttpRequest):
    """A request that the gate let through for someone signed in; for annotations only."""

    user: User  # type: ignore[assignment]
    client_address: str
