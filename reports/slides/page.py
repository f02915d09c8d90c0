"""One page of a pack as one slide: title, text, tables, charts and pictures as they are read."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from reports.page import Leaf
from reports.sheet import Box
from reports.slides.chart import NATIVE, Plan, fitted, plan_of
from reports.slides.chart_xml import chart_xml
from reports.slides.dots import dots_of, squeezed
from reports.slides.fit import Fit, fit_of, framed, on_zero
from reports.slides.picture import is_drawn_so, left_over, seen_of
from reports.slides.shapes import Shape, group_xml, nodes, shape_xml, shapes_of
from reports.slides.table import Grid, grid_of, rules_of, table_xml
from reports.slides.text import (
    KX,
    KY,
    emu,
    escaped,
    frame_xml,
    is_bold,
    paragraph_xml,
    paragraphs,
    run_xml,
    size_for_lines,
    text_box,
    width_of,
)
from reports.structure import Chart, Node
from reports.style import MARGIN, RIGHT, WIDTH, Type

FOOT = 560.0  # where the page's last line begins: a slide has places of its own for that
_NAMES = {
    "H1": "Heading",
    "H2": "Heading",
    "H3": "Heading",
    "LBody": "Entry",
    "Caption": "Caption",
    "Note": "Note",
}
_NEAR = 0.9  # of its size: so much smaller a title may be to stay in one line
Box4 = tuple[float, float, float, float]
_TABLES = ("Table", "L")


class Package(Protocol):
    """What a slide asks of the file that it stands in; both give the name of a relation."""

    def leads(self, target: str) -> str:
        """The slide with which a section begins; empty where there is none."""

    def logo(self) -> str:
        """The partner's logo; empty where there is none."""

    def chart(self, xml: str, plan: Plan, currency: str) -> str:
        """A chart with its workbook."""


class Foot(NamedTuple):
    """The slide's own last line: in the middle, at the right, and the words around its number."""

    middle: str
    right: str
    page: tuple[str, str]
    type_: Type
    strong: Type


