"""A checklist that came back as a spreadsheet: which one it is, and what was filled in."""

import zipfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from models.checklist.identity import unpacked
from models.checklist.returned import ReturnedForm, read_replies
from models.checklist.sending import PART_WORDS, SHEET, SHEET_KEY, SHEET_OF_IDENTITY
from models.errors import UserError
from models.intake.workbook import Cell, SheetHead, Workbook
from models.zips import DAMAGE

_WORKBOOK = "xl/workbook.xml"
_MOST = 4 * 2**20


def looks_like_form(path: Path) -> bool:
    """Whether a file has the hidden sheet of a form; it is not read any further."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(_WORKBOOK) as part:
            return f'name="{SHEET_OF_IDENTITY}"'.encode() in part.read(_MOST)
    except DAMAGE:
        return False


def read_sheet(path: Path) -> ReturnedForm:
    """What a returned spreadsheet says, every answer read or with the sentence why it can't be.

    Raises UserError for a damaged or locked file, and for one that is no form of ours.
    """
    book = Workbook(path, _answers, _ignore)
    book.settle()
    told = next((head for head in book.heads if head.name == SHEET_OF_IDENTITY), None)
    cells = told.rows[0][1] if told is not None and told.rows else []
    identity = unpacked("".join(str(cell) for cell in cells), path.name)
    found: dict[tuple[str, str], str] = {}
    columns: dict[str, int] = {}
    words = {word: part for part, word in PART_WORDS.items()}
    for _, row in book.records():
        texts = [_text(cell) for cell in row]
        if SHEET_KEY in texts and not columns:
            columns = {words[text]: at for at, text in enumerate(texts) if text in words}
            columns["key"] = texts.index(SHEET_KEY)
            continue
        key = texts[columns["key"]] if columns and len(texts) > columns["key"] else ""
        if key not in identity.items:
            continue
        for part in identity.items[key].sent:
            if part in columns:
                at = columns[part]
                found[key, part] = texts[at] if at < len(texts) else ""
    if not found:
        raise UserError(
            f"{path.name} is a form of ours, but its questions are gone.",
            "Ask for the sheet with all its rows, or type the answers in by hand.",
        )
    return ReturnedForm(identity, read_replies(identity, found), path.name, book.sha256)


def _answers(heads: Sequence[SheetHead]) -> str:
    """The sheet with the questions, whatever it is called by now."""
    if not any(head.name == SHEET_OF_IDENTITY for head in heads):
        raise UserError(
            "That spreadsheet is no form that Alliance Desk sent.",
            "Pick the form that came back; lists of deals or partners go in through Import.",
        )
    for head in heads:
        if any(SHEET_KEY in row for _, row in head.rows):
            return head.name
    raise UserError(
        f"The sheet “{SHEET}” of that form is gone.", "Ask for the form with all its sheets."
    )


def _text(cell: Cell) -> str:
    """A cell as it would be typed: a number without the noughts that a spreadsheet adds."""
    if isinstance(cell, str):
        return cell
    text = f"{Decimal(repr(cell)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _ignore(_done: int, _total: int, _words: str) -> None:
    """Nobody waits long for a sheet of questions."""
