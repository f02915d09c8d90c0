"""What a table column shows, how it sorts, reads aloud and is copied."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import date
from typing import Any, Literal

Role = Literal["text", "partner", "pill", "status", "progress", "money", "number", "date"]

_RIGHT: tuple[Role, ...] = ("money", "number")


@dataclass(frozen=True, slots=True)
class Column:
    """One column over rows that are frozen dataclasses with an ``id``.

    title: heading. value(row): the raw value; for ``progress`` a float 0..1.
    text(row): what is shown; without it the value as text, nothing for None.
    right: figures to the right; money and number are, unless told otherwise.
    width: logical pixels; 0 takes it from a sample of the rows, once.
    key(row): what it sorts by; without it the value, text folded, empty last.
    role: how it is painted. sub(row): second line of a partner, pill or text cell.
    tone(row): a status (``met`` ...) for status, pill and text colour, or ``accent``.
    plain(row): what is copied; without it bare numbers, ISO dates, else the text.
    currency(row): whose an amount is, for a file, where it stands in a column of its own.
    edit(row): what an editor starts with; without it the text. choices: values of a box.
    stretch: takes the width that is left. gives: as wide as its longest words, down to `width`
    while the one that stretches lacks room. lesser: hidden where there is no room for all, the
    highest first; 0 never is. spoken: said with the row's first cell.
    searched: part of the text filter; text-like roles are. name: for saved views.
    """

    title: str
    value: Callable[[Any], Any]
    _: KW_ONLY
    text: Callable[[Any], str] | None = None
    right: bool | None = None
    width: int = 0
    key: Callable[[Any], Any] | None = None
    role: Role = "text"
    sub: Callable[[Any], str] | None = None
    tone: Callable[[Any], str] | None = None
    plain: Callable[[Any], str] | None = None
    currency: Callable[[Any], str] | None = None
    edit: Callable[[Any], str] | None = None
    choices: Sequence[str] | None = None
    editable: bool = False
    stretch: bool = False
    gives: bool = False
    lesser: int = 0
    spoken: bool = False
    searched: bool | None = None
    tip: str = ""
    name: str = ""

    def shown(self, row: Any) -> str:
        """The text in the cell."""
        if self.text is not None:
            return self.text(row)
        value = self.value(row)
        return "" if value is None else str(value)

    def copied(self, row: Any) -> str:
        """The text for a spreadsheet: a bare number, an ISO date, else what is shown."""
        if self.plain is not None:
            return self.plain(row)
        value = self.value(row)
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, int | float) and not isinstance(value, bool) and self.text is None:
            return str(value)
        return self.shown(row)

    def edited(self, row: Any) -> str:
        """The text an editor starts with."""
        return self.edit(row) if self.edit is not None else self.shown(row)

    def sort_key(self, row: Any) -> tuple[bool, Any]:
        """Orders by value; rows without one come last in ascending order."""
        value = self.key(row) if self.key is not None else self.value(row)
        if isinstance(value, str):
            return (not value, folded(value))
        return (value is None, value if value is not None else 0)

    @property
    def aligned_right(self) -> bool:
        return self.role in _RIGHT if self.right is None else self.right

    @property
    def in_search(self) -> bool:
        return self.role in ("text", "partner", "pill") if self.searched is None else self.searched

    @property
    def key_name(self) -> str:
        """What a saved view calls it."""
        return self.name or self.title


def folded(text: str) -> str:
    """Text for comparing and finding: without case and accents."""
    if text.isascii():
        return text.lower()
    marked = unicodedata.normalize("NFKD", text)
    return "".join(c for c in marked if not unicodedata.combining(c)).casefold()
