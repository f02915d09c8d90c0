"""The shapes of a drawn page, read back from its operators, as shapes of a slide."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reports.sheet import Sheet
from reports.slides.text import EMU, KX, KY, colour, emu, escaped
from reports.structure import Node

_MARKED = re.compile(r"/MCID (\d+)")
_SMALL = 16.0  # points up to which a shape keeps its proportions on the wider slide
_NUMBERS = frozenset("0123456789-.")

Point = tuple[float, float]


class Shape(NamedTuple):
    """A shape with the part of the page that it belongs to (None: furniture), in page points.

    `kind` is rect, round, ellipse, line, path or image; `radius` is of the corners.
    """

    kind: str
    points: tuple[Point, ...]
    fill: str
    stroke: str
    weight: float
    dashed: bool
    closed: bool
    node: Node | None
    radius: float = 0

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom."""
        across = [x for x, _ in self.points]
        down = [y for _, y in self.points]
        return min(across), min(down), max(across), max(down)


def nodes(parts: Sequence[object]) -> Iterator[Node]:
    """Every part of a page in the order of reading."""
    for part in parts:
        if isinstance(part, Node):
            yield part
            yield from nodes(part.kids)


def shapes_of(sheet: Sheet) -> list[Shape]:
    """Every shape that the page draws, the lowest first."""
    owners = {kid: node for node in nodes(sheet.root) for kid in node.kids if isinstance(kid, int)}
    pen = _Pen(sheet.height, owners)
    for entry in sheet.finish():
        # Text is carried over from its boxes; what it says must not be taken for an operator.
        if "BT" in entry:
            continue
        marked = _MARKED.search(entry)
        pen.mark = int(marked[1]) if marked else -1
        for token in entry.split():
            pen.take(token)
    return pen.shapes


class _Pen:
    """Follows the operators of a page; only those that a sheet writes are known."""

    def __init__(self, height: float, owners: dict[int, Node]) -> None:
        self.shapes: list[Shape] = []
        self.mark = -1
        self._height, self._owners = height, owners
        self._numbers: list[float] = []
        self._path: list[Point] = []
        self._curved = self._closed = self._box = self._dashed = False
        self._fill = self._stroke = "#000000"
        self._kept: list[tuple[str, str]] = []
        self._weight = 1.0
        self._open: list[Node | None] = []

    def take(self, token: str) -> None:
        if token[0] in _NUMBERS or token[0] == "[":
            bare = token.strip("[]>")
            if bare:
                self._numbers.append(float(bare))
            return
        known = _DOES.get(token)
        if known is not None:
            known(self, self._numbers)
        if token[0] not in "/<":
            self._numbers = []

    def _begin(self, numbers: list[float]) -> None:
        # What has no number of its own is inside what is open.
        inner = self._open[-1] if self._open else None
        self._open.append(self._owners.get(self.mark) if self.mark >= 0 else inner)

    def _furniture(self, numbers: list[float]) -> None:
        self._open.append(None)

    def _end(self, numbers: list[float]) -> None:
        if self._open:
            self._open.pop()

    def _keep(self, numbers: list[float]) -> None:
        self._kept.append((self._fill, self._stroke))

    def _restore(self, numbers: list[float]) -> None:
        if self._kept:
            self._fill, self._stroke = self._kept.pop()

    def _set_fill(self, numbers: list[float]) -> None:
        self._fill = _hex(numbers)

    def _set_stroke(self, numbers: list[float]) -> None:
        self._stroke = _hex(numbers)

    def _set_weight(self, numbers: list[float]) -> None:
        self._weight = numbers[-1]

    def _set_dash(self, numbers: list[float]) -> None:
        self._dashed = len(numbers) > 1

    def _move(self, numbers: list[float]) -> None:
        self._point(numbers)

    def _draw_line(self, numbers: list[float]) -> None:
        self._point(numbers)

    def _draw_curve(self, numbers: list[float]) -> None:
        self._curved = True
        self._point(numbers[-2:])

    def _close(self, numbers: list[float]) -> None:
        self._closed = True

    def _draw_box(self, numbers: list[float]) -> None:
        x, y, width, height = numbers
        self._box = True
        for point in ((x, y), (x + width, y), (x + width, y + height), (x, y + height)):
            self._point(point)

    def _paint_fill(self, numbers: list[float]) -> None:
        self._paint(self._fill, "")

    def _paint_both(self, numbers: list[float]) -> None:
        self._paint(self._fill, self._stroke)

    def _paint_stroke(self, numbers: list[float]) -> None:
        self._paint("", self._stroke)

    def _drop(self, numbers: list[float]) -> None:
        self._path = []

    def _picture(self, numbers: list[float]) -> None:
        """A picture fills the box of the figure that it stands in."""
        node = self._open[-1] if self._open else None
        if node is not None and node.box is not None:
            left, top, right, bottom = node.box
            corners = ((left, top), (right, bottom))
            self.shapes.append(Shape("image", corners, "", "", 0, False, True, node))

    def _point(self, numbers: Sequence[float]) -> None:
        self._path.append((numbers[0], self._height - numbers[1]))

    def _paint(self, fill: str, stroke: str) -> None:
        path, self._path = tuple(self._path), []
        closed, curved, box = self._closed or bool(fill), self._curved, self._box
        self._closed = self._curved = self._box = False
        if not path:
            return
        node = self._open[-1] if self._open else None
        kind, radius = "path", 0.0
        if box:
            kind = "rect"
        elif curved:
            left = min(x for x, _ in path)
            radius = path[0][0] - left
            wide = max(x for x, _ in path) - left
            tall = max(y for _, y in path) - min(y for _, y in path)
            kind = "ellipse" if abs(wide - tall) < 0.1 and radius > 0.49 * wide else "round"
        elif len(path) == 2:
            kind = "line"
        made = Shape(kind, path, fill, stroke, self._weight, self._dashed, closed, node, radius)
        self.shapes.append(made)


