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
