"""Records of a text table (CSV and its kin), by the encoding and delimiter that it plainly uses."""

import codecs
import contextlib
import csv
import hashlib
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from models.errors import UserError
from models.intake.encodings import (
    MOST_LINES,
    NAMES,
    Reading,
    codec_of,
    lines_beyond_ascii,
    readings,
)
from models.intake.header_rows import count_text
from models.intake.quotes import unclosed
from models.intake.workbook import Cell, reachable

HEAD = 256 * 1024
LONGEST_LINE = 2 * 1024 * 1024
DELIMITERS = (",", ";", "\t", "|")
SINGLE_BYTE = ("cp1252", "cp1250")

_BLOCK = 1024 * 1024
_ASCII = bytes(range(128))
_TINY = 64  # bytes; of so few even one control character is no stray one
_CONTROLS = bytes(c for c in (*range(32), 127) if c not in b"\t\r\n")
# These bytes stand for nothing in the encoding, so text in it never holds them.
_UNDEFINED = {
    name: bytes(c for c in range(128, 256) if not bytes([c]).decode(name, "ignore"))
    for name in SINGLE_BYTE
}
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WRITTEN = {codec: label.partition(" (")[0] for label, codec in NAMES.values()}
# UTF-8 that was read as Windows-1252 and saved as UTF-8 again: Ã¼ for ü, â€™ for ’.
_TWICE = re.compile(rb"\xc3\x83\xc2[\xa0-\xbf]|\xc3\xa2\xe2\x82\xac")


