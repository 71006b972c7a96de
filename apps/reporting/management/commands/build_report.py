from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from apps.contracts.parameters import UnknownParameter
from apps.reporting import files
from apps.reporting.content import collect
from apps.reporting.enums import ReportKind
from apps.reporting.periods import parse_period


class Command(BaseCommand):
    help = "報告書のファイルを1つ作ります（提出はしません）。形式は --out の末尾（.xlsx / .pdf）で決まります。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", metavar="KIND", help="・".join(ReportKind.values))
        periods = "月次は 2025-06、日報は 2025-06-02、completion は 2025-06-01--2026-03-31"
        parser.add_argument("period", metavar="PERIOD", help=periods)
        parser.add_argument("--out", required=True, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        kind, path = options["kind"], Path(options["out"])
        form = path.suffix.lower().removeprefix(".")
        if kind not in ReportKind.values:
            raise CommandError(f"報告書の種類は {'・'.join(ReportKind.values)} のどれかを指定してください。")
        if form not in files.FORMATS:
            raise CommandError("--out のファイル名は .xlsx か .pdf で終わるようにしてください。")
        now = timezone.now()
        try:
            period = parse_period(kind, options["period"])
            content = collect(kind, period, made_on=timezone.localdate(now))
            path.write_bytes(files.build(content, form, now))
        except UnknownParameter as error:
            raise CommandError(f"この期間の契約条件がありません（{error}）。") from error
        except ValueError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{path} に書き込めません: {error.strerror}") from error
        self.stdout.write(f"{path} を作成しました。")
