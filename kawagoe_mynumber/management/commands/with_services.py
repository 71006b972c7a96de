import os
import subprocess
import sys
from argparse import REMAINDER, ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kawagoe_mynumber import embedded


def prepare_database(environment: dict[str, str]) -> None:
    """Migrate and load the contract's rows that are not there yet. CommandError where the database does not fit."""
    manage = [sys.executable, str(embedded.BASE_DIR / "manage.py")]
    for arguments in (["migrate", "--verbosity", "0"], ["load_contract", "--verbosity", "0"]):
        if subprocess.run([*manage, *arguments], env=environment, cwd=embedded.BASE_DIR).returncode:
            raise CommandError(
                "データベースを準備できませんでした。デモのデータが以前の版のものであれば、"
                f"{embedded.state_dir()} を削除すると新しく作ります。"
            )


class Command(BaseCommand):
    help = "データベースと Redis を用意して、-- の後のコマンドを実行します。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("argv", nargs=REMAINDER, metavar="CMD")

    def handle(self, *args: Any, **options: Any) -> None:
        argv = [part for index, part in enumerate(options["argv"]) if index or part != "--"]
        if not argv:
            raise CommandError("実行するコマンドを -- の後に指定してください。")
        with embedded.services() as addresses:
            environment = {**os.environ, **addresses, "DB_POOL": "0"}
            try:
                prepare_database(environment)
                code = subprocess.run(argv, env=environment).returncode
            except FileNotFoundError as error:
                raise CommandError(f"実行できませんでした: {error}") from error
        sys.exit(code)
