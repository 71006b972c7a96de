"""What changed from one wording to the next, as pieces to be shown in place."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

Kind = Literal["same", "added", "removed"]
_TOKEN: Final = re.compile(r"[一-鿿々]+|[ァ-ヺー]+|[ぁ-ゖ]+|[0-9０-９]+|[A-Za-z]+|\s+|.", re.DOTALL)


@dataclass(frozen=True)
class Piece:
    """A run of text that stayed, came or went."""

    kind: Kind
    text: str


def difference(before: str, after: str) -> list[Piece]:
    """The two texts as one: what stayed, and what was put in the place of what; cut between words, not inside them."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    pieces: list[Piece] = []
    for _, start, end, new_start, new_end in (
        code for code in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes()
    ):
        removed, added = "".join(old[start:end]), "".join(new[new_start:new_end])
        if removed == added:
            pieces.append(Piece("same", removed))
            continue
        if removed:
            pieces.append(Piece("removed", removed))
        if added:
            pieces.append(Piece("added", added))
    return pieces
