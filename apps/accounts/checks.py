"""Start-up checks: the matrix and the URLs must name each other."""

from collections.abc import Sequence

from django.apps import AppConfig
from django.core import checks
from django.urls import get_resolver

from .matrix import matrix, url_patterns


@checks.register(checks.Tags.security)
def check_matrix(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[checks.CheckMessage]:
    """A wrong word in the matrix is an error; a page that it does not name is refused to all, which is a warning."""
    messages: list[checks.CheckMessage] = [
        checks.Error(f"matrix.yaml, {name}: {problem}.", id="accounts.E001")
        for name, row in matrix().items()
        for problem in row.problems
    ]
    names = dict(url_patterns(get_resolver()))
    messages += [
        checks.Warning(f"URL {name or pattern.pattern!s} is not in matrix.yaml: refused to all.", id="accounts.W001")
        for name, pattern in names.items()
        if name not in matrix()
    ]
    messages += [
        checks.Warning(f"matrix.yaml names {name}, which is no URL.", id="accounts.W002")
        for name in matrix()
        if name not in names
    ]
    return messages
