"""Fonts inside a form, whole so that it can be typed into, or thinned to the signs it shows."""

import struct
import zlib
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from reports.faces import CJK, REGULAR, SUBSTITUTE, SYMBOLS, face, face_of

if TYPE_CHECKING:
    import pikepdf

# What a reader needs to draw glyphs by their number; layout tables only make the file larger.
_TABLES = ("cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep")
# What else a reader may look at to find the glyph of a sign that is typed.
_TYPING = ("OS/2", "cmap", "name", "post")
_MORE, _WORDS, _SCALE, _PAIR, _MATRIX = 0x20, 0x01, 0x08, 0x40, 0x80
NAMES = {REGULAR: "AdSans", CJK: "AdHan", SYMBOLS: "AdSymbols"}


class FormFonts:
    """The fonts of one form: a whole one to type in, and thinned ones for what else it shows.

    With `han` the whole one covers Chinese, Japanese and Korean too, and adds about 3 MB.
    """

    def __init__(self, pdf: "pikepdf.Pdf", *, han: bool) -> None:
        self._pdf = pdf
        self.typing = CJK if han else REGULAR
        self._used: dict[str, set[str]] = {}
        self._made: dict[str, pikepdf.Object] = {}

    def encoded(self, text: str) -> list[tuple[str, str]]:
        """`text` as (resource name, hexadecimal glyphs) where the face changes."""
        parts = []
        for name, run in field_runs(text):
            self._used.setdefault(name, set()).update(run)
            glyphs = face(name).font.face.charToGlyph
            parts.append((NAMES[name], "".join(f"{glyphs[ord(sign)]:04X}" for sign in run)))
        return parts

    def place(self, name: str) -> "pikepdf.Object":
        """The object that will be the font of that face; it is filled in by `finish`."""
        import pikepdf

        if name not in self._made:
            self._made[name] = self._pdf.make_indirect(pikepdf.Dictionary())
        return self._made[name]

    def resources(self, parts: Iterable[tuple[str, str]]) -> "pikepdf.Dictionary":
        """The font resources that some encoded text needs."""
        import pikepdf

        by_resource = {resource: name for name, resource in NAMES.items()}
        used = dict.fromkeys(resource for resource, _ in parts)
        return pikepdf.Dictionary({f"/{one}": self.place(by_resource[one]) for one in used})

    def finish(self) -> None:
        """Write every font that was asked for; call it when all text is encoded."""
        for name, font in self._made.items():
            whole = name == self.typing
            signs = set(face(name).widths) if whole else self._used.get(name, set())
            made = _font(self._pdf, name, signs, whole=whole)
            for key, value in made.items():
                font[key] = value


def field_face(sign: str) -> tuple[str, str]:
    """The face of a form that draws a sign, and what is drawn: itself, or the substitute.

    A field has fewer faces than a page: a reader sets the other scripts in its own.
    """
    name, drawn = face_of(sign, REGULAR)
    if name in NAMES:
        return name, drawn
    others = (other for other in (SYMBOLS, CJK) if ord(sign) <= 0xFFFF)
    return next(
        ((other, sign) for other in others if sign in face(other).widths), (SYMBOLS, SUBSTITUTE)
    )


def field_runs(text: str) -> list[tuple[str, str]]:
    """`text` cut where the face of a form changes: (face, text) pairs in order."""
    drawn = map(field_face, text)
    return [
        (name, "".join(sign for _, sign in run))
        for name, run in groupby(drawn, key=lambda pair: pair[0])
    ]


def advances(text: str) -> list[float]:
    """How wide each sign of a line is in ems, as it is drawn in a field."""
    return [face(name).widths[sign] for name, run in field_runs(text) for sign in run]


def _font(pdf: "pikepdf.Pdf", name: str, signs: set[str], *, whole: bool) -> "pikepdf.Dictionary":
    from pikepdf import Array, Dictionary, Name, Stream

    inner = face(name).font.face
    glyphs = {inner.charToGlyph[ord(sign)]: sign for sign in sorted(signs, reverse=True)}
    if whole:
        packed, length = _whole(name)
    else:
        data = _sfnt(name, frozenset(glyphs))
        packed, length = zlib.compress(data), len(data)
    # The tag says that signs are missing; it follows from them, so that the same form is the same.
    tag = "" if whole else f"{_tag(glyphs)}+"
    base = Name(f"/{tag}{inner.name.decode('ascii')}")
    file = Stream(pdf, packed, Filter=Name.FlateDecode, Length1=length)
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=base,
        Flags=4,
        FontBBox=Array([round(edge) for edge in inner.bbox]),
        ItalicAngle=0,
        Ascent=round(inner.ascent),
        Descent=round(inner.descent),
        CapHeight=round(inner.capHeight),
        StemV=round(inner.stemV),
        FontFile2=pdf.make_indirect(file),
    )
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=base,
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        DW=round(inner.defaultWidth),
        W=_widths(name, glyphs),
        CIDToGIDMap=Name.Identity,
    )
    unicode = Stream(pdf, _to_unicode(glyphs))
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=base,
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(descendant)]),
        ToUnicode=pdf.make_indirect(unicode),
    )


