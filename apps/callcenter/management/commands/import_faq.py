import csv
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from apps.callcenter.faq_file import FaqFileRefused, FaqImport, FileRow, import_rows, read_rows
from apps.callcenter.models import InquiryCategory
from apps.core.spreadsheet import LOOKS_LIKE_FORMULA


class Command(BaseCommand):
    help = (
        "FAQのCSV（分類・質問・回答・出典、または category・topic・fact・source_pages）を下書きとして取り込みます。"
        "同じファイルは何度取り込んでも同じ結果になります。使えるようになるのは、市の承認の後です。"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="取り込むファイル")
        parser.add_argument("--dry-run", action="store_true", help="書き込まずに、結果だけを表示します。")
        parser.add_argument("--category", default="", help="ファイルの分類が登録にないとき使う分類の記号")
        parser.add_argument("--rejected", type=Path, help="取り込めなかった行を書き出すCSV")

    def handle(self, *args: Any, **options: Any) -> None:
        category = None
        if code := options["category"]:
            category = InquiryCategory.objects.filter(code=code).first()
            if category is None:
                raise CommandError(f"分類「{code}」がありません。")
        try:
            rows = read_rows(options["file"].read_bytes())
        except OSError as error:
            raise CommandError(f"ファイルを開けません：{error.strerror}") from error
        except FaqFileRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        report = import_rows(rows, at=timezone.now(), default_category=category, dry_run=options["dry_run"])
        self._tell(report, len(rows), is_preview=options["dry_run"])
        if options["rejected"]:
            _write_rejected(options["rejected"], report.rejected)

    def _tell(self, report: FaqImport, total: int, *, is_preview: bool) -> None:
        self.stdout.write(
            f"{'（確認のみ、書き込みなし）' if is_preview else ''}全{total}行："
            f"追加{len(report.added)}、改訂{len(report.revised)}、変わりなし{len(report.unchanged)}、"
            f"取り込めない行{len(report.rejected)}"
        )
        for row, reason in report.rejected:
            self.stderr.write(f"{row.line}行目：{reason}")
        for line, sentence in report.noticed:
            self.stdout.write(f"{line}行目（確認）：{sentence}")


def _write_rejected(path: Path, rejected: list[tuple[FileRow, str]]) -> None:
    """Under the headings of the import, so that a mended file can be taken as it is."""
    names = ("code", "category", "question", "answer", "keywords", "source", "source_url", "source_on")
    labels = ("記号", "分類", "質問", "回答", "検索語", "出典", "出典の所在", "出典の日付")
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*labels, "行", "理由"])
        for row, reason in rejected:
            cells = [row.cells.get(name, "") for name in names]
            harmless = [f"'{cell}" if cell.startswith(LOOKS_LIKE_FORMULA) else cell for cell in cells]
            writer.writerow([*harmless, row.line, reason])
