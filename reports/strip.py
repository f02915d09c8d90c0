"""The words of a person for a section: a calm strip under the line that supports its title."""

from typing import NamedTuple

from models.pack_plan import Words
from reports import style
from reports.faces import MEDIUM
from reports.sheet import Sheet
from reports.style import MARGIN, RIGHT, Type

TALLEST = 64.0  # with the room under it
_MOST = 3
_USUAL_SIGN = 4.3  # points; what a sign of English words takes on average
_WORDS = Type(style.BODY.weight, 8.3, 11.2)
_LABEL = Type(MEDIUM, 7, 9, "#8A5300")
_GROUND = "#FFF9EE"
_PAD, _ROOM, _GAP = 5.0, 11.0, 12.0


class Fit(NamedTuple):
    """Of a person's words: about how many signs fit, and whether some were cut off."""

    room: int = 0
    cut: bool = False


class _Part(NamedTuple):
    x: float
    width: float
    lines: list[str]
    note: bool


def words_strip(sheet: Sheet, y: float, words: Words | None) -> float:
    """Draw what a person wrote from `y` down; returns where the page goes on."""
    if words is None or not (words.text or words.note):
        return y
    parts = _laid(sheet, words)
    tall = max(len(part.lines) * _WORDS.leading + (10 if part.note else 0) for part in parts)
    height = tall + 2 * _PAD - 1
    for part in parts:
        _draw(sheet, y, height, part)
    return y + height + _ROOM


def fitting(sheet: Sheet, words: Words | None) -> tuple[Fit, Fit]:
    """How much of the words for all and of the note there is room for."""
    words = words or Words()
    found = []
    for text, (_, width) in zip((words.text, words.note), _spans(words), strict=True):
        cut = bool(text) and len(sheet.wrap(text, _WORDS, width - 22)) > _MOST
        found.append(Fit(round(_MOST * (width - 22) / _USUAL_SIGN / 10) * 10, cut))
    return found[0], found[1]


def _spans(words: Words) -> list[tuple[float, float]]:
    """Where the words for all and the note begin, and how wide they are."""
    whole = RIGHT - MARGIN
    if not (words.text and words.note):
        return [(MARGIN, whole)] * 2
    share = len(words.text) / (len(words.text) + len(words.note))
    wide = (whole - _GAP) * min(0.68, max(0.4, share))
    return [(MARGIN, wide), (MARGIN + wide + _GAP, whole - _GAP - wide)]


def _laid(sheet: Sheet, words: Words) -> list[_Part]:
    """Side by side where there are both, each as wide as its words ask for."""
    spans = _spans(words)
    found = []
    for text, (x, width), note in (
        (words.text, spans[0], False),
        (words.note, spans[1], True),
    ):
        if text:
            lines = sheet.wrap(text, _WORDS, width - 22, _MOST)
            found.append(_Part(x, width, lines, note))
    return found


def _draw(sheet: Sheet, y: float, height: float, part: _Part) -> None:
    sheet.rect(part.x, y, part.width, height, _GROUND if part.note else style.PANEL)
    sheet.rect(part.x, y, 2.2, height, style.RISK if part.note else style.ACCENT)
    base = y + _PAD + 8.2
    if part.note:
        sheet.text(part.x + 12, base - 1, "Internal note", _LABEL)
        base += 10
    sheet.lines(part.x + 12, base, part.lines, _WORDS)
