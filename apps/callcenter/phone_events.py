"""The telephone system's announcements as they come in: JSON into events, or a sentence for each that is wrong.

No sentence repeats what was sent: it may hold the caller's number (docs/telephone-events.md is the contract).
"""

import json
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from apps.callcenter.enums import EventKind
from apps.callcenter.phone import WITHHELD
from apps.core.clock import parse_moment
from apps.core.spelling import is_phone, normalise_phone

LARGEST_BODY = 200_000  # bytes
MOST_EVENTS = 200
MOST_NUMBER_LETTERS = 64
FIELDS = {"event_id", "call_id", "kind", "occurred_at", "extension", "caller"}
WITHHELD_WORDS = {"withheld", "anonymous", "private", "restricted"}
_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:@/+-]{0,119}", re.ASCII)
_EXTENSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@/-]{0,39}", re.ASCII)
_ABROAD = re.compile(r"\+[1-9]\d{6,14}", re.ASCII)
_PHONE_IN_ID = re.compile(r"(?<![A-Za-z0-9])(?:0[1-9]\d{8,9}|81[1-9]\d{8,9})(?![A-Za-z0-9])", re.ASCII)
_DIGITS_OF_PHONE = re.compile(r"(?:0|81)\d{9,10}", re.ASCII)


class BodyUnreadable(Exception):
    """The body is not the JSON of one event or of a list of events."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """One event that may be taken. `caller`: digits, WITHHELD, or empty where it was not told; never printed."""

    event_id: str
    call_id: str
    kind: EventKind
    occurred_at: datetime
    extension: str
    caller: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the event at this place of the list (from 0) is not taken."""

    index: int
    field: str
    message: str


def read_body(body: bytes) -> list[object]:
    """The events of the body, not yet judged. Raises BodyUnreadable."""
    try:
        content = json.loads(body.decode("utf-8"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise BodyUnreadable("JSONとして読み取れません（文字コードはUTF-8）。") from None
    events = content if isinstance(content, list) else [content]
    if not isinstance(content, dict | list) or not events:
        raise BodyUnreadable("1件の通知（オブジェクト）か、通知の配列を送ってください。")
    return events


def judge(
    sent: object, index: int, *, now: datetime, ahead: timedelta, behind: timedelta, withheld: frozenset[str]
) -> Announcement | Refusal:
    """One event, or what is wrong with it.

    `ahead`, `behind`: how far the moment may lie from ours; `withheld`: what the system writes for a withheld number.
    """
    if not isinstance(sent, dict):
        return Refusal(index, "", "通知はオブジェクトで送ってください。")
    if unknown := [name for name in sent if name not in FIELDS]:
        return Refusal(index, "", f"知らない項目が{len(unknown)}個あります。使える項目: {'、'.join(sorted(FIELDS))}")
    wrong = _wrong_text(sent)
    if wrong:
        return Refusal(index, *wrong)
    occurred_at = parse_moment(sent["occurred_at"])
    if occurred_at is None:
        return Refusal(index, "occurred_at", "時間帯の付いた日時（例 2026-11-24T09:00:05+09:00）で送ってください。")
    if occurred_at > now + ahead:
        return Refusal(index, "occurred_at", "未来の日時です。電話システムの時計を合わせてください。")
    if occurred_at < now - behind:
        return Refusal(index, "occurred_at", "古すぎる日時です。電話システムの時計を確かめてください。")
    caller = _caller(sent.get("caller"), withheld)
    for name in ("event_id", "call_id"):
        if _holds(sent[name], caller):
            return Refusal(index, name, "電話番号を含むIDは受け付けません。")
    extension = sent.get("extension") or ""
    if _DIGITS_OF_PHONE.search(re.sub(r"\D", "", extension)):
        extension = ""  # an outside line: its number is not ours to keep
    return Announcement(sent["event_id"], sent["call_id"], EventKind(sent["kind"]), occurred_at, extension, caller)


def _wrong_text(sent: dict[str, Any]) -> tuple[str, str] | None:
    for name in ("event_id", "call_id"):
        if not (isinstance(sent.get(name), str) and _IDENTIFIER.fullmatch(sent[name])):
            return name, "英数字と . _ : @ / + - からなる120文字以内の文字列で送ってください。"
    if sent.get("kind") not in EventKind.values:
        return "kind", f"{'、'.join(EventKind.values)} のどれかを送ってください。"
    if not (isinstance(sent.get("occurred_at"), str) and len(sent["occurred_at"]) <= 40):
        return "occurred_at", "時間帯の付いた日時（例 2026-11-24T09:00:05+09:00）で送ってください。"
    extension = sent.get("extension")
    if extension not in (None, "") and not (isinstance(extension, str) and _EXTENSION.fullmatch(extension)):
        return "extension", "英数字と . _ @ / - からなる40文字以内の文字列で送ってください。"
    caller = sent.get("caller")
    if caller is not None and not (isinstance(caller, str) and len(caller) <= MOST_NUMBER_LETTERS):
        return "caller", f"{MOST_NUMBER_LETTERS}文字以内の文字列で送ってください。"
    return None


def _caller(sent: str | None, withheld: frozenset[str]) -> str:
    """Digits of a number here, +… of one abroad, WITHHELD; empty for anything else, which the desk does without."""
    text = unicodedata.normalize("NFKC", sent or "").strip()
    if text.lower() in WITHHELD_WORDS or text in withheld:
        return WITHHELD
    number = normalise_phone(text)
    return number if _ABROAD.fullmatch(number) or (number.isascii() and is_phone(number)) else ""


def _holds(identifier: str, caller: str) -> bool:
    """Whether an id contains the caller's number, its separators aside, or stands for a phone number by itself."""
    if _PHONE_IN_ID.search(identifier):
        return True
    if not caller or caller == WITHHELD:
        return False
    digits = re.sub(r"\D", "", identifier)
    return caller.lstrip("+0") in digits


def _refuse_constant(_: str) -> None:
    raise ValueError("NaN")
