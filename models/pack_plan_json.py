"""A pack's plan as JSON text and back: strict about shapes, easy about sections it doesn't know."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from models.pack_plan import KINDS, MOST_ASKS, SIDES, Ask, PackPlan, Words

_T = TypeVar("_T")
_ASK = ("what", "why", "options", "side", "owner", "by")
_PLAN = (
    "title", "order", "left_out", "words", "asks", "meeting_on", "place", "attendees",
    "confidentiality",
)  # fmt: skip


def plan_text(plan: PackPlan) -> str:
    """The plan without its kind and its logo, which are kept beside it; blanks are left out."""
    told = {
        "title": plan.title,
        "order": list(plan.order),
        "left_out": list(plan.left_out),
        "words": {
            key: _filled({"text": words.text, "note": words.note})
            for key, words in sorted(plan.words.items())
            if words.text or words.note
        },
        "asks": [_ask_told(ask) for ask in plan.asks if ask != Ask("", side=ask.side)],
        "meeting_on": plan.meeting_on.isoformat() if plan.meeting_on else "",
        "place": plan.place,
        "attendees": [name for name in plan.attendees if name],
        "confidentiality": plan.confidentiality,
    }
    return json.dumps(_filled(told), ensure_ascii=False, separators=(",", ":"))


def read_plan(text: str, kind: str, logo: bytes = b"") -> PackPlan:
    """The plan of a text. Raises ValueError, in words, for what no plan can be."""
    if kind not in KINDS:
        raise ValueError(f"there is no kind of pack called {kind}")
    try:
        told = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as fault:
        raise ValueError("it is no JSON") from fault
    told = _table(told, "the plan", _PLAN)
    words = _table(told.get("words", {}), "words")
    asks = _list(told.get("asks", []), "asks", _ask_read)
    if len(asks) > MOST_ASKS:
        raise ValueError(f"it has more than {MOST_ASKS} decisions")
    return PackPlan(
        kind=kind,
        title=_string(told.get("title", ""), "title"),
        order=_once(_list(told.get("order", []), "order", _string)),
        left_out=_once(_list(told.get("left_out", []), "left_out", _string)),
        words={key: _words_read(part, f"words of {key}") for key, part in words.items()},
        asks=asks,
        meeting_on=_day(told.get("meeting_on", ""), "meeting_on"),
        place=_string(told.get("place", ""), "place"),
        attendees=_list(told.get("attendees", []), "attendees", _string),
        confidentiality=_string(told.get("confidentiality", ""), "confidentiality"),
        logo=logo,
    )


def _ask_told(ask: Ask) -> dict[str, Any]:
    by = ask.by.isoformat() if ask.by else ""
    return _filled(
        {"what": ask.what, "why": ask.why, "options": ask.options, "side": ask.side,
         "owner": ask.owner, "by": by}
    )  # fmt: skip


def _ask_read(told: Any, where: str) -> Ask:
    part = _table(told, where, _ASK)
    side = _string(part.get("side", "both"), where)
    if side not in SIDES:
        raise ValueError(f"{where}: {side} is no side")
    texts = {
        name: _string(part.get(name, ""), where) for name in _ASK if name not in ("side", "by")
    }
    return Ask(**texts, side=side, by=_day(part.get("by", ""), where))


def _words_read(told: Any, where: str) -> Words:
    part = _table(told, where, ("text", "note"))
    return Words(_string(part.get("text", ""), where), _string(part.get("note", ""), where))


def _filled(told: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in told.items() if value}


def _table(told: Any, where: str, known: tuple[str, ...] = ()) -> dict[str, Any]:
    if not isinstance(told, dict):
        raise ValueError(f"{where} is no table")  # noqa: TRY004  as all the others here
    unknown = sorted(told.keys() - set(known)) if known else []
    if unknown:
        raise ValueError(f"{where} has {', '.join(unknown)}, which is not known")
    return told


def _list(told: Any, where: str, read: Callable[[Any, str], _T]) -> tuple[_T, ...]:
    if not isinstance(told, list):
        raise ValueError(f"{where} is no list")  # noqa: TRY004  as all the others here
    return tuple(read(part, where) for part in told)


def _string(told: Any, where: str) -> str:
    if not isinstance(told, str):
        raise ValueError(f"{where} is no text")  # noqa: TRY004  as all the others here
    return told


def _day(told: Any, where: str) -> date | None:
    text = _string(told, where)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ValueError(f"{where}: {text} is no day") from None


def _once(keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))