_DOES = {
    "BDC": _Pen._begin,
    "BMC": _Pen._furniture,
    "EMC": _Pen._end,
    "q": _Pen._keep,
    "Q": _Pen._restore,
    "rg": _Pen._set_fill,
    "RG": _Pen._set_stroke,
    "w": _Pen._set_weight,
    "d": _Pen._set_dash,
    "m": _Pen._move,
    "l": _Pen._draw_line,
    "c": _Pen._draw_curve,
    "h": _Pen._close,
    "re": _Pen._draw_box,
    "f": _Pen._paint_fill,
    "B": _Pen._paint_both,
    "S": _Pen._paint_stroke,
    "n": _Pen._drop,
    "Do": _Pen._picture,
}


def _hex(numbers: Sequence[float]) -> str:
    return "#" + "".join(f"{round(255 * part):02X}" for part in numbers[-3:])


def shape_xml(shape: Shape, number: int) -> str:
    """One shape of a slide; `number` is its id there."""
    left, top, right, bottom = _scaled(shape)
    flip = ""
    if shape.kind == "line":
        (x0, y0), (x1, y1) = shape.points
        flip = ' flipV="1"' if (x1 - x0) * (y1 - y0) < 0 else ""
        tag, shown = "cxnSp", '<a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
    else:
        tag, shown = "sp", _geometry(shape, right - left, bottom - top)
    fill = f"<a:solidFill>{colour(shape.fill)}</a:solidFill>" if shape.fill else "<a:noFill/>"
    line = "<a:ln><a:noFill/></a:ln>"
    if shape.stroke:
        dash = '<a:prstDash val="dash"/>' if shape.dashed else ""
        line = (
            f'<a:ln w="{max(3175, round(shape.weight * EMU))}">'
            f"<a:solidFill>{colour(shape.stroke)}</a:solidFill>{dash}</a:ln>"
        )
    place = (
        f'<a:xfrm{flip}><a:off x="{emu(left)}" y="{emu(top)}"/>'
        f'<a:ext cx="{emu(right - left)}" cy="{emu(bottom - top)}"/></a:xfrm>'
    )
    own = "CxnSp" if tag == "cxnSp" else "Sp"
    return (
        f'<p:{tag}><p:nv{own}Pr><p:cNvPr id="{number}" name="Shape {number}"/><p:cNv{own}Pr/>'
        f"<p:nvPr/></p:nv{own}Pr><p:spPr>{place}{shown}{fill if tag == 'sp' else ''}{line}</p:spPr>"
        f"</p:{tag}>"
    )


