from typing import ClassVar

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from .enums import Role


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


@pghistory.track(exclude=["password", "last_login"])
class User(AbstractBaseUser):
    """One person's account, issued by an administrator."""

    username = models.CharField("ログインID", max_length=40)
    display_name = models.CharField("氏名", max_length=60)
    role = models.CharField("役割", max_length=20, choices=Role.choices)
    is_active = models.BooleanField("有効", default=True)
    must_change_password = models.BooleanField("初回のパスワード変更が必要", default=True)
    created_at = models.DateTimeField("作成日時", auto_now_add=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name", "role"]
    objects = UserManager()

    class Meta:
        verbose_name = "利用者"
        verbose_name_plural = "利用者"
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="user_username_is_unique",
                violation_error_message="このログインIDはすでに使われています。",
            ),
        ]

    def __str__(self) -> str:
        return self.display_name
