"""One page being drawn: text, rules and shapes in points from the top left corner."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from reports.faces import Typesetter
from reports.paths import circle, path, rgb, rounded
from reports.scripts import turns
from reports.structure import LEAVES, Annotation, Chart, Node, text_string
from reports.style import HEIGHT, Type

LEFT, CENTRE, END = 0.0, 0.5, 1.0
_FURNITURE = Node("Artifact")


class Box(NamedTuple):
    """Where a line of text stands, how it is set and what it is part of; no two may meet."""

    left: float
    top: float
    right: float
    bottom: float
    text: str
    style: Type
    node: Node
    align: float = LEFT


class Link(NamedTuple):
    """A rectangle that leads to the page known as `target`."""

    left: float
    top: float
    right: float
    bottom: float
    target: str
    label: str


class Sheet:
    """The operators of one page, what was put where, and what it says.

    Text belongs to the part that is open; outside any, each piece is a paragraph. Shapes are
    furniture but for those of a picture.
    """

    def __init__(self, typesetter: Typesetter, height: float = HEIGHT) -> None:
        self.typesetter = typesetter
        self.height = height
        self.code: list[str] = []
        self.boxes: list[Box] = []
        self.links: list[Link] = []
        self.anchors: dict[str, float] = {}
        self.marks: dict[str, None] = {}
        self.root: list[Node] = []
        self._fill = self._stroke = ""
        self._font = ("", 0.0)
        self._open: list[Node] = []
        self._marked: Node | None = None
        self._texted: Node | None = None
        self._count = 0

    # What it says

    def open(
        self, kind: str, *, scope: str = "", span: int = 1, edges: Sequence[float] = ()
    ) -> Node:
        """Begin a part of what the page says, such as P, H2, L, LI, LBody, Table, TR, TH, TD."""
        return self._begin(Node(kind, scope=scope, span=span, edges=edges))

    def close(self) -> None:
        """End the part that was begun last."""
        self._open.pop()

    def inside(
        self, kind: str, *, scope: str = "", span: int = 1, edges: Sequence[float] = ()
    ) -> "_Inside":
        """A part of what the page says around what is drawn inside."""
        return _Inside(self, self.open(kind, scope=scope, span=span, edges=edges))

    def figure(
        self,
        alt: str,
        box: tuple[float, float, float, float],
        data: Chart | None = None,
    ) -> "_Inside":
        """A picture around all that is drawn inside; `alt` says what it shows.

        `box` is left, top, right and bottom; `data` its figures, where it is a chart.
        """
        return _Inside(self, self._begin(Node("Figure", alt=alt, box=box, data=data)))

    @contextmanager
    def within(self, node: Node) -> Iterator[None]:
        """What is drawn inside belongs to a part that may have been begun before."""
        self._open.append(node)
        yield
        self._open.pop()
        if node.kids and (not self.root or self.root[-1] is not node):
            self.root.append(node)

    @contextmanager
    def furniture(self) -> Iterator[None]:
        """What is drawn inside is seen and not said: it stands on every page, or says it twice."""
        self._open.append(_FURNITURE)
        yield
        self._open.pop()

    def finish(self) -> list[str]:
        """The page's operators, complete."""
        self._mark(None)
        return self.code

    def place(self) -> int:
        """Where `under` can put something later."""
        self._mark(None)
        return len(self.code)

    def _begin(self, node: Node) -> Node:
        if self._open and self._open[-1] is _FURNITURE:
            self._open.append(_FURNITURE)
            return _FURNITURE
        (self._open[-1].kids if self._open else self.root).append(node)
        self._open.append(node)
        return node

    def _mark(self, node: Node | None) -> None:
        """What is drawn from here on belongs to `node`."""
        if node is self._marked:
            return
        if self._marked is not None:
            self.code.append("EMC")
        self._marked = node
        if node is _FURNITURE:
            self.code.append("/Artifact BMC")
        elif node is not None:
            self.code.append(f"/{node.kind} <</MCID {self._count}>> BDC")
            node.kids.append(self._count)
            self._count += 1

    def _shape(self) -> None:
        """What is drawn next is a shape: of the picture that is open, or furniture."""
        opened = self._open[-1] if self._open else None
        wanted = opened if opened is not None and opened.kind == "Figure" else _FURNITURE
        if wanted is not self._marked:
            self._mark(wanted)

    def _said(self) -> Node:
        """The part that takes the text that is drawn next."""
        opened = self._open[-1] if self._open else None
        if opened is not None and (opened is _FURNITURE or opened.kind in LEAVES):
            return opened
        made = Node("P")
        (opened.kids if opened is not None else self.root).append(made)
        return made

    # Text

    def width(self, text: str, style: Type) -> float:
        return self.typesetter.width(text, style.weight) * style.size

    def fit(self, text: str, style: Type, width: float) -> str:
        return self.typesetter.fit(text, style.weight, style.size, width)

    def fit_ends(self, text: str, style: Type, width: float, tail: float) -> str:
        return self.typesetter.fit_ends(text, style.weight, style.size, width, tail)

    def wrap(self, text: str, style: Type, width: float, most: int = 0) -> list[str]:
        return self.typesetter.wrap(text, style.weight, style.size, width, most)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        style: Type,
        *,
        align: float = LEFT,
        width: float = 0,
        tracking: float = 0,
        whole: bool = False,
    ) -> float:
        """Draw one line with its baseline at `y`; cut to `width` where given. Returns its width.

        `align` says which part of the line stands at `x`: LEFT, CENTRE or END. With `whole` a
        text that is too wide is set smaller and never cut: a figure without its end is another.
        """
        if not text:
            return 0.0
        if width and (asked := self.width(text, style)) > width:
            if whole:
                style = style._replace(size=width / asked * style.size)
            else:
                text = self.fit(text, style, width)
        weight, size, _, colour = style
        shown = self.typesetter.show(text, weight)
        wide = shown.width * size + tracking * len(text)
        x -= align * wide
        node = self._said()
        top, bottom = y - 0.74 * size, y + 0.2 * size
        self.boxes.append(Box(x, top, x + wide, bottom, text, style, node, align))
        if node is not self._marked:
            self._mark(node)
        if colour != self._fill:
            self._set_fill(colour)
        parts, before, after = shown.parts, "", ""
        if shown.actual:
            before, after = f"/Span <</ActualText {text_string(shown.actual)}>> BDC ", " EMC"
        elif node is self._texted and node is not _FURNITURE and not tracking:
            # A blank keeps two texts of one part apart for whoever reads the file out.
            blank = self.typesetter.show(" ", weight)
            (resource, _), *_ = blank.parts
            parts = (
                ((resource, f" {parts[0][1]}"), *parts[1:])
                if parts[0][0] == resource
                else (*blank.parts, *parts)
            )
            x -= blank.width * size
        self._texted = None if text[-1] == " " else node
        if tracking:
            before, after = f"{before}{tracking:.2f} Tc ", f" 0 Tc{after}"
        if len(parts) == 1:
            ((name, code),) = parts
            signs = f"{self._face(name, size)}({code}) Tj"
        else:
            signs = " ".join([f"{self._face(name, size)}({code}) Tj" for name, code in parts])
        self.code.append(f"{before}BT {x:.2f} {self.height - y:.2f} Td {signs} ET{after}")
        return wide

    def _face(self, resource: str, size: float) -> str:
        """The operator for a face in a size, where it is not the one in use."""
        font = (resource, size)
        if font == self._font:
            return ""
        self._font = font
        return f"{resource} {size:.4g} Tf "

    def lines(self, x: float, y: float, lines: Sequence[str], style: Type) -> float:
        """Draw lines that are already broken, first baseline at `y`; returns the next baseline."""
        if not lines:
            return y
        self._open.append(self._said())
        for number, line in enumerate(lines, 1):
            # A blank at the end keeps the words of two lines apart for whoever reads the file out.
            ends = number == len(lines) or turns(line)
            self.text(x, y, line if ends else f"{line} ", style)
            y += style.leading
        self._open.pop()
        return y

    def paragraph(
        self, x: float, y: float, width: float, text: str, style: Type, most: int = 0
    ) -> float:
        """Draw wrapped text, first baseline at `y`; returns the baseline of a line after it."""
        return self.lines(x, y, self.wrap(text, style, width, most), style)

    # Shapes

    def rect(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        self._shape()
        self._set_fill(colour)
        self.code.append(f"{x:.2f} {self.height - y - height:.2f} {width:.2f} {height:.2f} re f")

    def under(
        self, place: int, x: float, y: float, width: float, height: float, colour: str
    ) -> None:
        """A rectangle below all that was drawn since `place`, which `place()` gave."""
        area = f"{x:.2f} {self.height - y - height:.2f} {width:.2f} {height:.2f} re f"
        self.code.insert(place, f"/Artifact BMC q {rgb(colour)} rg {area} Q EMC")

    def rule(
        self,
        x0: float,
        y0: float,
        x1: float,
        y1: float,
        colour: str,
        weight: float = 0.5,
        dash: str = "",
    ) -> None:
        self._shape()
        self._set_stroke(colour)
        line = f"{weight:g} w {x0:.2f} {self.height - y0:.2f} m {x1:.2f} {self.height - y1:.2f} l S"
        self.code.append(f"[{dash}] 0 d {line} [] 0 d" if dash else line)

    def polyline(
        self, points: Sequence[tuple[float, float]], colour: str, weight: float = 1
    ) -> None:
        self._shape()
        self._set_stroke(colour)
        self.code.append(f"{weight:g} w 1 J 1 j {path(points, self.height)} S 0 J 0 j")

    def polygon(self, points: Sequence[tuple[float, float]], colour: str) -> None:
        self._shape()
        self._set_fill(colour)
        self.code.append(f"{path(points, self.height)} h f")

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        self._shape()
        self._set_fill(colour)
        self.code.append(f"{circle(x, self.height - y, radius)} f")

    def ring(self, x: float, y: float, radius: float, colour: str, weight: float = 1) -> None:
        self._shape()
        self._set_stroke(colour)
        self.code.append(f"{weight:g} w {circle(x, self.height - y, radius)} S")

    def rounded(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        radius: float,
        colour: str = "",
        edge: str = "",
    ) -> None:
        """A rectangle with round corners, filled with `colour` or drawn with `edge`, or both."""
        self._shape()
        if colour:
            self._set_fill(colour)
        if edge:
            self._set_stroke(edge)
            self.code.append("0.8 w")
        line = rounded(x, self.height - y - height, width, height, radius)
        self.code.append(f"{line} {'B' if colour and edge else 'f' if colour else 'S'}")

    def foreign(self, code: Sequence[str]) -> None:
        """Operators of another writer, which leave everything as they found it: a shape."""
        self._shape()
        self.code.extend(code)

    def link(
        self, left: float, top: float, right: float, bottom: float, target: str, label: str
    ) -> None:
        """Lead from a rectangle to a section or an anchor; `label` says where it leads."""
        node = Node("Link", alt=label, kids=[Annotation(len(self.links))])
        opened = self._open[-1] if self._open else _FURNITURE
        (self.root if opened is _FURNITURE else opened.kids).append(node)
        self.links.append(Link(left, top, right, bottom, target, label))

    def anchor(self, name: str, y: float) -> None:
        """A place on the page that links can lead to, such as deal-12; the first of a name counts.

        Who follows one sees a little of what stands above it.
        """
        self.anchors.setdefault(name, max(0.0, y - 24))

    def _set_fill(self, colour: str) -> None:
        if colour != self._fill:
            self._fill = colour
            self.code.append(f"{rgb(colour)} rg")

    def _set_stroke(self, colour: str) -> None:
        if colour != self._stroke:
            self._stroke = colour
            self.code.append(f"{rgb(colour)} RG")


class _Inside(NamedTuple):
    """A part of a sheet that ends where the `with` does: half the work of a generator."""

    sheet: Sheet
    node: Node

    def __enter__(self) -> Node:
        return self.node

    def __exit__(self, *_: object) -> None:
        self.sheet.close()
