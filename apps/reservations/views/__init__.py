from django.http import HttpRequest

from apps.accounts.models import User


class SignedInRequest(HttpRequest):
    """What the access middleware lets through: a request of somebody signed in."""

    user: User  # type: ignore[assignment]