class TextFile:
    """One text table. `settle` has to run before `records` is asked for the whole of it."""

    def __init__(self, path: Path, head: bytes, encoding: str = "") -> None:
        """`encoding` is what a person says; without one the bytes have to show it."""
        self.path = path
        self.sha256 = ""
        whole = len(head) < HEAD
        self.stated = codec_of(encoding) if encoding else ""
        self._beyond: list[bytes] = []
        self._twice = self._mixed = False
        self.encoding = _encoding_of(path, head, whole=whole, stated=self.stated)
        if self.stated and self.encoding == self.stated:
            decoder = codecs.getincrementaldecoder(self.stated)()
            if not _decodes(decoder, head, final=whole):
                raise _other_encoding(path, self.stated)
            if not self.stated.startswith("utf"):
                self._beyond = lines_beyond_ascii(head if whole else head.rpartition(b"\n")[0])
        elif self.encoding in SINGLE_BYTE:
            self._choose(lines_beyond_ascii(head if whole else head.rpartition(b"\n")[0]))
        self._dirty = self._marked or _controls(head) > 0
        self._broken = False
        try:
            lines = list(itertools.islice(self._lines(whole), 400))
        except UnicodeDecodeError:  # a byte that the first lines did not show; `settle` decides
            lines = list(itertools.islice(self._lines(whole=False), 400))
        stated = re.match(r'"?sep=(.)"?\s*$', lines[0]) if lines else None
        self.preamble = 1 if stated else 0
        self.delimiter = stated[1] if stated else _delimiter_of(lines)
        if whole and b'"' in head:
            # Known before anything is said of columns that the mark has swallowed.
            with contextlib.suppress(UnicodeDecodeError):  # that is for `settle` to say
                self._refuse_unclosed()
        self.per_byte = len(lines) / max(1, sum(map(len, lines)))

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know of how the text was read."""
        if self._broken:
            return ("Some characters of the file are no UTF-8 and show as “\ufffd”.",)
        if self._twice:
            twice = "before it was saved its text was once read in another encoding than it was in"
            return (f"Letters such as “Ã¼” are in the file itself: {twice}.",)
        if not self._beyond or self.stated:
            return ()
        written = _WRITTEN[self.encoding]
        if self._mixed:
            wrong = "check that names with accents look right, or export it again"
            return (f"Read as {written}, but parts of it are in UTF-8; {wrong}.",)
        said = f"Read as {written}; check that names with accents look right"
        other = next((one for one in self.readings if one.codec != self.encoding), None)
        mine = next((one for one in self.readings if one.codec == self.encoding), None)
        if other is None or mine is None:
            return (f"{said}.",)
        a, b = next((a, b) for a, b in zip(mine.cells, other.cells, strict=False) if a != b)
        return (f"{said}: “{a}” would be “{b}” in {_WRITTEN[other.codec]}.",)

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Where the bytes leave open which encoding they are in: each with the file's own cells.

        The one that it is read in stands first.
        """
        found = readings(self._beyond) if self._beyond else ()
        if len(found) < 2:
            return ()
        return tuple(sorted(found, key=lambda one: one.codec != self.encoding))

    def _choose(self, lines: list[bytes]) -> None:
        """Take the likeliest encoding of these lines beyond ASCII."""
        self._beyond = lines
        utf8 = sum(
            _decodes(codecs.getincrementaldecoder("utf-8")(), line, final=True) for line in lines
        )
        self._mixed = 0 < utf8 < len(lines)
        found = readings(lines)
        if not found:
            raise _unknown_encoding(self.path)
        self.encoding = found[0].codec

    @property
    def written(self) -> str:
        """The encoding that it is read in, as a person calls it."""
        if self.encoding in _WRITTEN:
            return _WRITTEN[self.encoding]
        return "UTF-16" if self.encoding.startswith("utf-16") else "UTF-8"

    @property
    def _marked(self) -> bool:
        """Whether the file says itself what it is in, so that a stray byte is only damage."""
        return self.encoding == "utf-8-sig" or self.encoding.startswith("utf-16")

    def estimate(self) -> int:
        """About how many lines the file has, from its size."""
        width = 2 if self.encoding.startswith("utf-16") else 1
        return int(self.path.stat().st_size / width * self.per_byte)

    def records(self) -> Iterator[tuple[int, list[Cell]]]:
        """Every record with the physical line that it begins in, the first line being 1."""
        # Any, because a list of text is a list of cells and nobody else holds it.
        reader: Any = csv.reader(self._lines(whole=True), delimiter=self.delimiter)
        line = 0
        try:
            for cells in reader:
                if line >= self.preamble:
                    yield line + 1, cells
                line = reader.line_num
        except csv.Error as fault:
            raise UserError(
                f"Line {line + 1} of {self.path.name} holds a cell that never ends ({fault}).",
                "Look for a quotation mark that is opened and not closed.",
            ) from fault

    def settle(self) -> None:
        """Read every byte once: the digest, the encoding for certain, and lines that never end.

        Raises UserError where the text is in no encoding known here, or is no table.
        """
        digest = hashlib.sha256()
        decoder = codecs.getincrementaldecoder("utf-8")()
        utf8 = self.encoding.startswith("utf-8")
        controls = quotes = unbroken = 0
        undefined = dict.fromkeys(SINGLE_BYTE, 0)
        beyond: list[bytes] = []
        stated = codecs.getincrementaldecoder(self.stated)() if self.stated else None
        with reachable(self.path), self.path.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
                if stated and not _decodes(stated, block):
                    raise _other_encoding(self.path, self.stated)
                if not block.isascii():
                    if len(beyond) < MOST_LINES:
                        beyond += lines_beyond_ascii(block, MOST_LINES - len(beyond))
                    self._twice = self._twice or (utf8 and _TWICE.search(block) is not None)
                    utf8 = utf8 and _decodes(decoder, block)
                    for name, bytes_ in _UNDEFINED.items():
                        undefined[name] += len(block) - len(block.translate(None, bytes_))
                controls += _controls(block)
                quotes += block.count(b'"')
                unbroken = 0 if b"\n" in block or b"\r" in block else unbroken + len(block)
                if unbroken >= LONGEST_LINE:
                    raise _endless(self.path)
        self.sha256 = digest.hexdigest()
        utf8 = utf8 and _decodes(decoder, b"", final=True)
        self._broken = self.encoding == "utf-8-sig" and not utf8
        if not self._marked and not utf8 and not self.stated:
            possible = [name for name, count in undefined.items() if not count]
            if not self._beyond:
                # The first part of the file was ASCII alone.
                self._choose(beyond)
            if self.encoding in SINGLE_BYTE and self.encoding not in possible:
                if not possible:
                    raise _unknown_encoding(self.path)
                self.encoding = possible[0]
        self._dirty = controls > 0 or self.encoding.startswith("utf-16")
        if quotes:
            self._refuse_unclosed()

    def _lines(self, whole: bool) -> Iterator[str]:
        errors = "strict" if whole and not self._marked else "replace"
        with (
            reachable(self.path),
            self.path.open(encoding=self.encoding, errors=errors, newline="") as file,
        ):
            if whole:
                lines: Iterator[str] = file
            else:
                # The last line of the head may be torn.
                lines = iter(file.read(HEAD).splitlines(keepends=True)[:-1])
            if self._dirty:
                lines = (CONTROL_CHARACTERS.sub("", line) for line in lines)
            yield from lines

    def _refuse_unclosed(self) -> None:
        """Raise UserError where rows hide in one cell behind a quotation mark."""
        if found := unclosed(lambda: self._lines(whole=True), self.delimiter):
            rows = f", so lines {found.line:,} to {found.last:,} would be one row"
            raise UserError(
                f"A quotation mark that opens in line {found.line:,} of {self.path.name} is not"
                f" closed{rows if found.last > found.line else ''}.",
                "Close it or take it out, then try again.",
            )


