import json
import sys
import unicodedata
from argparse import REMAINDER, ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from apps.contracts.parameters import UnknownParameter
from apps.reporting.figures.registry import FIGURES, Options, WrongOption


class Command(BaseCommand):
    help = "報告書と同じ数値を1つ表示します。例: figure call_summary --from 2025-06-01 --to 2025-06-30 --json"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", metavar="NAME", help="・".join(FIGURES))
        parser.add_argument("options", nargs=REMAINDER, metavar="OPTIONS", help="数値ごとのオプションと --json")

    def handle(self, *args: Any, **options: Any) -> None:
        figure = FIGURES.get(options["name"])
        if figure is None:
            raise CommandError(f"「{options['name']}」という数値はありません。使える名前: {'・'.join(FIGURES)}")
        parser = Options(prog=f"figure {options['name']}", add_help=False, allow_abbrev=False)
        parser.add_argument("--json", action="store_true")
        figure.add_options(parser)
        try:
            chosen = parser.parse_args(options["options"])
            chosen.now = timezone.now()
            if figure.reads_text:
                chosen.text = sys.stdin.read()
            answer = figure.answer(chosen)
        except WrongOption as error:
            raise CommandError(str(error)) from error
        except UnknownParameter as error:
            raise CommandError(f"この期間の契約条件がありません（{error}）。") from error
        if chosen.json:
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            self.stdout.write(f"{figure.title}\n" + "\n".join(as_table(answer)))


def as_table(answer: Any) -> list[str]:
    """The answer as aligned columns for a person."""
    if isinstance(answer, dict):
        return columns([[key, shown(value)] for key, value in answer.items()])
    if answer and isinstance(answer[0], dict):
        return columns([list(answer[0]), *[[shown(value) for value in row.values()] for row in answer]])
    return [shown(value) for value in answer] or ["（該当なし）"]


def columns(rows: list[list[str]]) -> list[str]:
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def width(text: str) -> int:
    """Columns of a terminal: full-width characters take two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def shown(value: Any) -> str:
    if value is None:
        return "—"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)
