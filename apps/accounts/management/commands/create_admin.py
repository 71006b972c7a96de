from argparse import ArgumentParser
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from apps.accounts import actions
from apps.accounts.enums import Role
from apps.accounts.models import AllowedNetwork, User


class Command(BaseCommand):
    help = "最初のシステム管理者と、その接続元の範囲を登録します。仮パスワードを一度だけ表示します。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--login-id", required=True)
        parser.add_argument("--name", required=True, help="氏名")
        parser.add_argument("--network", required=True, help="接続元の範囲。例: 192.0.2.0/24")

    def handle(self, *args: Any, **options: Any) -> None:
        role = Role.SYSTEM_ADMIN
        user = User(username=options["login_id"], display_name=options["name"], role=role)
        network = AllowedNetwork(role=role, cidr=options["network"], note="create_admin で登録")
        try:
            user.full_clean(exclude=["password"])
            network.full_clean(validate_unique=False, validate_constraints=False)
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        reason = "create_admin による初期登録"
        with transaction.atomic(), pghistory.context(reason=reason):
            _, password = actions.issue_account(
                username=user.username, display_name=user.display_name, role=role, reason=reason
            )
            AllowedNetwork.objects.get_or_create(role=role, cidr=network.cidr, defaults={"note": network.note})
        self.stdout.write(f"システム管理者 {user.username} を登録しました。接続元: {network.cidr}")
        self.stdout.write(f"仮パスワード（最初のログインで変更します）: {password}")
