import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.reporting.demo import (
    absences,
    bookings,
    call_centre,
    counter_days,
    driving,
    equipment,
    follow_ups,
    invoices,
    leaflets,
    mailboxes,
    orders,
    people,
    phone,
    presences,
    reports,
    rosters,
    visit_days,
    visits,
    world,
)

PARTS = (
    people, visits, visit_days, leaflets, driving, rosters, absences, presences, counter_days, equipment, phone,
    bookings, call_centre, follow_ups, mailboxes, orders,
)  # fmt: skip
"""In this order: the later ones need rows of the earlier."""


class Command(BaseCommand):
    help = (
        "デモ用の架空のデータを作ります（アカウント、従事者と勤務、窓口、通話、問い合わせ、予約、訪問、報告書）。"
        "2025年6月の通話だけは作りません。import_calls で取り込む月です。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, required=True, help="同じ数なら、同じ日には同じデータになります。")
        parser.add_argument("--if-empty", action="store_true", help="利用者がすでにいれば何もしません。")

    def handle(self, *args: Any, **options: Any) -> None:
        if not getattr(settings, "DEMO", False):
            raise CommandError("seed_demo はデモの設定でだけ使えます。")
        if User.objects.exists():
            if options["if_empty"]:
                return
            raise CommandError("利用者がすでに登録されています。空のデータベースで実行してください。")
        began = time.monotonic()
        call_command("load_contract", verbosity=0)
        with transaction.atomic():
            now = timezone.now()
            world.add_current_term(now)
            scene = world.prepare(options["seed"], now)
            for part in PARTS:
                part.build(scene)
                self.tell(options, part.__name__.rpartition(".")[2], began)
            self.analyse()
            reports.build(scene)
            self.tell(options, "reports", began)
            invoices.build(scene)
            self.tell(options, "invoices", began)
        if options["verbosity"]:
            self.stdout.write(f"デモのデータを作りました（{time.monotonic() - began:.1f}秒）。")

    def tell(self, options: dict[str, Any], part: str, began: float) -> None:
        if options["verbosity"] > 1:
            self.stdout.write(f"{time.monotonic() - began:6.1f}秒 {part}")

    def analyse(self) -> None:
        """Tell the planner about the new rows, so that the reports and the first pages are quick."""
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE (SKIP_LOCKED)")  # what autovacuum holds it is just analysing itself