def _tag(glyphs: Iterable[int]) -> str:
    seed = zlib.crc32(",".join(map(str, sorted(glyphs))).encode())
    return "".join(chr(65 + seed // 26**place % 26) for place in range(6))


def _widths(name: str, glyphs: dict[int, str]) -> "pikepdf.Array":
    from pikepdf import Array

    widths: Any = face(name).widths
    rows: list[Any] = []
    last = -2
    for glyph in sorted(glyphs):
        wide = round(widths[glyphs[glyph]] * 1000)
        if glyph == last + 1:
            rows[-1].append(wide)
        else:
            rows.extend((glyph, [wide]))
        last = glyph
    return Array([Array(row) if isinstance(row, list) else row for row in rows])


def _to_unicode(glyphs: dict[int, str]) -> bytes:
    """Which character each glyph is: readers find words by it, and glyphs for what is typed."""
    runs_: list[list[int]] = []
    for glyph, sign in sorted(glyphs.items()):
        code = ord(sign)
        last = runs_[-1] if runs_ else [0, -2, 0]
        # A run goes on while both numbers do, and the last byte of both does not begin anew.
        if (
            glyph == last[1] + 1
            and code == last[2] + glyph - last[0]
            and glyph & 255
            and code & 255
        ):
            last[1] = glyph
        else:
            runs_.append([glyph, glyph, code])
    lines = [f"<{first:04X}> <{last:04X}> <{code:04X}>" for first, last, code in runs_]
    blocks = []
    for start in range(0, len(lines), 100):
        block = lines[start : start + 100]
        blocks.append(f"{len(block)} beginbfrange\n" + "\n".join(block) + "\nendbfrange")
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        + "\n".join(blocks)
        + "\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    ).encode("ascii")


@cache
def _whole(name: str) -> tuple[bytes, int]:
    """The packed file of a whole face, made once: the large one takes half a second."""
    data = _sfnt(name, None)
    return zlib.compress(data, 6), len(data)


def _sfnt(name: str, glyphs: frozenset[int] | None) -> bytes:
    """A TrueType file of the face; with `glyphs` all others are empty and keep their numbers."""
    inner = face(name).font.face
    wanted = _TABLES if glyphs is not None else (*_TABLES, *_TYPING)
    tables = {tag: bytes(inner.get_table(tag)) for tag in wanted if tag in inner.table}
    if glyphs is not None:
        _thin(tables, {0, *glyphs})
    count = len(tables)
    exponent = count.bit_length() - 1
    span = 16 << exponent
    head = struct.pack(">IHHHH", 0x00010000, count, span, exponent, count * 16 - span)
    place, entries, body = 12 + 16 * count, b"", b""
    for tag, data in sorted(tables.items()):
        padded = data + b"\0" * (-len(data) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        entries += struct.pack(">4sIII", tag.encode("ascii"), total, place + len(body), len(data))
        body += padded
    return head + entries + body


def _thin(tables: dict[str, bytes], wanted: set[int]) -> None:
    """Empty the outlines of every glyph that is neither wanted nor part of one that is."""
    count = struct.unpack(">H", tables["maxp"][4:6])[0]
    long = struct.unpack(">h", tables["head"][50:52])[0] == 1
    form = f">{count + 1}{'I' if long else 'H'}"
    offsets = [place * (1 if long else 2) for place in struct.unpack(form, tables["loca"])]
    outlines = tables["glyf"]
    waiting = list(wanted)
    while waiting:
        glyph = waiting.pop()
        for part in _parts_of(outlines[offsets[glyph] : offsets[glyph + 1]]):
            if part not in wanted:
                wanted.add(part)
                waiting.append(part)
    kept, places = bytearray(), []
    for glyph in range(count):
        places.append(len(kept))
        if glyph in wanted:
            kept += outlines[offsets[glyph] : offsets[glyph + 1]]
            kept += b"\0" * (-len(kept) % 4)
    places.append(len(kept))
    tables["glyf"] = bytes(kept) or b"\0\0\0\0"
    tables["loca"] = struct.pack(f">{count + 1}I", *places)
    tables["head"] = tables["head"][:50] + struct.pack(">h", 1) + tables["head"][52:]


def _parts_of(outline: bytes) -> Iterable[int]:
    """The glyphs that a glyph is put together from."""
    if len(outline) < 10 or struct.unpack(">h", outline[:2])[0] >= 0:
        return
    place = 10
    while True:
        flags, glyph = struct.unpack(">HH", outline[place : place + 4])
        yield glyph
        place += 8 if flags & _WORDS else 6
        place += 2 if flags & _SCALE else 4 if flags & _PAIR else 8 if flags & _MATRIX else 0
        if not flags & _MORE:
            return
