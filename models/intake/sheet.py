"""A list in a file, opened: its header row, a sample, and its rows as a stream."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Protocol

from models.errors import UserError
from models.intake.encodings import Reading
from models.intake.header_rows import HEADER_ROWS, header_at, headers_of, names_in
from models.intake.headers import match
from models.intake.text_file import HEAD, TextFile
from models.intake.workbook import Cell, SheetHead, Workbook
from models.text import listed

WIDEST = 16_384
SAMPLE = 1_000

Row = tuple[int, list[Cell]]
Progress = Callable[[int, int, str], object]

_MAGIC = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"7z\xbc\xaf", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "a text document"),
)
_MARKUP = (
    (("<!doctype html", "<html", "<table", "<head", "<body"), "a web page"),
    (("<?xml", "<workbook"), "an XML document"),
    (("{",), "a JSON document"),
)


class Source(Protocol):
    """Where a sheet's records come from: a text file or a workbook."""

    sha256: str
    delimiter: str

    @property
    def notes(self) -> tuple[str, ...]: ...
    @property
    def readings(self) -> tuple[Reading, ...]: ...
    def estimate(self) -> int: ...
    def settle(self) -> None: ...
    def records(self) -> Iterator[Row]: ...


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file. `header_line` is the physical line or Excel row of its headers, the
    lower one where two rows make them; `above` counts what stands over it, `sample` holds the first
    rows and, where `whole`, all of them.
    """

    path: Path
    name: str
    others: tuple[str, ...]
    header: tuple[str, ...]
    header_line: int
    above: int
    sample: tuple[Row, ...]
    whole: bool
    source: Source

    def rows(self) -> Iterator[Row]:
        """Every row under the header, with the line or Excel row that it begins in."""
        return islice(self.source.records(), self.above + 1, None)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know of how the file was read."""
        return self.source.notes

    @property
    def warnings(self) -> tuple[str, ...]:
        """What of the file was not read: sheets beside this one that hold rows."""
        if not self.others:
            return ()
        others = listed([f"“{name}”" for name in self.others])
        return (f"Only the sheet “{self.name}” was read, not {others}.",)

    def estimate(self) -> int:
        """About how many rows there are."""
        return len(self.sample) if self.whole else self.source.estimate()


def open_sheet(
    path: Path,
    kind: str = "",
    *,
    sheet: str = "",
    header_line: int = 0,
    encoding: str = "",
    progress: Progress = lambda *_: None,
) -> Sheet:
    """Open a file of any kind that can hold a list; `sheet`, `header_line` and
    `encoding` (a name in `encodings.NAMES`) overrule the guess.

    Raises UserError where there is no such file, or it holds no table.
    """
    head = _head(path)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")):
        book = Workbook(path, lambda heads: _chosen(path, heads, kind, sheet), progress)
        others = tuple(h.name for h in book.heads if h.visible and h.rows and h.name != book.sheet)
        return _sheet(path, book, book.sheet, others, kind, header_line)
    for mark, what in _MAGIC:
        if head.startswith(mark):
            raise _no_list(path, what)
    text = head[:2048].decode("latin-1").removeprefix("ï»¿").lstrip().lower()
    for starts, what in _MARKUP:
        if text.startswith(starts):
            raise _no_list(path, what)
    return _sheet(path, TextFile(path, head, encoding), "", (), kind, header_line)


def _head(path: Path) -> bytes:
    if path.is_dir():
        raise UserError(f"{path} is a folder.", "Choose a file in it.")
    if path.exists() and not path.is_file():
        # Reading from a pipe or a device may never end.
        raise UserError(f"{path} is no file but a pipe or a device.", "Save the list as a file.")
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except FileNotFoundError:
        raise UserError(f"There is no file {path}.", "Check the name and the folder.") from None
    except OSError as fault:
        raise UserError(
            f"{path} can't be read: {fault.strerror or fault}.", "Check who may read it."
        ) from fault
    if not head.strip():
        raise UserError(f"{path.name} is empty.", "Export the list again.")
    return head


def _sheet(
    path: Path, source: Source, name: str, others: tuple[str, ...], kind: str, header_line: int
) -> Sheet:
    try:
        first = list(islice(source.records(), HEADER_ROWS + SAMPLE))
    except UnicodeDecodeError:
        # The head alone looked like UTF-8.
        source.settle()
        first = list(islice(source.records(), HEADER_ROWS + SAMPLE))
    if not any(any(cell != "" for cell in cells) for _, cells in first):
        raise UserError(f"{path.name} holds no rows.", "Export the list again.")
    width = max(len(cells) for _, cells in first[:HEADER_ROWS])
    if width > WIDEST:
        raise UserError(
            f"{path.name} has {width:,} columns; no list has so many.",
            "Export it with one row for each record.",
        )
    if header_line:
        above = next((at for at, (line, _) in enumerate(first) if line == header_line), -1)
        if above < 0:
            raise UserError(f"{path.name} has no line {header_line}.", "Choose another line.")
        header = names_in(first[above][1])
    else:
        above, header = headers_of([cells for _, cells in first], kind)
    line = first[above][0]
    return Sheet(
        path,
        name,
        others,
        tuple(header),
        line,
        above,
        tuple(first[above + 1 :]),
        len(first) < HEADER_ROWS + SAMPLE,
        source,
    )


def _chosen(path: Path, heads: list[SheetHead], kind: str, wanted: str) -> str:
    """The sheet that was asked for, else the visible one that looks most like the list."""
    names = ", ".join(head.name for head in heads)
    if wanted:
        if wanted not in [head.name for head in heads]:
            raise UserError(f"{path.name} has no sheet “{wanted}”.", f"Its sheets are {names}.")
        return wanted
    filled = [head for head in heads if head.rows]
    if not filled:
        raise UserError(
            f"No sheet of {path.name} holds rows; the data may be in a data model or a chart.",
            "Copy the table into a sheet, or export it as CSV.",
        )

    def score(head: SheetHead) -> tuple[bool, int, int, int]:
        rows = [cells for _, cells in head.rows]
        titles = [str(cell) for cell in rows[header_at(rows, kind)] if cell != ""]
        known = len(match(kind, titles))
        return head.visible, known if known > 1 else 0, min(len(titles), 3), head.height

    return max(filled, key=score).name


def _no_list(path: Path, what: str) -> UserError:
    return UserError(
        f"{path.name} is {what}, not a list.",
        "Export the list as CSV or XLSX and import that.",
    )
