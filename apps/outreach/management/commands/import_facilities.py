from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from apps.outreach import actions
from apps.outreach.enums import ImportStage, RowOutcome
from apps.outreach.facility_file import FileRefused
from apps.outreach.models import FacilityImport, NotPossible


class Command(BaseCommand):
    help = (
        "施設のCSV（介護サービス情報の公表のデータなど）を、確認の画面を通さずに取り込みます。"
        "登録と違う施設は、すべてファイルの内容に置き換えます。同じファイルは何度取り込んでも同じ結果になります。"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="取り込むファイル")
        parser.add_argument("--date", type=date.fromisoformat, help="データの日付（2025-06-02の形。省くと今日）")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        now = timezone.now()
        today = timezone.localdate(now)
        source_on = options["date"] or today
        if source_on > today:
            raise CommandError("データの日付が今日より後です。")
        try:
            content = path.read_bytes()
        except OSError as error:
            raise CommandError(f"ファイルを開けません：{error.strerror}") from error
        try:
            run, _ = actions.read_facilities(content=content, file_name=path.name, source_on=source_on, by=None, at=now)
            if run.stage == ImportStage.TAKEN:
                self.stdout.write("このファイルは、すでに取り込まれています。")
            run = actions.take_import(run=run, by=None, at=now)
        except (FileRefused, NotPossible) as refusal:
            raise CommandError(str(refusal)) from refusal
        self._tell(FacilityImport.objects.with_counts().get(pk=run.pk))

    def _tell(self, run: FacilityImport) -> None:
        counts = ["new", "changed", "same", "left", "rejected"]
        told = "、".join(f"{RowOutcome(name).label}{getattr(run, name)}" for name in counts)
        self.stdout.write(f"全{run.read}行（{run.encoding}）：{told}")  # type: ignore[attr-defined]
        for row in run.rows.filter(outcome=RowOutcome.REJECTED):
            self.stderr.write(f"{row.line}行目：{row.reason}")
        for row in run.rows.exclude(doubts=[]):
            self.stdout.write(f"{row.line}行目（確認）：{''.join(row.doubts)}")
