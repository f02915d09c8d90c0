"""Text in the order in which it is drawn: what runs from right to left turned, letters joined."""

import re
from functools import cache
from typing import Any

# What is written from right to left: Hebrew, Arabic, Syriac, Thaana, N'Ko and their shapes.
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f]")
# Marks that only say how a neighbour is drawn, and how a line runs; nothing of them is seen.
_UNSEEN = re.compile("[\ufe00-\ufe0f\u200e\u200f]")
_OPENING = dict(zip("([{<«‹", ")]}>»›", strict=True))
_OTHER = {**_OPENING, **{closing: opening for opening, closing in _OPENING.items()}}
_LEFT_MARK, _RIGHT_MARK = "\u200e", "\u200f"


def is_plain(text: str) -> bool:
    """Whether a text is drawn sign after sign as it stands."""
    return text.isascii() or (
        not _RIGHT_TO_LEFT.search(text) and (max(text) < _LEFT_MARK or not _UNSEEN.search(text))
    )


def turns(text: str) -> bool:
    """Whether any of a text runs from right to left."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


def seen(text: str) -> str:
    """A text without the marks that only say how a line runs."""
    return text if text.isascii() else text.replace(_LEFT_MARK, "").replace(_RIGHT_MARK, "")


def arranged(text: str) -> str:
    """A line in the order in which it is drawn, from left to right; the letters as they join."""
    if is_plain(text):
        return text
    if _RIGHT_TO_LEFT.search(text):
        from bidi import get_display

        joined = _reshaper().reshape(text) if _ARABIC.search(text) else text
        text = _turned_brackets(str(get_display(joined)))
    return _UNSEEN.sub("", text)


def _turned_brackets(drawn: str) -> str:
    """The line with each pair of brackets whose closing one came to stand first turned about."""
    signs, waiting = list(drawn), list[int]()
    for at, sign in enumerate(drawn):
        other = _OTHER.get(sign)
        if other is None:
            continue
        if waiting and drawn[waiting[-1]] == other:
            first = waiting.pop()
            if sign in _OPENING:
                signs[first], signs[at] = sign, other
        else:
            waiting.append(at)
    return "".join(signs)


def same_way(lines: list[str]) -> list[str]:
    """The lines of one paragraph, each so marked that it runs as the paragraph begins."""
    way = _way("".join(lines))
    mark = _RIGHT_MARK if way == "R" else _LEFT_MARK
    return [line if _way(line) == way else mark + line for line in lines]


def beside(*parts: str) -> str:
    """Parts of one line with commas, from left to right; each runs its own way.

    Without the marks a day after an Arabic name would be drawn before it, and its parts turned.
    """
    said = [part for part in parts if part]
    if not any(turns(part) for part in said):
        return ", ".join(said)
    return _LEFT_MARK + f"{_LEFT_MARK}, ".join(said)


def _way(text: str) -> str:
    """The direction of the first letter that has one, which is the direction of the line."""
    import unicodedata

    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind == "L":
            return "L"
        if kind in ("R", "AL"):
            return "R"
    return "L"


@cache
def _reshaper() -> Any:
    import arabic_reshaper

    return arabic_reshaper.ArabicReshaper({"support_ligatures": True})
