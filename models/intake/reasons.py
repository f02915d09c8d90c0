"""The columns that a file of rejected rows has behind its own: line, column and reason."""

from collections.abc import Sequence

from models.intake.headers import key

COLUMNS = ("Line", "Column", "Reason")
_KEYS = [key(name) for name in COLUMNS]


def has_reasons(header: Sequence[str]) -> bool:
    """Whether a file is one of rejected rows, as we write them."""
    return [key(name) for name in header[-len(COLUMNS) :]] == _KEYS


def own(header: Sequence[str]) -> Sequence[str]:
    """The headers of the file that rejected rows came from; of any other file all of them."""
    return header[: -len(COLUMNS)] if has_reasons(header) else header
