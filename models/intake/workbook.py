"""Rows of a spreadsheet, read by a guarded child process after a look at the archive."""

import contextlib
import hashlib
import json
import subprocess
import sys
import tempfile
import weakref
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple, cast

from models.errors import UserError
from models.intake.encodings import Reading
from models.text import counted
from models.zips import DAMAGE

MEGABYTES = 1536
SECONDS = 60
LARGEST = 1024**3
MOST_PARTS = 5_000
RATIO = 200
SMALL = 8 * 1024**2

_CHILD = Path(__file__).with_name("workbook_child.py")
_IN_MEMORY = 8 * 1024**2
_DTD = (b"<!DOCTYPE", b"<!ENTITY")
_END = '"end"\n'
_NOTES = {
    "merged": "{} under a merged one read as what stands in it.",
    "uncalculated": "{} with a formula and without its value; open the file in a spreadsheet"
    " program, which works them out, and save it.",
}

Cell = str | int | float


class SheetHead(NamedTuple):
    """A sheet of a workbook before it is chosen: `rows` are its first ones with their number."""

    name: str
    visible: bool
    height: int
    rows: list[tuple[int, list[Cell]]]


class Workbook:
    """One sheet of a spreadsheet, held in a temporary file so that it is parsed only once."""

    def __init__(
        self,
        path: Path,
        choose: Callable[[list[SheetHead]], str],
        progress: Callable[[int, int, str], object],
    ) -> None:
        """Raises UserError for a hostile, damaged or locked workbook; `choose` names the sheet."""
        self.path = path
        self.sha256 = ""
        self.heads: list[SheetHead] = []
        self.sheet = ""
        self._height = 0
        self._told: dict[str, int] = {}
        self._rows: IO[str] = tempfile.SpooledTemporaryFile(  # noqa: SIM115  closed with the object
            _IN_MEMORY, "w+", encoding="utf-8", newline="\n"
        )
        weakref.finalize(self, self._rows.close)
        if zipfile.is_zipfile(path):
            _refuse_hostile(path)
        self._read(choose, progress)

    readings: tuple[Reading, ...] = ()
    delimiter = ""

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know of how the cells were read."""
        told = {name: count for name, count in self._told.items() if count}
        return tuple(_NOTES[name].format(counted(count, "cell")) for name, count in told.items())

    def estimate(self) -> int:
        return self._height

    def settle(self) -> None:
        with reachable(self.path), self.path.open("rb") as file:
            self.sha256 = hashlib.file_digest(file, "sha256").hexdigest()

    def records(self) -> Iterator[tuple[int, list[Cell]]]:
        """Every row down to the last that holds something, with its number in the sheet."""
        place = 0
        while True:
            # Another reader may have moved the file meanwhile.
            self._rows.seek(place)
            line = self._rows.readline()
            place = self._rows.tell()
            if not line:
                return
            for number, *cells in json.loads(line):
                yield number, cells

    def _read(
        self,
        choose: Callable[[list[SheetHead]], str],
        progress: Callable[[int, int, str], object],
    ) -> None:
        command = [sys.executable, "-P", "-X", "utf8", str(_CHILD), str(self.path.absolute())]
        with subprocess.Popen(  # noqa: S603  our own script, by this interpreter
            [*command, str(MEGABYTES), str(SECONDS)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        ) as child:
            # Both are there, since they were asked for as pipes.
            ask, answers = cast("IO[str]", child.stdin), cast("IO[str]", child.stdout)
            try:
                self._talk(ask, answers, choose, progress)
            finally:
                child.kill()
                with contextlib.suppress(BrokenPipeError):
                    ask.close()

    def _talk(
        self,
        ask: IO[str],
        answers: IO[str],
        choose: Callable[[list[SheetHead]], str],
        progress: Callable[[int, int, str], object],
    ) -> None:
        progress(0, 0, f"Reading {self.path.name}")
        said: dict[str, Any] = json.loads(answers.readline() or "{}")
        if "sheets" not in said:
            raise self._refusal(str(said.get("fault", "")))
        self.heads = [
            SheetHead(name, visible, height, [(row[0], row[1:]) for row in rows])
            for name, visible, height, rows in said["sheets"]
        ]
        self.sheet = choose(self.heads)
        self._height = next(head.height for head in self.heads if head.name == self.sheet)
        ask.write(json.dumps(self.sheet) + "\n")
        ask.flush()
        done = 0
        for line in answers:
            if line.startswith("{"):
                self._told = json.loads(line)
                continue
            if line == _END:
                return
            self._rows.write(line)
            done += 400
            progress(min(done, self._height), self._height, f"Reading {self.path.name}")
        raise self._refusal("")

    def _refusal(self, fault: str) -> UserError:
        name = self.path.name
        if fault == "password":
            return UserError(
                f"{name} is locked with a password.", "Save it without one, then import that."
            )
        if fault:
            return UserError(
                f"{name} can't be read as a spreadsheet; it may be damaged ({fault.rstrip('.')}).",
                "Open it in a spreadsheet program and save it anew, or export it as CSV.",
            )
        return UserError(
            f"{name} needs more than {MEGABYTES} MB or {SECONDS} seconds to be read: it is too"
            " large, damaged, or has a cell far away from its table.",
            "Copy the table alone into a new workbook, or export it as CSV.",
        )


@contextlib.contextmanager
def reachable(path: Path) -> Iterator[None]:
    """Say in a sentence that a file which was there has gone, or can be read no longer."""
    try:
        yield
    except OSError as fault:
        raise UserError(
            f"{path.name} can't be read any more: {fault.strerror or fault}.",
            "Put it back, or choose it again.",
        ) from fault


def _refuse_hostile(path: Path) -> None:
    """Refuse an archive that unfolds without measure or carries what no spreadsheet needs."""
    name = path.name
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if not any(part.filename in ("[Content_Types].xml", "mimetype") for part in parts):
                raise UserError(
                    f"{name} is a ZIP archive, not a spreadsheet.",
                    "Unpack it and import the list inside.",
                )
            total = sum(part.file_size for part in parts)
            swollen = any(
                part.file_size > SMALL and part.file_size > RATIO * max(1, part.compress_size)
                for part in parts
            )
            if total > LARGEST or swollen or len(parts) > MOST_PARTS:
                raise UserError(
                    f"{name} unfolds to {total / 1024**2:,.0f} MB in {len(parts):,} parts, which no"
                    " list does; it was not opened.",
                    "Export the list anew, best as CSV.",
                )
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as file:
                        start = file.read(4096)
                    if any(mark in start for mark in _DTD):
                        raise UserError(
                            f"{name} carries a document type, as no spreadsheet program writes;"
                            " it was not opened.",
                            "Export the list anew, best as CSV.",
                        )
    except DAMAGE as fault:
        raise UserError(
            f"{name} is damaged and can't be read as a spreadsheet ({fault}).",
            "Open it in a spreadsheet program and save it anew, or export it as CSV.",
        ) from fault