def group_xml(inside: str, number: int, name: str, alt: str = "") -> str:
    """Shapes as one group; without `alt` it is decoration, which nobody has to hear."""
    about = f' descr="{escaped(alt)}"' if alt else ""
    return (
        f'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="{number}" name="{name}"{about}>'
        f"{'' if alt else DECORATION}</p:cNvPr>"
        "<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>"
        '<a:off x="0" y="0"/><a:ext cx="12192000" cy="6858000"/>'
        '<a:chOff x="0" y="0"/><a:chExt cx="12192000" cy="6858000"/>'
        f"</a:xfrm></p:grpSpPr>{inside}</p:grpSp>"
    )


DECORATION = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative'
    ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)


def _scaled(shape: Shape) -> tuple[float, float, float, float]:
    """Where a shape stands on the slide, in points; a small one is not stretched."""
    left, top, right, bottom = shape.box
    wide, tall = right - left, bottom - top
    square = shape.kind != "rect" or abs(wide - tall) < 0.3
    if shape.kind != "line" and square and max(wide, tall) <= _SMALL:
        middle, level = (left + right) / 2 * KX, (top + bottom) / 2 * KY
        return (
            middle - wide / 2 * KY, level - tall / 2 * KY,
            middle + wide / 2 * KY, level + tall / 2 * KY,
        )  # fmt: skip
    return left * KX, top * KY, right * KX, bottom * KY


def _geometry(shape: Shape, width: float, height: float) -> str:
    name, inner = "rect", "<a:avLst/>"
    if shape.kind == "path":
        name = _preset(shape)
        if not name:
            return _freeform(shape, width, height)
    elif shape.kind == "round":
        name = "roundRect"
        share = round(100_000 * shape.radius * KY / max(min(width, height), 0.01))
        inner = f'<a:avLst><a:gd name="adj" fmla="val {min(50_000, share)}"/></a:avLst>'
    elif shape.kind == "ellipse":
        name = "ellipse"
    return f'<a:prstGeom prst="{name}">{inner}</a:prstGeom>'


def _preset(shape: Shape) -> str:
    """The ready shape that a small closed path is: a triangle that stands, or a diamond."""
    points = shape.points[:-1] if shape.points[0] == shape.points[-1] else shape.points
    left, top, right, bottom = shape.box
    middle, level = (left + right) / 2, (top + bottom) / 2

    def near(point: Point, x: float, y: float) -> bool:
        return abs(point[0] - x) < 0.05 and abs(point[1] - y) < 0.05

    if shape.closed and len(points) == 3:
        corners = ((middle, top), (right, bottom), (left, bottom))
        if all(near(p, *c) for p, c in zip(points, corners, strict=True)):
            return "triangle"
    if shape.closed and len(points) == 4:
        corners4 = ((middle, top), (right, level), (middle, bottom), (left, level))
        if all(near(p, *c) for p, c in zip(points, corners4, strict=True)):
            return "diamond"
    return ""


def _freeform(shape: Shape, width: float, height: float) -> str:
    left, top, right, bottom = shape.box
    x_scale = width / (right - left) if right > left else 0
    y_scale = height / (bottom - top) if bottom > top else 0
    steps = []
    for at, (x, y) in enumerate(shape.points):
        point = f'<a:pt x="{emu((x - left) * x_scale)}" y="{emu((y - top) * y_scale)}"/>'
        steps.append(f"<a:lnTo>{point}</a:lnTo>" if at else f"<a:moveTo>{point}</a:moveTo>")
    filled = "" if shape.fill else ' fill="none"'
    close = "<a:close/>" if shape.closed else ""
    return (
        "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        '<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{emu(width)}" h="{emu(height)}"{filled}>{"".join(steps)}{close}</a:path>'
        "</a:pathLst></a:custGeom>"
    )
