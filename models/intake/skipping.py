"""Which rows of a list are no records: blank ones, headers again, sums, report text."""

import re
from collections.abc import Collection, Sequence
from functools import cache

from models.intake.headers import key, mappings
from models.intake.partners_known import Partners
from models.intake.values import text
from models.intake.workbook import Cell

_COUNT = re.compile(r"\s*:?\s*(\(.*\)|[\d.,\s]*)")
_LONE_FROM = 4  # in a table of fewer columns a single filled cell may well be a record


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
        words = text(cells[filled[0]]).casefold()
        lacking = any(place not in filled for place in self._needed)
        alone = len(filled) == 1 and len(self._header) >= _LONE_FROM
        if (lacking or alone) and (why := around(words)):
            return why
        if len(filled) <= 2 and (why := _exactly(words)):
            return why
        if alone and lacking:
            place = filled[0]
            if place != self._partner or not self._partners.is_known(cells[place]):
                return "a heading or a line of text"
        return ""


def around(words: str) -> str:
    """What a row is that begins with these casefolded words: a sum, text around a table, or ""."""
    if any(words.endswith(f" {total}") for total in _listed("totals")):
        return "a sum"
    for names, why in (("totals", "a sum"), ("around", "report text")):
        for name in _listed(names):
            rest = words[len(name) :]
            if words.startswith(name) and not (name[-1].isalnum() and rest[:1].isalnum()):
                return why
    return ""


def _exactly(words: str) -> str:
    """The same for a row that fills all a record needs: a partner may be named Total Energies."""
    for names, why in (("totals", "a sum"), ("around", "report text")):
        for name in _listed(names):
            rest = words.removeprefix(name)
            if rest != words and _COUNT.fullmatch(rest):
                return why
    return ""


@cache
def _listed(name: str) -> tuple[str, ...]:
    return tuple(mappings("words")[name])