class Drawing:
    """Draws one page; `xml` has the slide's shapes in the order in which they are read."""

    def __init__(self, leaf: Leaf, package: Package) -> None:
        self._sheet = leaf.sheet
        self._package = package
        self._number = 1
        self._shapes = shapes_of(leaf.sheet)
        self._texts: dict[int, list[Box]] = defaultdict(list)
        # The last line of the page is the slide's own footer.
        self._boxes = [box for box in leaf.sheet.boxes if leaf.plain or box.top < FOOT]
        for box in self._boxes:
            self._texts[id(box.node)].append(box)
        self._parts: list[str] = []
        self._root = [part for part in leaf.sheet.root if isinstance(part, Node)]
        self._heading = self._head(self._root, self._boxes)
        self._used: set[int] = set()  # rules that a table has taken over

    def xml(self, title: str, foot: Foot | None) -> str:
        """The slide's shapes; `title` is unique among the slides."""
        grids = self._grids()
        self._title(title)
        for part in self._root:
            self._part(part, grids)
        self._overlooked()
        if foot is not None:
            self._foot(foot)
        ground = [
            shape
            for at, shape in enumerate(self._shapes)
            if at not in self._used and (shape.node is None or shape.node.kind != "Figure")
        ]
        below = self._group(ground, "Page furniture") if ground else ""
        return below + "".join(self._parts)

    @property
    def heading(self) -> str:
        """The page's title as it is drawn."""
        return "".join(box.text for box in self._heading).strip()

    # Parts

    def _part(self, node: Node, grids: dict[int, Grid]) -> None:
        if node.kind == "Link":
            return
        if node.kind == "Figure":
            self._figure(node)
            return
        grid = grids.get(id(node))
        if grid is not None:
            self._table(node, grid)
            for inner in nodes(node.kids):
                if inner.kind == "Figure":
                    self._figure(inner)
            return
        own = [box for box in self._texts.get(id(node), ()) if box not in self._heading]
        self._write(_NAMES.get(node.kind, "Text"), own)
        for kid in node.kids:
            if isinstance(kid, Node):
                self._part(kid, grids)

    def _grids(self) -> dict[int, Grid]:
        """The tables and lists of the page as grids; the rules between their rows are theirs."""
        found: dict[int, Grid] = {}
        lines = [(at, s) for at, s in enumerate(self._shapes) if s.kind == "line"]
        for node in nodes(self._root):
            grid = grid_of(node, self._texts) if node.kind in _TABLES else None
            if grid is None or (node.kind == "L" and not self._ruled(grid, lines)):
                continue
            found[id(node)] = grid
        return found

    def _ruled(self, grid: Grid, lines: Sequence[tuple[int, Shape]]) -> bool:
        return bool(rules_of(grid, [shape for _, shape in lines]))

    def _table(self, node: Node, grid: Grid) -> None:
        rules = rules_of(grid, self._shapes)
        taken = {id(shape) for shape in rules.values()}
        self._used |= {at for at, shape in enumerate(self._shapes) if id(shape) in taken}
        name = "Table" if node.kind == "Table" else "List"
        number = self._next()
        self._parts.append(table_xml(grid, rules, number, f"{name} {number}", self._cell_link))

    def _write(self, name: str, boxes: Sequence[Box]) -> None:
        for line in paragraphs(boxes):
            if line.text:
                number = self._next()
                link = self._link_at(line.first)
                self._parts.append(text_box(number, f"{name} {number}", line, link))

    def _title(self, title: str) -> None:
        boxes = self._heading
        number = self._next()
        holder = '<p:ph type="title"/>'
        if not boxes:
            place = (MARGIN * KX, -40.0, (RIGHT - MARGIN) * KX, 30.0)
            body = f"<a:p>{run_xml(title, Type('Regular', 12, 14))}</a:p>"
            self._parts.append(frame_xml(number, "Title", place, body, holder=holder))
            return
        type_, left = boxes[0].style, boxes[0].left
        right = RIGHT
        panel = [s.box[2] for s in self._shapes if s.box[0] < 1 and s.box[3] - s.box[1] > 500]
        if panel and left < panel[0]:
            right = panel[0] - 24
        wide = (right - left) * KX
        size, wide = _set_title(title, type_, wide, len(boxes))
        leading = type_.leading * KY
        top = (boxes[0].bottom - 0.2 * type_.size) * KY - 0.8 * leading
        body = paragraph_xml(run_xml(title, type_, size), leading=leading, said=title)
        place = (left * KX, top, wide, leading * len(boxes))
        # One that needs fewer lines than the page stays with the line under it.
        self._parts.append(frame_xml(number, "Title", place, body, holder=holder, anchor="b"))

    @staticmethod
    def _head(root: Sequence[Node], boxes: Sequence[Box]) -> list[Box]:
        """The lines of the title: of the part that is one, or else the largest text."""
        tops = [node for node in nodes(root) if node.kind == "H1"]
        if tops:
            found = [box for box in boxes if box.node is tops[0]]
            if found:
                return found
        words = [box for box in boxes if any(sign.isalpha() for sign in box.text)]
        if not words:
            return []
        largest = max(words, key=lambda box: box.style.size)
        return [b for b in words if b.node is largest.node and b.style == largest.style]

    def _overlooked(self) -> None:
        """Text that stands on the page beside what is said: names, stamps, the legend."""
        for box in self._boxes:
            if box.node.kind == "Artifact" and box not in self._heading:
                self._write("Furniture", [box])

    def _foot(self, foot: Foot) -> None:
        y, left, right = 571.0 * KY - 7, MARGIN * KX, RIGHT * KX
        middle = (left + right) / 2
        # Names as the page has cut them to their room.
        last = [box for box in self._sheet.boxes if box.top >= FOOT]
        names = [b.text for b in last if b.right < WIDTH / 2 and b.style == foot.type_]
        places = (
            ("   ".join(names), left, middle - 130 - left, 0.0, foot.type_, ""),
            (foot.middle, middle - 120, 240.0, 0.5, foot.strong,
             '<p:ph type="ftr" sz="quarter" idx="11"/>'),
            (foot.right, right - 300, 232.0, 1.0, foot.type_, ""),
        )  # fmt: skip
        for text, x, wide, align, type_, holder in places:
            number = self._next()
            size = size_for_lines(text, type_, wide, 1)
            body = paragraph_xml(run_xml(text, type_, size), align=align, said=text)
            place = (x, y, wide, 10.0)
            self._parts.append(
                frame_xml(number, f"Footer {number}", place, body, wrap="none" if not holder else
                          "square", holder=holder)
            )  # fmt: skip
        number = self._next()
        before, after = foot.page
        run = run_xml("0", foot.type_)
        properties = run[run.index("<a:rPr") : run.index("<a:t>")]
        field = (
            f'<a:fld id="{{C1FF6DA9-008F-8B48-92A6-B652298478BF}}" type="slidenum">{properties}'
            f"<a:t>{escaped(before.split()[-1])}</a:t></a:fld>"
        )
        words = run_xml(before.rpartition(" ")[0] + " ", foot.type_)
        body = paragraph_xml(f"{words}{field}{run_xml(after, foot.type_)}", align=1.0)
        place = (right - 66, y, 66.0, 10.0)
        holder = '<p:ph type="sldNum" sz="quarter" idx="12"/>'
        self._parts.append(frame_xml(number, f"Slide number {number}", place, body, holder=holder))

    # Pictures

    def _figure(self, node: Node) -> None:
        at = [n for n, shape in enumerate(self._shapes) if shape.node is node]
        shapes = [self._shapes[n] for n in at]
        texts = self._texts.get(id(node), [])
        chart = node.data
        if chart is not None and chart.kind in NATIVE and node.box and chart.series:
            inside = {id(box) for box in texts}
            told = frozenset(box.text for box in self._boxes if id(box) not in inside)
            seen = seen_of(node, chart, shapes, texts, told)
            plan = on_zero(node, chart, plan_of(chart, seen), shapes)
            if chart.kind == "dots":
                fit = dots_of(node, chart, plan, shapes, texts)
            else:
                fit = fit_of(node, chart, plan, shapes)
            if fit is not None or is_drawn_so(chart, seen, shapes):
                self._chart(node, chart, plan, fit, shapes, texts)
                return
        if any(shape.kind == "image" for shape in shapes):
            self._logo(node)
            return
        if shapes:
            self._parts.append(self._group(shapes, "Picture", node.alt or "Picture"))
        self._write("Label", texts)

    def _chart(
        self,
        node: Node,
        chart: Chart,
        plan: Plan,
        fit: Fit | None,
        shapes: Sequence[Shape],
        texts: Sequence[Box],
    ) -> None:
        above: Iterable[Shape] = ()
        frame = node.drawn
        if fit is not None:
            shapes = [_moved(shape, fit) for shape in shapes]
            texts = [_moved_text(box, fit) for box in texts]
            rest = [(n, s) for n, s in enumerate(shapes) if n not in fit.drawn]
            below = [s for n, s in rest if n < fit.cut]
            above = [s for n, s in rest if n >= fit.cut]
            if below:
                self._parts.append(self._group(below, "Ground of the chart"))
            plan = fitted(plan, fit.low, fit.high, fit.tints, fit.middle, fit.symbols)
            frame, inner = framed(fit, frame)
            xml = chart_xml(plan, inner=inner, gap=fit.gap)
        else:
            xml = chart_xml(plan)
        relation = self._package.chart(xml, plan, chart.currency)
        number = self._next()
        self._parts.append(_chart_frame(node, frame, number, relation))
        above = list(above)
        if above:
            self._parts.append(self._group(above, "Marks of the chart"))
        kept = texts if fit is not None else left_over(chart, plan.seen, texts)
        self._write("Label", kept)

    def _logo(self, node: Node) -> None:
        relation = self._package.logo()
        if relation and node.box is not None:
            left, top, right, bottom = node.box
            # Undistorted, in the middle of the room that it has on the wider slide.
            wide, tall = (right - left) * KY, (bottom - top) * KY
            start = (left + right) / 2 * KX - wide / 2
            number = self._next()
            self._parts.append(
                f'<p:pic><p:nvPicPr><p:cNvPr id="{number}" name="Logo {number}"'
                f' descr="{escaped(node.alt)}"/><p:cNvPicPr><a:picLocks noChangeAspect="1"/>'
                f'</p:cNvPicPr><p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed="{relation}"/>'
                "<a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr><a:xfrm>"
                f'<a:off x="{emu(start)}" y="{emu(top * KY)}"/>'
                f'<a:ext cx="{emu(wide)}" cy="{emu(tall)}"/></a:xfrm>'
                '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
            )

    def _group(self, shapes: Sequence[Shape], name: str, alt: str = "") -> str:
        number = self._next()
        inside = "".join(shape_xml(shape, self._next()) for shape in shapes)
        return group_xml(inside, number, f"{name} {number}", alt)

    # Links

    def _cell_link(self, number: int) -> str:
        return self._click(self._sheet.links[number].target, self._sheet.links[number].label)

    def _link_at(self, box: Box) -> str:
        x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        for link in self._sheet.links:
            if link.left <= x <= link.right and link.top <= y <= link.bottom:
                return self._click(link.target, link.label)
        return ""

    def _click(self, target: str, label: str) -> str:
        relation = self._package.leads(target)
        if not relation:
            return ""
        return (
            f'<a:hlinkClick r:id="{relation}" action="ppaction://hlinksldjump"'
            f' tooltip="{escaped(label[:200])}"/>'
        )

    def _next(self) -> int:
        self._number += 1
        return self._number


