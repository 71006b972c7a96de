from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError
from psycopg.errors import LockNotAvailable

from apps.callcenter.actions import miscounts, recount_calls


class Command(BaseCommand):
    help = "Holds the counts by quarter hour against the calls and, where they differ, counts anew."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only tell the days that differ; they end in an error")

    def handle(self, *, check: bool, **options: Any) -> None:
        differing = miscounts()
        for day, quarters in differing:
            self.stdout.write(f"{day.isoformat()}　件数が通話と一致しない15分の区切り: {quarters}")
        if not differing:
            self.stdout.write("件数は通話と一致しています。")
        elif check:
            raise CommandError(f"{len(differing)}日分の件数が通話と一致しません。")
        else:
            try:
                recount_calls()
            except OperationalError as error:
                if isinstance(error.__cause__, LockNotAvailable):
                    raise CommandError(
                        "通話記録の取り込みが進行中です。終わってから、もう一度実行してください。"
                    ) from None
                raise
            self.stdout.write("すべての通話を数え直しました。")
