"""The copies of a portfolio in its folder: how one is named, and which of them go."""

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

LAST, DAYS, WEEKS, MONTHS = 5, 12, 10, 9
_STAMP = "%Y-%m-%d %H-%M-%S"
_NAME = re.compile(r"(.+) (\d{4,}) (\d{4}-\d\d-\d\d) (\d\d-\d\d-\d\d) (.+)\.alliance")


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy: of which portfolio, which in the row it is, when it was made and why.

    The number orders copies, not the time: a clock may be set back, and the newest copy must
    not look like the oldest then.
    """

    path: Path
    portfolio: str
    number: int
    made: datetime
    why: str


def file_name(portfolio: str, number: int, made: datetime, why: str) -> str:
    """What a copy is called, so that a person and `copy_of` can read it."""
    return f"{portfolio} {number:04d} {made.strftime(_STAMP)} {why}.alliance"


def copy_of(path: Path) -> Copy | None:
    """What a file's name tells; None where it is no name of ours."""
    found = _NAME.fullmatch(path.name)
    if found is None:
        return None
    try:
        made = datetime.fromisoformat(f"{found[3]} {found[4].replace('-', ':')}")
    except ValueError:
        return None
    return Copy(path, found[1], int(found[2]), made, found[5])


def newest_first(paths: Iterable[Path]) -> list[Copy]:
    """The copies among some files."""
    found = [copy for path in paths if (copy := copy_of(path)) is not None]
    return sorted(found, key=lambda copy: copy.number, reverse=True)


def places_in_row(paths: Iterable[Path]) -> dict[Path, tuple[datetime, int]]:
    """What to order copies by, of several portfolios too: a time, never before that of the copy
    which a number follows, as a clock may have been set back; then the number.
    """
    found: dict[Path, tuple[datetime, int]] = {}
    latest: dict[tuple[Path, str], datetime] = {}
    for copy in reversed(newest_first(paths)):
        row = copy.path.parent, copy.portfolio
        latest[row] = max(copy.made, latest.get(row, copy.made))
        found[copy.path] = latest[row], copy.number
    return found


def to_delete(copies: Iterable[Copy], just_made: Path | None = None) -> list[Copy]:
    """Which copies go, so that the last five stay and the older ones thin out with age.

    The newest of each of the last twelve days, ten weeks and nine months that have one stay too.
    The copy that was just made always stays.
    """
    ordered = sorted(copies, key=lambda copy: copy.number, reverse=True)
    kept = {copy.path for copy in ordered[:LAST]}
    if just_made is not None:
        kept.add(just_made)
    for most, span in ((DAYS, _day), (WEEKS, _week), (MONTHS, _month)):
        kept |= _newest_of_each(ordered, most, span)
    return [copy for copy in ordered if copy.path not in kept]


def _newest_of_each(
    ordered: Sequence[Copy], most: int, span: Callable[[Copy], Hashable]
) -> set[Path]:
    newest: dict[Hashable, Path] = {}
    for copy in ordered:
        if len(newest) == most and span(copy) not in newest:
            break
        newest.setdefault(span(copy), copy.path)
    return set(newest.values())


def _day(copy: Copy) -> Hashable:
    return copy.made.date()


def _week(copy: Copy) -> Hashable:
    return copy.made.isocalendar()[:2]


def _month(copy: Copy) -> Hashable:
    return copy.made.year, copy.made.month
