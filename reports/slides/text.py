"""Text of a slide: which face, how wide it is, and how it is written into the file."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from html import escape
from typing import NamedTuple

from reports import style
from reports.faces import SEMIBOLD, face, face_of
from reports.sheet import END, LEFT, Box
from reports.style import HEIGHT, WIDTH, Type

# A slide of 16 to 9, as projectors have it: the page is drawn a little wider and less high, which
# leaves room for a face that every machine has in place of the pack's own.
EMU = 12_700
SLIDE_WIDTH, SLIDE_HEIGHT = 960.0, 540.0
KX, KY = SLIDE_WIDTH / WIDTH, SLIDE_HEIGHT / HEIGHT
FACE = "Arial"
ASCENT, NATURAL = 0.905, 1.15  # of its size: where its baseline stands, how high its line is

_ROOM = 1.2  # of its size: the height of a box for one line, whichever face is there

# What XML 1.0 can't hold, and what is no character at all.
_REFUSED = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Colours that the theme has a name for, so that a presenter can change them in one place.
SCHEME = {
    style.INK: "tx1",
    style.WHITE: "bg1",
    style.SECOND: "tx2",
    style.PANEL: "bg2",
    style.ACCENT: "accent1",
    style.LOSSES: "accent2",
    style.PIPELINE: "accent3",
    style.MET: "accent4",
    style.RISK: "accent5",
    style.GAP: "accent6",
}


def emu(points: float) -> int:
    return round(points * EMU)


@cache
def colour(value: str) -> str:
    name = SCHEME.get(value.upper())
    if name:
        return f'<a:schemeClr val="{name}"/>'
    return f'<a:srgbClr val="{value.lstrip("#").upper()}"/>'


def escaped(text: str) -> str:
    """Text as the file can hold it, as an attribute too."""
    return escape(_REFUSED.sub("\u25a1", text))


# How wide


@cache
def _table(bold: bool) -> dict[str, float]:
    """The advance of each character in ems; Helvetica's are those of the slides' face."""
    from reportlab.pdfbase.pdfmetrics import getFont

    widths = getFont("Helvetica-Bold" if bold else "Helvetica").widths
    return {
        bytes([code]).decode("cp1252", "replace"): widths[code] / 1000 for code in range(32, 256)
    }


@cache
def _other(character: str) -> float:
    name, drawn = face_of(character, SEMIBOLD)
    return 1.06 * face(name).widths[drawn]


@cache
def width_of(text: str, bold: bool) -> float:
    """The width of a line in ems."""
    table = _table(bold)
    try:
        return sum(map(table.__getitem__, text))
    except KeyError:
        return sum(table[sign] if sign in table else _other(sign) for sign in text)


def is_bold(type_: Type) -> bool:
    return type_.weight == SEMIBOLD


def size_for(text: str, type_: Type, room: float) -> float:
    """The size at which a line fits into `room` points: its own, or a smaller one."""
    wide = width_of(text, is_bold(type_)) * type_.size
    return type_.size if wide <= room else type_.size * room / wide


def size_for_lines(text: str, type_: Type, room: float, lines: int) -> float:
    """The size at which a text needs no more than so many lines of `room` points."""
    size, bold = type_.size, is_bold(type_)
    for _ in range(12):
        if _lines(text, bold, room / size) <= lines:
            break
        size *= 0.95
    return size


def _lines(text: str, bold: bool, room: float) -> int:
    count, used, space = 1, 0.0, width_of(" ", bold)
    for word in text.split():
        wide = width_of(word, bold)
        if used and used + space + wide <= room:
            used += space + wide
            continue
        if used:
            count += 1
        extra = int(wide // room) if room > 0 else 0
        count, used = count + extra, wide - extra * room
    return count


# How it is written


class Line(NamedTuple):
    """Boxes of a page that make one line or, broken, one paragraph: `lines` of them."""

    boxes: tuple[Box, ...]
    lines: int
    baseline: float

    @property
    def first(self) -> Box:
        return self.boxes[0]

    @property
    def text(self) -> str:
        return "".join(box.text for box in self.boxes).rstrip()


def baseline(box: Box) -> float:
    return box.bottom - 0.2 * box.style.size


def paragraphs(boxes: Sequence[Box]) -> list[Line]:
    """The boxes of one part as paragraphs: a line that ends in a blank goes on in the next."""
    found: list[list[Box]] = []
    for box in boxes:
        last = found[-1][-1] if found else None
        if (
            last is not None
            and last.text.endswith(" ")
            and last.style == box.style
            and last.align == box.align
            and abs(last.left - box.left) < 0.6
            and box.top > last.top
        ):
            found[-1].append(box)
        else:
            found.append([box])
    return [Line(tuple(one), len(one), baseline(one[0])) for one in found]


def run_xml(text: str, type_: Type, size: float = 0, link: str = "") -> str:
    """A piece of text in one type; `link` is what it leads to, ready for the file."""
    bold = ' b="1"' if is_bold(type_) else ""
    points = round((size or type_.size) * 100)
    return (
        f'<a:r><a:rPr lang="en-GB" sz="{max(100, points)}"{bold} dirty="0">'
        f"<a:solidFill>{colour(type_.colour)}</a:solidFill>{link}</a:rPr>"
        f"<a:t>{escaped(text)}</a:t></a:r>"
    )


def paragraph_xml(
    runs: str, *, align: float = LEFT, leading: float = 0, said: str = "", tab: float = 0
) -> str:
    """A paragraph; `leading` is its line height where it is not the face's own.

    `tab` is where a tab in it ends, from its left.
    """
    where = "l" if align == LEFT else "r" if align == END else "ctr"
    turned = ' rtl="1"' if _right_to_left(said) else ""
    height = f'<a:lnSpc><a:spcPts val="{round(leading * 100)}"/></a:lnSpc>' if leading else ""
    stops = f'<a:tabLst><a:tab pos="{emu(tab)}" algn="r"/></a:tabLst>' if tab else ""
    return f'<a:p><a:pPr algn="{where}"{turned}>{height}<a:buNone/>{stops}</a:pPr>{runs}</a:p>'


EMPTY = '<a:p><a:endParaRPr lang="en-GB" sz="400"/></a:p>'


def _right_to_left(text: str) -> bool:
    if text.isascii():
        return False
    for sign in text:
        kind = unicodedata.bidirectional(sign)
        if kind in ("R", "AL", "L"):
            return kind != "L"
    return False


def text_box(number: int, name: str, line: Line, link: str = "") -> str:
    """A paragraph of the page as a text box of the slide, where the page has it."""
    box, type_ = line.first, line.first.style
    left = min(one.left for one in line.boxes) * KX
    right = max(one.right for one in line.boxes) * KX
    if line.lines == 1:
        size = size_for(line.text, type_, max(right - left, 1))
        wide = width_of(line.text, is_bold(type_)) * size * 1.02 + 1
        if box.align == END:
            left = right - wide
        elif box.align != LEFT:
            left = (left + right - wide) / 2
        top, tall, leading = line.baseline * KY - ASCENT * size, _ROOM * size, 0.0
    else:
        wide = right - left + 2
        size = size_for_lines(line.text, type_, wide - 1, line.lines)
        leading = type_.leading * KY
        top, tall = line.baseline * KY - 0.8 * leading, line.lines * leading + 0.2 * size
    body = paragraph_xml(
        run_xml(line.text, type_, size), align=box.align, leading=leading, said=line.text
    )
    wrap = "none" if line.lines == 1 else "square"
    return frame_xml(number, name, (left, top, wide, tall), body, wrap=wrap, link=link)


def frame_xml(
    number: int,
    name: str,
    place: tuple[float, float, float, float],
    body: str,
    *,
    wrap: str = "square",
    link: str = "",
    holder: str = "",
    anchor: str = "t",
) -> str:
    """A text box, or what fills the place of the layout that `holder` names."""
    left, top, wide, tall = place
    kind = ' txBox="1"' if not holder else ""
    locks = '<a:spLocks noGrp="1"/>' if holder else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{escaped(name)}">{link}</p:cNvPr>'
        f"<p:cNvSpPr{kind}>{locks}</p:cNvSpPr><p:nvPr>{holder}</p:nvPr></p:nvSpPr>"
        f'<p:spPr><a:xfrm><a:off x="{emu(left)}" y="{emu(top)}"/>'
        f'<a:ext cx="{emu(wide)}" cy="{emu(tall)}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
        f'<p:txBody><a:bodyPr wrap="{wrap}" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}">'
        f"<a:noAutofit/></a:bodyPr><a:lstStyle/>{body}</p:txBody></p:sp>"
    )
