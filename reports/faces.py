"""Which face draws a character, how wide it is, and what stands for it in the file."""

from bisect import bisect_right
from functools import cache
from itertools import accumulate
from typing import Any, NamedTuple

import resources
from reports.embedding import MEANT, loaded
from reports.scripts import arranged, same_way, seen, turns

REGULAR = "Regular"
MEDIUM = "Medium"
SEMIBOLD = "SemiBold"
CJK = "CJK"
SYMBOLS = "Symbols"
EMOJI = "Emoji"
HEBREW = "Hebrew"
ARABIC = "Arabic"

_FILES = {
    REGULAR: "fonts/IBMPlexSans-Regular.ttf",
    MEDIUM: "fonts/IBMPlexSans-Medium.ttf",
    SEMIBOLD: "fonts/IBMPlexSans-SemiBold.ttf",
    CJK: "fonts/WenQuanYiMicroHei.ttc",
    SYMBOLS: "fonts/DejaVuSans.ttf",
    EMOJI: "fonts/NotoEmoji-Regular.ttf",
    **{
        f"{script}{weight}": f"fonts/IBMPlexSans{script}-{weight}.ttf"
        for script in (HEBREW, ARABIC)
        for weight in (REGULAR, MEDIUM, SEMIBOLD)
    },
}
_LATIN = (REGULAR, MEDIUM, SEMIBOLD)
_FIRST_CJK = "\u2e80"
# Where the characters of a script stand, and the script whose face draws them in every weight.
_SCRIPTS = (
    ("\u0590", "\u05ff", HEBREW),
    ("\u0600", "\u06ff", ARABIC),
    ("\u0750", "\u077f", ARABIC),
    ("\ufb1d", "\ufb4f", HEBREW),
    ("\ufb50", "\ufdff", ARABIC),
    ("\ufe70", "\ufefc", ARABIC),
)
_HIGHEST = 0xFFFF
_PRIVATE = range(0xE000, 0xF900)
# What is drawn for a character that no face has: seen, and found in the text of the file.
SUBSTITUTE = "\u25a1"
ELLIPSIS = "\u2026"


class Face:
    """One loaded font: `widths` in ems by character, for the characters that it really draws.

    `stands_in` has for a character above U+FFFF the one that is written for it: the file's tables
    have no room for more, so it gets a private one, and the text itself is put beside it.
    """

    def __init__(self, name: str) -> None:
        # ASCII keeps its own codes in the Latin faces, which makes most strings free to encode.
        path = str(resources.path(_FILES[name]))
        self.font: Any = loaded(f"Pack-{name}", path, readable=name in _LATIN)
        inner = self.font.face
        drawn = {c: g for c, g in inner.charToGlyph.items() if g and c in inner.charWidths}
        self.widths: dict[str, float] = {chr(code): inner.charWidths[code] / 1000 for code in drawn}
        high = sorted(code for code in drawn if code > _HIGHEST)
        free = (code for code in _PRIVATE if code not in inner.charToGlyph)
        self.stands_in: dict[str, str] = {}
        for code, private in zip(high, free, strict=False):
            inner.charToGlyph[private] = drawn[code]
            inner.charWidths[private] = inner.charWidths[code]
            self.stands_in[chr(code)] = chr(private)
        for code in high[len(self.stands_in) :]:
            del self.widths[chr(code)]
        setattr(inner, MEANT, {ord(private): ord(c) for c, private in self.stands_in.items()})


@cache
def face(name: str) -> Face:
    """The face of that name; the fallbacks are read from disk only when a character asks."""
    return Face(name)


def face_of(character: str, weight: str) -> tuple[str, str]:
    """The face that draws `character`, and the character drawn: itself, or the substitute."""
    if character in face(weight).widths:
        return weight, character
    return _fallback(character, weight)


@cache
def _fallback(character: str, weight: str) -> tuple[str, str]:
    own = [f"{script}{weight}" for first, last, script in _SCRIPTS if first <= character <= last]
    if ord(character) > _HIGHEST:
        others = (EMOJI, SYMBOLS, CJK)
    else:
        others = (CJK, SYMBOLS, EMOJI) if character >= _FIRST_CJK else (SYMBOLS, CJK, EMOJI)
    for name in (*own, *others):
        if character in face(name).widths:
            return name, character
    return SYMBOLS, SUBSTITUTE


def runs(text: str, weight: str) -> list[tuple[str, str]]:
    """`text` cut where the face changes: (face, text) pairs in order."""
    cut: list[tuple[str, str]] = []
    for character in text:
        name, drawn = face_of(character, weight)
        if cut and cut[-1][0] == name:
            cut[-1] = (name, cut[-1][1] + drawn)
        else:
            cut.append((name, drawn))
    return cut


class Shown(NamedTuple):
    """Text ready to be drawn: its width in ems and (font resource, escaped string) pairs.

    `actual` is the text itself where what is drawn is not it sign for sign.
    """

    width: float
    parts: tuple[tuple[str, str], ...]
    actual: str = ""


