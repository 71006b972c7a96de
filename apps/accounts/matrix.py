"""The permission matrix: `matrix.yaml`, read once at start-up. What is not in it is refused."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.urls import URLPattern, URLResolver

from .enums import Role

FILE = Path(__file__).with_name("matrix.yaml")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
FLAGS = ("live", "any_address")
ANONYMOUS = "anonymous"
EVERYONE = "all"


@dataclass(frozen=True)
class Row:
    """What one URL allows: roles by method, `all` already spelled out; problems that the start-up check reports."""

    roles: dict[str, frozenset[str]] = field(default_factory=dict)
    live: bool = False
    any_address: bool = False
    problems: tuple[str, ...] = ()

    def allows(self, method: str, actor: str) -> bool:
        """Whether `actor` (a role or `anonymous`) may use `method`; HEAD and OPTIONS follow GET."""
        return actor in self.roles.get(as_listed(method), frozenset())

    def allows_any(self, actor: str) -> bool:
        return any(actor in roles for roles in self.roles.values())

    def lists(self, method: str) -> bool:
        return as_listed(method) in self.roles

    @property
    def methods(self) -> list[str]:
        """Methods for the `Allow` header."""
        return [*self.roles, *(["HEAD", "OPTIONS"] if "GET" in self.roles else [])]


def as_listed(method: str) -> str:
    return "GET" if method in {"HEAD", "OPTIONS"} else method


class _UniqueKeyLoader(yaml.SafeLoader):
    """YAML keeps the last of two equal keys without a word; a matrix must not."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        repeated = {str(key) for key in keys if keys.count(key) > 1}
        if repeated:
            raise yaml.constructor.ConstructorError(
                None, None, f"listed twice: {', '.join(sorted(repeated))}", node.start_mark
            )
        return super().construct_mapping(node, deep)


def parse(text: str) -> dict[str, Row]:
    """Rows by URL name. Unknown methods and roles grant nothing and are kept as the row's problems."""
    content = yaml.load(text, _UniqueKeyLoader) or {}  # noqa: S506 - a SafeLoader
    return {str(name): _row(entry) for name, entry in content.items()}


def _row(entry: dict[str, Any]) -> Row:
    roles: dict[str, frozenset[str]] = {}
    problems: list[str] = []
    for key, value in entry.items():
        if key in FLAGS:
            continue
        if key not in METHODS:
            problems.append(f"unknown method {key}")
            continue
        names: set[str] = set()
        for name in value:
            if name == EVERYONE:
                names |= set(Role.values)
            elif name == ANONYMOUS or name in Role.values:
                names.add(name)
            else:
                problems.append(f"unknown role {name}")
        roles[key] = frozenset(names)
    return Row(
        roles=roles,
        live=entry.get("live", False) is True,
        any_address=entry.get("any_address", False) is True,
        problems=tuple(problems),
    )


@cache
def matrix() -> dict[str, Row]:
    return parse(FILE.read_text(encoding="utf-8"))


def may(role: str, url_name: str, method: str = "GET") -> bool:
    """Whether people of `role` may use this page with this method, as far as the function goes."""
    row = matrix().get(url_name)
    return row is not None and row.allows(method, role)


def url_patterns(resolver: URLResolver, namespaces: tuple[str, ...] = ()) -> Iterator[tuple[str, URLPattern]]:
    """Every pattern below `resolver` with its full name (`counters:board`); an unnamed one has an empty name."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            deeper = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from url_patterns(pattern, deeper)
        else:
            yield ":".join((*namespaces, pattern.name)) if pattern.name else "", pattern
