"""Secrets that stand in an address or a cookie: 256 random bits, of which only the SHA-256 is kept."""

import hashlib
import secrets

BYTES = 32


def new_token() -> str:
    """43 letters, figures, - and _ that nobody can guess."""
    return secrets.token_urlsafe(BYTES)


def token_hash(token: str) -> str:
    """What the database keeps in the token's place; any text has one, also what no browser should send."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
