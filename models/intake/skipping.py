"""Which rows of a list are no records: blank ones, headers again, sums, report text."""

import re
from collections.abc import Collection, Sequence
from functools import cache

from models.intake.headers import key, mappings
from models.intake.partners_known import Partners
from models.intake.values import text
from models.intake.workbook import Cell

_LONE_FROM = 4  # in a table of fewer columns a single filled cell may well be a record
_COUNT = r"\s*:?\s*(?:[\d.,\s/-]+|\([\d.,]+[^()]*\))?"  # what stands behind "Total", if anything
_FIGURE = re.compile(r"\W*(?:[A-Za-z]{3}\s*)?\d[^A-Za-z]*(?:[A-Za-z]{3})?")
_WHY = {"totals": "a sum", "around": "report text"}


class Skipping:
    """Says why a row is skipped, for rows that can't be read as a record."""

    def __init__(
        self, header: Sequence[str], needed: Collection[int], partner: int, partners: Partners
    ) -> None:
        """`needed` are the places of the columns that every record fills, `partner` one of them."""
        self._header = [key(name) for name in header]
        self._needed = needed
        self._partner = partner
        self._partners = partners

    def why(self, cells: Sequence[Cell]) -> str:
        """The reason in a few words; nothing where the row should be a record."""
        filled = [place for place, cell in enumerate(cells) if text(cell)]
        if not filled:
            return "blank"
        if [key(text(cell)) for cell in cells[: len(self._header)]] == self._header:
            return "the headers again"
        first, *others = (text(cells[place]) for place in filled)
        words = first.casefold()
        if all(place in filled for place in self._needed):
            # A name may begin with any word, so all of it has to be one, and figures beside it.
            return alone(words) if all(map(_FIGURE.fullmatch, others)) else ""
        if why := around(words):
            return why
        if _alone("counts").fullmatch(words) and others and all(map(_FIGURE.fullmatch, others)):
            return "a sum"
        if len(filled) == 1 and len(self._header) >= _LONE_FROM:
            place = filled[0]
            if place != self._partner or not self._partners.is_known(cells[place]):
                return "a heading or a line of text"
        return ""


def around(words: str) -> str:
    """What a row is that begins with these casefolded words: a sum, text around a table, or ""."""
    if any(words.endswith(f" {total}") for total in _listed("totals")):
        return "a sum"
    for names, why in _WHY.items():
        for name in _listed(names):
            rest = words[len(name) :]
            if words.startswith(name) and not (name[-1].isalnum() and rest[:1].isalnum()):
                return why
    return ""


def alone(words: str) -> str:
    """What a row is that holds nothing but these casefolded words and perhaps a count, or ""."""
    if words.startswith(_listed("trailers")):
        return "report text"
    for names, why in _WHY.items():
        if _alone(names).fullmatch(words):
            return why
    return ""


@cache
def _alone(name: str) -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(map(re.escape, _listed(name)))}){_COUNT}")


@cache
def _listed(name: str) -> tuple[str, ...]:
    return tuple(mappings("words")[name])
