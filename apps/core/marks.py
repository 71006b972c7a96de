"""Short marks made by the system: of letters only, since digits could read as a My Number and be refused."""

import hashlib
import uuid

_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")


def mark_of(*shown: object) -> str:
    """Sixteen letters for what was shown, equal where its `repr` is equal: says whether it is still the same."""
    return _lettered(hashlib.sha256(repr(shown).encode()).hexdigest())


def random_mark() -> str:
    """Sixteen letters that nothing else carries."""
    return _lettered(uuid.uuid4().hex)


def _lettered(digits: str) -> str:
    return digits[:16].translate(_LETTERS)
