from django.http import HttpRequest

from .matrix import may
from .models import User
from .navigation import rooms_for


class May:
    """What the signed-in user may open: `{% if "counters:board" in may %}`, with a method `"counters:close POST"`."""

    def __init__(self, role: str) -> None:
        self.role = role

    def __contains__(self, wish: str) -> bool:
        name, _, method = wish.partition(" ")
        return may(self.role, name, method or "GET")


def navigation(request: HttpRequest) -> dict[str, object]:
    """Menu and rights for every template; no menu for who is not signed in or must change the password first."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"navigation_items": [], "may": May("")}
    rooms = [] if user.must_change_password else rooms_for(user.role, request.path)
    return {"navigation_items": rooms, "may": May(user.role)}
