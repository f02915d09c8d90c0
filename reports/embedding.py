"""A face as a document carries it: the signs that it uses, how wide they are, what they mean.

Most documents use the same signs of a face: what was cut out for one serves the next.
"""

import zlib
from functools import cache, lru_cache
from typing import Any, NamedTuple

from reports.objects import raw

_SYMBOLIC, _NOT_SYMBOLIC = 1 << 2, 1 << 5
MEANT = "meant"  # of a face: what its private codes stand in for
_KEPT = 24  # parts of faces, of about 15 kB each


class _Part(NamedTuple):
    """At most 256 signs of a face: its file, what its codes mean, and their widths."""

    file: bytes
    meaning: bytes
    widths: str


def loaded(name: str, path: str, *, readable: bool) -> Any:
    """A face to be used in documents; with `readable`, ASCII keeps its own codes in it."""
    return _font_class()(name, path, asciiReadable=readable, shapable=False)


@lru_cache(maxsize=_KEPT)
def _part(inner: Any, name: str, signs: tuple[int, ...]) -> _Part:
    from reportlab.pdfbase.ttfonts import makeToUnicodeCMap

    file = inner.makeSubset(signs)
    meaning = _meant(makeToUnicodeCMap(name, signs), inner, signs).encode("latin-1")
    widths = " ".join(f"{inner.getCharWidth(sign):.6g}" for sign in signs)
    return _Part(_stream(f"/Length1 {len(file)}", file), _stream("", meaning), widths)


def _meant(table: str, inner: Any, signs: tuple[int, ...]) -> str:
    """The table of what codes mean, with the characters that private ones stand in for."""
    for private, meant in getattr(inner, MEANT, {}).items():
        if private in signs:
            pair = chr(meant).encode("utf-16-be").hex().upper()
            table = table.replace(f"<{private:04X}>", f"<{pair}>")
    return table


def _stream(told: str, content: bytes) -> bytes:
    packed = zlib.compress(content)
    head = f"<<{told}/Filter/FlateDecode/Length {len(packed)}>>\nstream\n"
    return head.encode("latin-1") + packed + b"\nendstream\n"


def _descriptor(inner: Any, name: str, file: str) -> str:
    flags = inner.flags & ~_NOT_SYMBOLIC | _SYMBOLIC
    box = " ".join(f"{edge:.6g}" for edge in inner.bbox)
    return (
        f"<</Type/FontDescriptor/FontName/{name}/Flags {flags}/FontBBox[{box}]"
        f"/ItalicAngle {inner.italicAngle:.6g}/Ascent {inner.ascent:.6g}"
        f"/Descent {inner.descent:.6g}/CapHeight {inner.capHeight:.6g}/StemV {inner.stemV:.6g}"
        f"/MissingWidth {inner.defaultWidth:.6g}/FontFile2 {file}>>"
    )


@cache
def _font_class() -> Any:
    from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

    class Font(TTFont):
        """Puts itself into a document in ready-made parts."""

        def addObjects(self, doc: Any) -> None:  # noqa: N802 - as reportlab calls it
            def put(text: bytes, name: str | None = None) -> str:
                reference: str = doc.Reference(raw(text), name).format(doc).decode("ascii")
                return reference

            state, inner = self.state[doc], self.face
            state.frozen = 1
            fonts = doc.idToObject["BasicFonts"].dict
            for number, signs in enumerate(state.subsets):
                own = b"".join((SUBSETN(number), b"+", inner.name, inner.subfontNameX))
                name = own.decode("ascii")
                part = _part(inner, name, tuple(signs))
                descriptor = put(_descriptor(inner, name, put(part.file)).encode("latin-1"))
                key = self.getSubsetInternalName(number, doc)[1:]
                text = (
                    f"<</Type/Font/Subtype/TrueType/BaseFont/{name}/Name/{key}/FirstChar 0"
                    f"/LastChar {len(signs) - 1}/Widths[{part.widths}]"
                    f"/FontDescriptor {descriptor}/ToUnicode {put(part.meaning)}>>"
                )
                fonts[key] = raw(text.encode("latin-1"))
                doc.Reference(fonts[key], key)
            del self.state[doc]

    return Font
