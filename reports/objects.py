"""Objects of a document that are written packed together, beside those that reportlab writes.

A tree has thousands of small ones: loose they are two thirds of a file, packed a tenth of that.
"""

import re
import zlib
from typing import Any

# reportlab counts on while it writes: a few objects for each page, and five for each part of a
# face. Packed objects are numbered after all that. A gap costs nothing, but readers take a number
# that is too high for the file's size for damage.
_ROOM = 64
_ROOM_OF_PAGE = 8
_ROOM_OF_PART = 6
_QUICK = 1  # a third of the time for a fifth more bytes, of which there are few by now
_MOST = 256  # objects in one stream: a place in it takes one byte
_LINE = 20  # bytes of an entry in reportlab's own table of places
_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_FREE, _LOOSE, _HELD = 0, 1, 2
_NEXT = b"\x02\0\0\0\0\0\x01"  # the one after the entry before, in the same stream


class Packed:
    """The objects of one document, by number, as their text stands in the file.

    Made when all of its text is set: no face may get another part after that.
    """

    def __init__(self, document: Any, pages: int) -> None:
        parts = sum(len(font.state[document].subsets) for font in document.delayedFonts)
        room = _ROOM + _ROOM_OF_PAGE * pages + _ROOM_OF_PART * parts
        self.first: int = document.objectcounter + room
        self._texts: list[str] = []
        self._shared: dict[str, str] = {}

    def number(self) -> int:
        """The number of an object that is put later."""
        self._texts.append("null")
        return self.first + len(self._texts) - 1

    def put(self, number: int, text: str) -> None:
        self._texts[number - self.first] = text

    def shared(self, text: str) -> str:
        """A reference to an object that many others have in common."""
        known = self._shared.get(text)
        if known is None:
            number = self.number()
            self.put(number, text)
            known = self._shared[text] = f"{number} 0 R"
        return known

    def groups(self) -> list[list[str]]:
        """The objects' texts in order, as many together as one stream holds."""
        return [self._texts[at : at + _MOST] for at in range(0, len(self._texts), _MOST)]


def raw(text: bytes) -> Any:
    """An object that reportlab writes as it is."""
    made = _raw_class()()
    made.text = text
    return made


def stream(told: str, content: bytes) -> bytes:
    """A packed stream as it stands in the file; `told` is what its dictionary says besides."""
    packed = zlib.compress(content, _QUICK)
    head = f"<<{told}/Filter/FlateDecode/Length {len(packed)}>>\nstream\n"
    return head.encode("latin-1") + packed + b"\nendstream\n"


def finished(canvas: Any, packed: Packed) -> bytes:
    """The whole file: what reportlab wrote, the packed objects, and where each is found.

    Its table of places gives way to a stream, which alone can tell of packed objects.
    """
    for page in canvas._doc.Pages.pages:
        if page.stream and not page.Contents:
            page.Contents = raw(stream("", page.stream.encode("latin-1")))
    loose = bytes(canvas.getpdfdata())
    end = _END.search(loose)
    if end is None:
        raise ValueError("the table of places is not where it was")
    at = int(end[1])
    file, size, table = [loose[:at]], at, _Table()
    count, first, groups = _loose(loose, at, table), packed.first, packed.groups()
    if count > first:
        raise ValueError("the document has more objects than there was room for")
    number, places = first + sum(map(len, groups)), []
    for holder, texts in enumerate(groups, number):
        table.add(_HELD, holder, 0)
        table.follow(len(texts) - 1)
        places.append(size)
        file.append(b"%d 0 obj\n%sendobj\n" % (holder, _together(first, texts)))
        size += len(file[-1])
        first += len(texts)
    for place in (*places, size):
        table.add(_LOOSE, place, 0)
    number += len(groups)
    told = (
        f"/Type/XRef/Size {number + 1}/Index[0 {count} {packed.first} {number + 1 - packed.first}]"
        f"/W[1 4 1]/DecodeParms<</Predictor 12/Columns 6>>{_trailer(loose[at:])}"
    )
    file.append(b"%d 0 obj\n%sendobj\n" % (number, stream(told, table.content())))
    file.append(b"startxref\n%d\n%%%%EOF\n" % size)
    return b"".join(file)


class _Table:
    """Where objects are: kind, place or stream, and index; each entry as its change to the last."""

    def __init__(self) -> None:
        self._rows: list[bytes] = []
        self._last = bytes(6)

    def add(self, kind: int, place: int, index: int) -> None:
        row = bytes((kind,)) + place.to_bytes(4, "big") + bytes((index,))
        change = bytes((new - old) & 255 for new, old in zip(row, self._last, strict=True))
        self._rows.append(b"\x02" + change)
        self._last = row

    def follow(self, count: int) -> None:
        """As many entries more in the stream of the last one."""
        self._rows.append(_NEXT * count)
        self._last = self._last[:5] + bytes((self._last[5] + count,))

    def content(self) -> bytes:
        return b"".join(self._rows)


def _loose(file: bytes, at: int, table: _Table) -> int:
    """Take over what reportlab's table at `at` says; the number of its entries."""
    _, span, _ = file[at : at + 40].split(b"\n", 2)
    count = int(span.split()[1])
    first = at + len(b"xref\n") + len(span) + 1
    for start in range(first, first + count * _LINE, _LINE):
        used = file[start + 17 : start + 18] == b"n"
        table.add(_LOOSE if used else _FREE, int(file[start : start + 10]), 0)
    return count


def _together(first: int, texts: list[str]) -> bytes:
    heads, place = [], 0
    for number, text in enumerate(texts, first):
        heads.append(f"{number} {place}")
        place += len(text) + 1
    head = " ".join(heads) + "\n"
    content = (head + "\n".join(texts)).encode("latin-1")
    return stream(f"/Type/ObjStm/N {len(texts)}/First {len(head)}", content)


def _trailer(text: bytes) -> str:
    """What reportlab's trailer says of the document, without its size."""
    parts = []
    for name in ("Root", "Info"):
        found = re.search(rf"/{name} (\d+ 0 R)".encode(), text)
        if found is None:
            raise ValueError(f"the trailer has no {name}")
        parts.append(f"/{name} {found[1].decode()}")
    mark = re.search(rb"/ID\s*(\[\s*<\w*>\s*<\w*>\s*\])", text)
    return "".join((*parts, f"/ID{mark[1].decode()}" if mark else ""))


_made: list[Any] = []


def _raw_class() -> Any:
    if not _made:
        from reportlab.pdfbase.pdfdoc import PDFObject

        class Raw(PDFObject):
            """An object whose text is ready."""

            __RefOnly__ = 1
            text = b""

            def format(self, document: Any) -> bytes:
                return self.text

        _made.append(Raw)
    return _made[0]
