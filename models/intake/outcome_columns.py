"""Which columns of a deal list tell how a deal ended, and which day is the expected one."""

from collections.abc import Mapping

from models.intake.headers import Match, key, system_of
from models.intake.mapping import FLAGS, Stated
from models.intake.sheet import Sheet
from models.intake.status_words import StatusWords
from models.intake.values import Refused, text
from models.intake.workbook import Cell
from models.text import counted

_WORDS = ("status", "status_reason", "stage")
_CLOSED = ("clos", "won", "sign", "abgeschlossen", "cerr", "ferm", "clotur")
_EXPECTED = (
    "expect", "est", "target", "forecast", "plan", "project", "anticipat", "decision", "gesch",
    "geschatzt", "erwart", "vorauss", "ziel", "prev", "prevu", "prevista", "prevision", "espera",
)  # fmt: skip


def outcome_columns(
    sheet: Sheet,
    found: Mapping[str, list[Match]],
    columns: Mapping[str, int],
    stated: Stated,
    warnings: list[str],
) -> tuple[str, ...]:
    """The columns that tell the outcome, the most trusted first."""
    if stated.outcome and set(stated.outcome) <= columns.keys():
        return stated.outcome
    _say_review(sheet, columns, warnings)
    _say_disagreement(sheet, columns, stated, warnings)
    archived = ("is_active",) if "is_active" in columns else ()
    telling = [name for name in _WORDS if name in columns and _tells(sheet, columns[name], stated)]
    if "status" in columns and found["status"][0].rank == (0, 0):
        others = [name for name in telling if name != "status"]
        if "status" in stated.columns.values() or "status" in telling or not others:
            reason = ("status_reason",) if "status_reason" in others else ()
            return (*archived, "status", *reason)
        status, other = sheet.header[columns["status"]], sheet.header[columns[others[0]]]
        warnings.append(f"No word in “{status}” is an outcome; “{other}” is read instead.")
        return (*archived, *others)
    flags = tuple(name for name in FLAGS if name in columns)
    if "is_won" in flags and len(flags) > 1:
        return (*archived, *flags)
    words = [name for name in _WORDS if name in columns]
    return (*archived, *flags, *(telling or words[-1:]))


def settle_days(sheet: Sheet, found: Mapping[str, list[Match]], columns: dict[str, int]) -> str:
    """Tell the expected day from the actual one where two headers mean the close date.

    What is to be said of it, if anything.
    """
    matches = found.get("close_date", [])
    if len(matches) < 2 or "actual_close_date" in columns or matches[0].rank == (0, 0):
        return ""
    expected = [one.place for one in matches if _is(sheet, one.place, _EXPECTED)]
    closed = [
        one.place for one in matches if one.place not in expected and _is(sheet, one.place, _CLOSED)
    ]
    if not expected or not closed:
        return ""
    columns["close_date"], columns["actual_close_date"] = expected[0], closed[0]
    open_, ended = sheet.header[expected[0]], sheet.header[closed[0]]
    return f"“{ended}” is the day of deals that are won or lost, “{open_}” that of open ones."


def estimated_days(
    sheet: Sheet, columns: Mapping[str, int], outcome: tuple[str, ...], stated: Stated
) -> str:
    """What is to be said where closed deals have no other day than the expected one."""
    place = columns.get("close_date")
    if place is None or {"actual_close_date", "lost_on"} & columns.keys():
        return ""
    if not _is(sheet, place, _EXPECTED) or not _any_closed(sheet, columns, outcome, stated):
        return ""
    return (
        f"“{sheet.header[place]}” is the expected day and taken for won and lost deals too; name a"
        ' column of actual days in a --mapping file with [columns] "their header" ='
        ' "actual_close_date".'
    )


def _any_closed(
    sheet: Sheet, columns: Mapping[str, int], outcome: tuple[str, ...], stated: Stated
) -> bool:
    words = [columns[name] for name in outcome if name in _WORDS]
    return any(_read(sheet, place, stated) & {"won", "lost"} for place in words)


def _is(sheet: Sheet, place: int, starts: tuple[str, ...]) -> bool:
    header = sheet.header[place].casefold()
    words = [key(word) for word in "".join(c if c.isalpha() else " " for c in header).split()]
    return any(word.startswith(starts) for word in words)


def _say_review(sheet: Sheet, columns: Mapping[str, int], warnings: list[str]) -> None:
    """Where a system's status is that of a review, it is said that it is not read."""
    system = system_of(sheet.header)
    if system is None or "stage" not in columns or "status" in columns:
        return
    left = [h for h in sheet.header if key(h) in system.left_out and "status" in key(h)]
    if left:
        stage = sheet.header[columns["stage"]]
        warnings.append(
            f"“{left[0]}” is how far {system.name}'s review is, not how a deal ended; “{stage}” is"
            " read instead."
        )


def _say_disagreement(
    sheet: Sheet, columns: Mapping[str, int], stated: Stated, warnings: list[str]
) -> None:
    """Where status and stage say different ends of a deal, it is said which is taken."""
    if "status" not in columns or "stage" not in columns:
        return
    status, stage = columns["status"], columns["stage"]
    read = {place: _reader(sheet, place, stated) for place in (status, stage)}
    first, count = None, 0
    for line, cells in sheet.sample:
        if max(status, stage) < len(cells):
            one, other = _word(read[status], cells[status]), _word(read[stage], cells[stage])
            if one and other and one != other and {one, other} & {"won", "lost"}:
                count += 1
                first = first or (line, text(cells[status]), text(cells[stage]))
    if first is not None:
        names = f"“{sheet.header[status]}” and “{sheet.header[stage]}”"
        warnings.append(
            f"{names} disagree in {counted(count, 'row')} (line {first[0]}: “{first[1]}” and"
            f" “{first[2]}”); “{sheet.header[status]}” is taken."
        )


def _tells(sheet: Sheet, place: int, stated: Stated) -> bool:
    """Whether a column's words are outcomes at all: a review status is not."""
    return bool(_read(sheet, place, stated))


def _read(sheet: Sheet, place: int, stated: Stated) -> set[str]:
    """The outcomes that the words of the first rows are."""
    read = _reader(sheet, place, stated)
    cells = {cells[place] for _, cells in sheet.sample if place < len(cells)}
    return {_word(read, cell) for cell in cells} - {""}


def _reader(sheet: Sheet, place: int, stated: Stated) -> StatusWords:
    system = system_of(sheet.header)
    own = system.words.get(key(sheet.header[place])) if system is not None else None
    return StatusWords(stated.words, whole_words=True, system=own)


def _word(read: StatusWords, cell: Cell) -> str:
    try:
        return read(cell)
    except Refused:
        return ""
