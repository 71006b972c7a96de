import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from apps.callcenter.actions import ImportBusy, ImportReport, import_calls
from apps.callcenter.enums import ImportState
from apps.callcenter.models import CallProfile

COUNTS = ("read", "new", "changed", "unchanged", "skipped", "rejected")


class Command(BaseCommand):
    help = "Takes a telephone system's log into the calls. The same file again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--profile", default="jp_pbx", help="code of the log's form (default: %(default)s)")
        parser.add_argument("--encoding", help="instead of the encodings the profile tries")
        parser.add_argument("--dry-run", action="store_true", help="count only, write nothing")
        parser.add_argument("--json", action="store_true")

    def handle(self, *, file: Path, profile: str, encoding: str | None, dry_run: bool, **options: Any) -> None:
        chosen = CallProfile.objects.filter(code=profile).first()
        if chosen is None:
            known = "、".join(CallProfile.objects.values_list("code", flat=True)) or "なし"
            raise CommandError(f"形式「{profile}」は登録されていません（登録済み: {known}）。")
        if encoding:
            try:
                "".encode(encoding)
            except LookupError:
                raise CommandError(f"文字コード {encoding} は使えません。") from None
        try:
            with file.open("rb") as log:
                report = import_calls(
                    file=log, file_name=file.name, profile=chosen, at=timezone.now(), encoding=encoding, dry_run=dry_run
                )
        except OSError as error:
            raise CommandError(f"ファイルを開けません: {error.strerror}") from None
        except ImportBusy as error:
            raise CommandError(str(error)) from None
        self.stdout.write(
            self._as_json(report, dry_run=dry_run) if options["json"] else self._as_text(report, dry_run=dry_run)
        )
        if report.run.state == ImportState.REFUSED:
            raise CommandError(f"取り込みませんでした: {report.run.reason}")

    def _as_json(self, report: ImportReport, *, dry_run: bool) -> str:
        run = report.run
        return json.dumps(
            {
                "state": run.state,
                "reason": run.reason or None,
                "dry_run": dry_run,
                "profile": run.profile.code,
                "encoding": run.encoding or None,
                **{name: getattr(run, name) for name in COUNTS},
                "rejected_rows": [{"line": fault.line, "reason": fault.reason} for fault in report.faults],
            },
            ensure_ascii=False,
        )

    def _as_text(self, report: ImportReport, *, dry_run: bool) -> str:
        lines = ["確認のみ（書き込みません）"] if dry_run else []
        lines += ["  ".join(f"{name} {getattr(report.run, name)}" for name in COUNTS)]
        lines += [f"{fault.line}行目: {fault.reason}" for fault in report.faults]
        if (more := report.run.rejected - len(report.faults)) > 0:
            lines.append(f"ほか{more}行")
        return "\n".join(lines)
