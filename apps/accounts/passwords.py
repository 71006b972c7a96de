"""Refuses passwords that anybody guesses who knows the account and the system."""

import re

from django.core.exceptions import ValidationError

from .models import User

SYSTEM_WORDS = re.compile("kawagoe|mynumber|tokimo", re.IGNORECASE)


class OwnWordsValidator:
    """No login ID inside, and no more than half of it words of this system."""

    def validate(self, password: str, user: User | None = None) -> None:
        if user and user.username and user.username.lower() in password.lower():
            raise ValidationError("ログインIDを含まないパスワードにしてください。", code="password_has_login_id")
        if 2 * sum(len(word) for word in SYSTEM_WORDS.findall(password)) > len(password):
            raise ValidationError(
                "kawagoe など、このシステムに関わる言葉が半分を超えないパスワードにしてください。",
                code="password_has_system_words",
            )

    def get_help_text(self) -> str:
        return "ログインIDや、このシステムに関わる言葉を並べたものは使えません。"