def _controls(block: bytes) -> int:
    return len(block) - len(block.translate(None, _CONTROLS))


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


def _encoding_of(path: Path, head: bytes, *, whole: bool, stated: str) -> str:
    """By byte-order mark, then UTF-16 without one, then strict UTF-8, then the Windows ones.

    A mark is believed before what a person states, and that before anything else.
    """
    if not whole and b"\n" not in head and b"\r" not in head:
        with path.open("rb") as file:
            more = file.read(LONGEST_LINE)
        if len(more) == LONGEST_LINE and b"\n" not in more and b"\r" not in more:
            raise _endless(path)
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    if stated and stated != "utf-16":
        return stated
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) > len(head) // 5 and min(even, odd) < len(head) // 20:
        return "utf-16-le" if odd > even else "utf-16-be"
    controls = _controls(head)
    if controls > (max(3, len(head) // 20) if len(head) > _TINY else 0):
        raise _binary(path)
    if _decodes(codecs.getincrementaldecoder("utf-8")(), head, final=whole):
        return "utf-8"
    if len(head.translate(None, _ASCII)) > len(head) // 2:
        raise _binary(path)  # letters with accents are never the most of a text
    return SINGLE_BYTE[0]


def _delimiter_of(lines: list[str]) -> str:
    """The one that gives the most rows of one width, the row of headers among them."""
    best, best_score = ",", 0.0
    for mark in DELIMITERS:
        try:
            rows = [row for row in csv.reader(lines, delimiter=mark) if any(row)]
        except csv.Error:
            continue
        if not rows:
            continue
        widths = Counter(map(len, rows))
        width, count = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
        if width < 2:
            continue
        headers = max(rows[:25], key=count_text)
        score = (count / len(rows)) ** 3 * min(width - 1, 6) * (1 if len(headers) == width else 0.1)
        if score > best_score:
            best, best_score = mark, score
    return best


def _binary(path: Path) -> UserError:
    return UserError(
        f"{path.name} is a binary file, not a list.",
        "Export the list as CSV or XLSX and import that.",
    )


def _endless(path: Path) -> UserError:
    return UserError(
        f"{path.name} has a line of more than 2 MB, so it is no list.",
        "Export the list again, one row a line.",
    )


def _other_encoding(path: Path, codec: str) -> UserError:
    return UserError(
        f"{path.name} is not in {_WRITTEN[codec]}, as was said.", "Choose another encoding."
    )


def _unknown_encoding(path: Path) -> UserError:
    return UserError(
        f"The text of {path.name} is in no encoding that is known here.",
        "Save it as CSV in UTF-8, then try again.",
    )
