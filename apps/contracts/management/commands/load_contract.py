import json
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import pghistory
from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.management.base import BaseCommand
from django.core.management.color import no_style
from django.db import connection, models, transaction

from apps.contracts.actions import ensure_data_key
from apps.contracts.models import ContractTerm

FIRST = ("contract", "inquiry_categories")


def fixture_files() -> Iterator[Path]:
    """The contract's own files first, then the categories of inquiries: rows of the others refer to them."""
    for folder in settings.FIXTURE_DIRS:
        yield from sorted(
            Path(folder).glob("*.json"),
            key=lambda path: (*(not path.stem.startswith(name) for name in FIRST), path.name),
        )


def batches(entries: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Entries of one model together; one by one where it refers to itself: a row must find those before it."""
    for label, group in groupby(entries, key=itemgetter("model")):
        kind = apps.get_model(label)
        if any(field.related_model is kind for field in kind._meta.fields):
            yield from ([entry] for entry in group)
        else:
            yield list(group)


def is_stored(row: models.Model) -> bool:
    return row.pk is not None and type(row)._default_manager.filter(pk=row.pk).exists()


class Command(BaseCommand):
    help = "契約の条件・実施場所・協議事項など、fixtures/ にある行のうち、まだないものだけを登録します。"

    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        with transaction.atomic(), pghistory.context(reason="仕様書からの初期登録"):
            for path in fixture_files():
                count += self._add_missing(path)
        for term in ContractTerm.objects.all():
            ensure_data_key(term)
        if options["verbosity"]:
            self.stdout.write(f"{count}件を登録しました。すでにある行は変更していません。")

    def _add_missing(self, path: Path) -> int:
        """Rows that are there, by natural key or by their own key where the file gives one, stay as they are."""
        count = 0
        for group in batches(json.loads(path.read_text(encoding="utf-8"))):
            rows = [item.object for item in serializers.deserialize("python", group)]
            missing = [row for row in rows if not is_stored(row)]
            kind = type(rows[0])
            for row in missing:
                row.clean_fields(exclude={field.name for field in kind._meta.fields if field.is_relation})
            kind._default_manager.bulk_create(missing)
            if any(row.pk for row in missing):
                self._move_sequence_past(kind)
            count += len(missing)
        return count

    def _move_sequence_past(self, kind: type[models.Model]) -> None:
        """Rows that brought their own key have not moved the sequence that the next row gets its key from."""
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), [kind]):
                cursor.execute(statement)
