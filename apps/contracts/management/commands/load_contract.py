from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pghistory
from django.conf import settings
from django.core import serializers
from django.core.management.base import BaseCommand
from django.core.management.color import no_style
from django.db import connection, models, transaction

from apps.contracts.actions import ensure_data_key
from apps.contracts.models import ContractTerm


def fixture_files() -> Iterator[Path]:
    """The contract's own files first: rows of the other rooms refer to them."""
    for folder in settings.FIXTURE_DIRS:
        yield from sorted(
            Path(folder).glob("*.json"), key=lambda path: (not path.stem.startswith("contract"), path.name)
        )


class Command(BaseCommand):
    help = "契約の条件・実施場所・協議事項など、fixtures/ にある行のうち、まだないものだけを登録します。"

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic(), pghistory.context(reason="仕様書からの初期登録"):
            added = [row for path in fixture_files() for row in self._add_missing(path)]
            self._move_sequences_past({type(row) for row in added})
        for term in ContractTerm.objects.all():
            ensure_data_key(term)
        if options["verbosity"]:
            self.stdout.write(f"{len(added)}件を登録しました。すでにある行は変更していません。")

    def _add_missing(self, path: Path) -> Iterator[models.Model]:
        """Rows found by natural key, or by their own key where they carry one, stay as they are."""
        with path.open(encoding="utf-8") as file:
            for item in serializers.deserialize("json", file):
                row = item.object
                if row.pk is not None and type(row)._default_manager.filter(pk=row.pk).exists():
                    continue
                row.full_clean()
                item.save()
                yield row

    def _move_sequences_past(self, kinds: set[type[models.Model]]) -> None:
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(kinds)):
                cursor.execute(statement)