_ESCAPED = tuple(
    f"\\{byte:03o}" if byte < 32 or byte > 126 else ("\\" if byte in b"()\\" else "") + chr(byte)
    for byte in range(256)
)
_ASCII_ESCAPES = str.maketrans({"(": r"\(", ")": r"\)", "\\": r"\\"})


class Typesetter:
    """Measures, breaks and encodes the text of one document; nothing is encoded undrawn."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._widths: dict[tuple[str, str], float] = {}
        self._shown: dict[tuple[str, str], Shown] = {}
        self._plain: dict[str, str] = {}

    def width(self, text: str, weight: str) -> float:
        """Width in ems; times the size it is points."""
        key = (text, weight)
        known = self._widths.get(key)
        if known is None:
            widths = face(weight).widths
            drawn = text if text.isascii() else arranged(text)
            try:
                known = sum(map(widths.__getitem__, drawn))
            except KeyError:
                known = sum(_advances(drawn, weight))
            self._widths[key] = known
        return known

    def show(self, text: str, weight: str) -> Shown:
        key = (text, weight)
        known = self._shown.get(key)
        if known is None:
            known = self._shown[key] = self._encode(text, weight)
        return known

    def _encode(self, text: str, weight: str) -> Shown:
        width = self.width(text, weight)
        if text.isascii():
            resource = self._plain.get(weight)
            if resource is None:
                resource = face(weight).font.getSubsetInternalName(
                    face(weight).font.splitString(" ", self._document)[0][0], self._document
                )
                self._plain[weight] = resource
            # Looking first is a tenth of the work.
            if "(" in text or ")" in text or "\\" in text:
                text = text.translate(_ASCII_ESCAPES)
            return Shown(width, ((resource, text),))
        parts = []
        drawn = arranged(text)
        cut = runs(drawn, weight)
        actual = "" if drawn == text else seen(text)
        for name, run in cut:
            font, stands_in = face(name).font, face(name).stands_in
            if stands_in and any(character > "\uffff" for character in run):
                run, actual = "".join(stands_in.get(c, c) for c in run), seen(text)
            for subset, codes in font.splitString(run, self._document):
                resource = font.getSubsetInternalName(subset, self._document)
                parts.append((resource, "".join(map(_ESCAPED.__getitem__, codes))))
        if not actual and SUBSTITUTE in (run := "".join(run for _, run in cut)) and run != text:
            actual = seen(text)
        return Shown(width, tuple(parts), actual)

    def fit(self, text: str, weight: str, size: float, width: float) -> str:
        """`text`, or as much of it as `width` points hold, with an ellipsis."""
        if self.width(text, weight) * size <= width:
            return text
        room = width / size - face(weight).widths[ELLIPSIS]
        if turns(text):
            count = bisect_right(
                range(1, len(text)), room, key=lambda n: self.width(text[:n], weight)
            )
        else:
            count = bisect_right(list(accumulate(_advances(text, weight))), room)
        return text[:count].rstrip(" ,;.–-(") + ELLIPSIS

    def fit_ends(self, text: str, weight: str, size: float, width: float, tail: float = 0.6) -> str:
        """As `fit`, but cut inside: `tail` is the share of the room that goes to the end."""
        if self.width(text, weight) * size <= width:
            return text
        if turns(text):
            return self.fit(text, weight, size, width)
        room = width / size - face(weight).widths[ELLIPSIS]
        wide = _advances(text, weight)
        last = bisect_right(list(accumulate(reversed(wide))), room * tail)
        first = bisect_right(list(accumulate(wide)), room - sum(wide[len(wide) - last :]))
        return text[:first] + ELLIPSIS + text[len(text) - last :]

    def wrap(self, text: str, weight: str, size: float, width: float, most: int = 0) -> list[str]:
        """Lines of at most `width` points; with `most`, the last of that many ends in an ellipsis.

        A word that is wider than a line is broken between two characters.
        """
        lines = self._lines(text, weight, width / size)
        if most and len(lines) > most:
            cut = self.fit(f"{lines[most - 1]} {lines[most]}", weight, size, width)
            lines = [*lines[: most - 1], cut]
        return lines

    def _lines(self, text: str, weight: str, room: float) -> list[str]:
        space = face(weight).widths[" "]
        lines: list[str] = []
        line, used = "", 0.0
        for word in text.split():
            wide = self.width(word, weight)
            if line and used + space + wide <= room:
                line, used = f"{line} {word}", used + space + wide
            elif wide <= room:
                lines.append(line)
                line, used = word, wide
            else:
                *whole, line = _broken(f"{line} {word}" if line else word, weight, room)
                lines.extend(whole)
                used = self.width(line, weight)
        found = [line for line in (*lines, line) if line]
        return same_way(found) if len(found) > 1 and turns(text) else found


def _advances(text: str, weight: str) -> list[float]:
    advances = []
    for character in text:
        name, drawn = face_of(character, weight)
        advances.append(face(name).widths[drawn])
    return advances


def _broken(word: str, weight: str, room: float) -> list[str]:
    pieces, start, used = [], 0, 0.0
    for at, advance in enumerate(_advances(word, weight)):
        if used + advance > room and at > start:
            pieces.append(word[start:at])
            start, used = at, 0.0
        used += advance
    pieces.append(word[start:])
    return pieces