def _moved(shape: Shape, fit: Fit) -> Shape:
    left, _, right, _ = shape.box
    start, end = squeezed(fit, left, right)
    if (start, end) == (left, right):
        return shape
    wide = right - left or 1
    points = tuple((start + (x - left) / wide * (end - start), y) for x, y in shape.points)
    return shape._replace(points=points)


def _moved_text(box: Box, fit: Fit) -> Box:
    middle = (box.left + box.right) / 2
    there, _ = squeezed(fit, middle, middle)
    return box._replace(left=box.left + there - middle, right=box.right + there - middle)


def _set_title(title: str, type_: Type, wide: float, lines: int) -> tuple[float, float]:
    """The size of a title and the width of its box: one line where that is near, or even ones."""
    one = width_of(title, is_bold(type_)) * type_.size + 3
    if lines > 1 and one * _NEAR <= wide:
        return min(type_.size, type_.size * wide / one), wide
    if lines > 1 and one <= wide * lines:
        wide = min(wide, one / lines * 1.14)
    return size_for_lines(title, type_, wide - 2, lines), wide


def _chart_frame(node: Node, frame: Box4, number: int, relation: str) -> str:
    from pptx.spec import GRAPHIC_DATA_URI_CHART

    left, top, right, bottom = frame
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{number}" name="Chart {number}"'
        f' descr="{escaped(node.alt)}"/><p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/>'
        "</p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr><p:xfrm>"
        f'<a:off x="{emu(left * KX)}" y="{emu(top * KY)}"/>'
        f'<a:ext cx="{emu((right - left) * KX)}" cy="{emu((bottom - top) * KY)}"/></p:xfrm>'
        f'<a:graphic><a:graphicData uri="{GRAPHIC_DATA_URI_CHART}"><c:chart r:id="{relation}"/>'
        "</a:graphicData></a:graphic></p:graphicFrame>"
    )
