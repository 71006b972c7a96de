"""Files of npm packages as static files under `vendor/`, only those named in `NPM_FILES`."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.storage import HashedFilesMixin
from django.core.checks import Error, register
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

PREFIX = "vendor/"


class NpmFinder(BaseFinder):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(location=settings.NODE_MODULES)
        self.storage.prefix = PREFIX.rstrip("/")  # type: ignore[attr-defined]

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path.startswith(PREFIX) and path.removeprefix(PREFIX) in settings.NPM_FILES:
            found = str(settings.NODE_MODULES / path.removeprefix(PREFIX))
            return [found] if find_all else found
        return []

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        yield from ((name, self.storage) for name in settings.NPM_FILES)


class VendorStorage(CompressedManifestStaticFilesStorage):
    """Hashed names; source maps that packages name but do not ship are left alone."""

    patterns = tuple(
        (
            extension,
            tuple(rule for rule in rules if "sourceMappingURL" not in (rule if isinstance(rule, str) else rule[0])),
        )
        for extension, rules in HashedFilesMixin.patterns
    )


@register()
def npm_files_are_installed(**kwargs: Any) -> list[Error]:
    missing = [name for name in settings.NPM_FILES if not (settings.NODE_MODULES / name).is_file()]
    if not missing:
        return []
    return [Error(f"npm ci が必要です。見つからないファイル: {', '.join(missing)}", id="core.E001")]
