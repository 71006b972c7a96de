from django.db import models


class Role(models.TextChoices):
    """Who someone is in the contract; one per account. Source: the permission matrix."""

    COUNTER_STAFF = "counter_staff", "従事者"
    SITE_LEADER = "site_leader", "運営責任者"
    GENERAL_MANAGER = "general_manager", "統括責任者"
    OPERATOR = "operator", "オペレーター"
    CC_LEADER = "cc_leader", "コールセンター運営責任者"
    CITY_STAFF = "city_staff", "市職員"
    CITY_APPROVER = "city_approver", "市の承認者"
    SYSTEM_ADMIN = "system_admin", "システム管理者"


CITY_ROLES = frozenset({Role.CITY_STAFF, Role.CITY_APPROVER})


class AccessKind(models.TextChoices):
    """What an access row tells. Changes of data are not here: they are in the history."""

    SIGN_IN = "sign_in", "ログイン"
    SIGN_IN_FAILED = "sign_in_failed", "ログイン失敗"
    SIGN_OUT = "sign_out", "ログアウト"
    REFUSED = "refused", "拒否"
    SECOND_FACTOR = "second_factor", "二段階認証の変更"
    VIEW = "view", "閲覧"
    UNMASK = "unmask", "個人情報の表示"
    EXPORT = "export", "ファイル出力"


SIGN_IN_KINDS = frozenset(
    {AccessKind.SIGN_IN, AccessKind.SIGN_IN_FAILED, AccessKind.SIGN_OUT, AccessKind.SECOND_FACTOR}
)
TECHNICAL_KINDS = SIGN_IN_KINDS | {AccessKind.REFUSED}
