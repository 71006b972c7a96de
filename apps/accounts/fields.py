"""A network as PostgreSQL keeps it: the `cidr` type refuses what is no network."""

import ipaddress

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

WIDEST_PREFIX = {4: 8, 6: 32}


def validate_network(value: str) -> None:
    """Refuse what is no network address, and a range so wide that listing it would mean "from anywhere"."""
    try:
        network = ipaddress.ip_network(value)
    except ValueError as error:
        raise ValidationError(
            "192.0.2.0/24 のように、ネットワークアドレスと長さを半角で入力してください。", code="network"
        ) from error
    if network.prefixlen < WIDEST_PREFIX[network.version]:
        raise ValidationError(
            "範囲が広すぎます。接続元の回線に割り当てられた範囲だけを登録してください。", code="too_wide"
        )


class NetworkField(models.CharField):
    """IPv4 or IPv6 network, read as its canonical text (`192.0.2.0/24`)."""

    default_validators = [validate_network]

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs["max_length"] = 43
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "cidr"

    def from_db_value(self, value: object, expression: object, connection: object) -> str | None:
        return None if value is None else str(value)

    def to_python(self, value: object) -> str | None:
        text = super().to_python(value)
        return text.strip() if isinstance(text, str) else text

    def get_prep_value(self, value: object) -> str | None:
        return None if value is None else str(value)
