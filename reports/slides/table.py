"""Tables and lists of a page as tables of a slide, with the page's own fine rules."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from reports.sheet import END, LEFT, Box
from reports.slides.shapes import Shape
from reports.slides.text import (
    ASCENT,
    EMPTY,
    EMU,
    KX,
    KY,
    NATURAL,
    Line,
    colour,
    emu,
    escaped,
    is_bold,
    paragraph_xml,
    paragraphs,
    run_xml,
    size_for,
    size_for_lines,
    width_of,
)
from reports.structure import Annotation, Node

_BARE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # the style without a style: no grid, no bands
_APART = 6.0  # points between what stands side by side
# What a row of a table leads to, ready for the file, by the number of the page's link.
Leads = Callable[[int], str]


class Cell(NamedTuple):
    """A cell with the text in it, the columns it goes over and the link it carries (-1: none)."""

    boxes: tuple[Box, ...]
    span: int
    link: int = -1


class Row(NamedTuple):
    """A row of a table from its top to its bottom, in page points."""

    top: float
    bottom: float
    cells: tuple[Cell, ...]
    head: bool


class Grid(NamedTuple):
    """A table as a slide has it: where its columns stand, and its rows."""

    edges: tuple[float, ...]
    rows: tuple[Row, ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom in page points."""
        return self.edges[0], self.rows[0].top, self.edges[-1], self.rows[-1].bottom


def grid_of(node: Node, boxes: Mapping[int, Sequence[Box]]) -> Grid | None:
    """The grid of a table or list; None for one that does not say where its parts stand.

    `boxes` is the text of each part, by the part's identity.
    """
    parts = [part for part in node.kids if isinstance(part, Node) and part.kind in ("TR", "LI")]
    if not parts or len(node.edges) < 2 or any(len(part.edges) != 2 for part in parts):
        return None
    rows = [_row(part, boxes) for part in parts]
    edges = tuple(node.edges)
    if node.kind == "L":
        edges, rows = _in_two(edges, rows)
    if any(sum(cell.span for cell in row.cells) != len(edges) - 1 for row in rows):
        return None
    joined = [row._replace(bottom=after.top) for row, after in pairwise(rows)]
    return Grid(edges, (*joined, rows[-1]))


def _row(part: Node, boxes: Mapping[int, Sequence[Box]]) -> Row:
    inside = [kid for kid in part.kids if isinstance(kid, Node) and kid.kind != "Link"]
    cells = [Cell(tuple(_texts(kid, boxes)), kid.span, _link(kid)) for kid in inside]
    head = bool(inside) and all(
        kid.kind == "TH" and kid.scope != "Row" and kid.span == 1 for kid in inside
    )
    return Row(part.edges[0], part.edges[1], tuple(cells), head)


def _texts(node: Node, boxes: Mapping[int, Sequence[Box]]) -> list[Box]:
    """The text of a cell; that of a picture in it stays with the picture."""
    found = list(boxes.get(id(node), ()))
    for kid in node.kids:
        if isinstance(kid, Node) and kid.kind != "Figure":
            found += _texts(kid, boxes)
    return found


def _link(node: Node) -> int:
    for kid in node.kids:
        if isinstance(kid, Annotation):
            return kid.number
        if isinstance(kid, Node):
            found = _link(kid)
            if found >= 0:
                return found
    return -1


def _in_two(edges: tuple[float, ...], rows: Sequence[Row]) -> tuple[tuple[float, ...], list[Row]]:
    """A list as a table of names and, where it has any, values at the right."""
    values = [box for row in rows for cell in row.cells for box in cell.boxes if box.align == END]
    if not values:
        return edges, [*rows]
    left, right = edges[0], edges[-1]
    widest = max(width_of(box.text, is_bold(box.style)) * box.style.size for box in values)
    cut = max(left + (right - left) * 0.38, right - (widest + _APART) / KX)
    made = []
    for row in rows:
        every = [box for cell in row.cells for box in cell.boxes]
        names = tuple(box for box in every if box.align != END)
        own = tuple(box for box in every if box.align == END)
        link = max((cell.link for cell in row.cells), default=-1)
        cells = (Cell(names, 1, link), Cell(own, 1)) if own else (Cell(names, 2, link),)
        made.append(row._replace(cells=cells))
    return (left, cut, right), made


# Rules


def rules_of(grid: Grid, shapes: Sequence[Shape]) -> dict[int, Shape]:
    """The page's rule under each row, by the row's number; they become the cells' own."""
    left, _, right, _ = grid.box
    found = {}
    for number, row in enumerate(grid.rows):
        for shape in shapes:
            if shape.kind == "line" and not shape.dashed:
                x0, y0, x1, y1 = shape.box
                across = abs(x0 - left) < 1 and abs(x1 - right) < 1
                if across and abs(y0 - y1) < 0.1 and abs(y0 - row.bottom) < 0.8:
                    found[number] = shape
    return found


# The file's words


def table_xml(grid: Grid, rules: Mapping[int, Shape], number: int, name: str, leads: Leads) -> str:
    """The table as the slide's file has it; `number` is its id on the slide."""
    left, top, right, bottom = grid.box
    places = [round(edge * KX * EMU) for edge in grid.edges]
    columns = "".join(f'<a:gridCol w="{after - before}"/>' for before, after in pairwise(places))
    rows = []
    for at, row in enumerate(grid.rows):
        tall = round(row.bottom * KY * EMU) - round(row.top * KY * EMU)
        cells = _cells(row, grid.edges, rules.get(at), leads)
        rows.append(f'<a:tr h="{tall}">{cells}</a:tr>')
    first = ' firstRow="1"' if grid.rows[0].head else ""
    from pptx.spec import GRAPHIC_DATA_URI_TABLE

    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{number}" name="{escaped(name)}"/>'
        '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/>'
        f'</p:nvGraphicFramePr><p:xfrm><a:off x="{emu(left * KX)}" y="{emu(top * KY)}"/>'
        f'<a:ext cx="{emu((right - left) * KX)}" cy="{emu((bottom - top) * KY)}"/></p:xfrm>'
        f'<a:graphic><a:graphicData uri="{GRAPHIC_DATA_URI_TABLE}"><a:tbl><a:tblPr{first}>'
        f"<a:tableStyleId>{_BARE}</a:tableStyleId></a:tblPr><a:tblGrid>{columns}</a:tblGrid>"
        f"{''.join(rows)}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )


def _cells(row: Row, edges: Sequence[float], rule: Shape | None, leads: Leads) -> str:
    under = ""
    if rule is not None:
        weight = max(3175, round(rule.weight * EMU))
        ink = f"<a:solidFill>{colour(rule.stroke)}</a:solidFill>"
        under = f'<a:lnB w="{weight}">{ink}</a:lnB>'
    made, at = [], 0
    for cell in row.cells:
        span = f' gridSpan="{cell.span}"' if cell.span > 1 else ""
        place = (edges[at], edges[at + cell.span], edges[-1])
        made.append(_cell(cell, row, place, span, under, leads))
        merged = f'<a:tc hMerge="1"><a:txBody><a:bodyPr/><a:lstStyle/>{EMPTY}</a:txBody><a:tcPr>'
        made.append(f"{merged}{under}<a:noFill/></a:tcPr></a:tc>" * (cell.span - 1))
        at += cell.span
    return "".join(made)


def _cell(
    cell: Cell,
    row: Row,
    place: tuple[float, float, float],
    span: str,
    under: str,
    leads: Leads,
) -> str:
    left, right, edge = place
    start = f"<a:tc{span}><a:txBody><a:bodyPr/><a:lstStyle/>"
    if not cell.boxes:
        margins = '<a:tcPr marL="0" marR="0" marT="0" marB="0">'
        return f"{start}{EMPTY}</a:txBody>{margins}{under}<a:noFill/></a:tcPr></a:tc>"
    link = leads(cell.link) if cell.link >= 0 else ""
    first = cell.boxes[0]
    if first.align == END:
        before, after = 0.0, max(0.0, right - max(box.right for box in cell.boxes)) * KX
    elif first.align == LEFT:
        # As on the page, words keep clear of the next column.
        after = 0.0 if right > edge - 1 else _APART * KX
        before = max(0.0, min(box.left for box in cell.boxes) - left) * KX
    else:
        before = after = 0.0
    room = max(4.0, (right - left) * KX - before - after)
    lines = _by_line(paragraphs(cell.boxes))
    several = len(lines) > 1 or lines[0][0].lines > 1
    text = "".join(
        _line(line, room, several, link if not at else "") for at, line in enumerate(lines)
    )
    type_ = first.style
    above = 0.8 * type_.leading * KY if several else ASCENT * type_.size
    top = (lines[0][0].baseline - row.top) * KY - above
    used = sum(_height(line, several) for line in lines)
    top = max(0.0, min(top, (row.bottom - row.top) * KY - used))
    margins = f'marL="{emu(before)}" marR="{emu(after)}" marT="{emu(top)}" marB="0"'
    return f"{start}{text}</a:txBody><a:tcPr {margins}>{under}<a:noFill/></a:tcPr></a:tc>"


def _by_line(found: Sequence[Line]) -> list[list[Line]]:
    """Paragraphs that stand side by side, on one line of the cell, together."""
    lines: list[list[Line]] = []
    for one in found:
        if lines and abs(lines[-1][-1].baseline - one.baseline) < 1:
            lines[-1].append(one)
        else:
            lines.append([one])
    return lines


def _height(line: Sequence[Line], several: bool) -> float:
    type_ = line[0].first.style
    if several:
        return type_.leading * KY * line[0].lines
    return max(one.first.style.size for one in line) * NATURAL


def _line(line: Sequence[Line], room: float, several: bool, link: str) -> str:
    first = line[0]
    type_ = first.first.style
    said = first.text
    leading = type_.leading * KY if several else 0.0
    if len(line) == 1:
        if first.lines > 1:
            size = size_for_lines(said, type_, room - 1, first.lines)
        else:
            size = size_for(said, type_, room - 1)
        runs, tab = run_xml(said, type_, size, link), 0.0
    else:
        wide = sum(
            width_of(one.text, is_bold(one.first.style)) * one.first.style.size for one in line
        )
        wide += _APART * (len(line) - 1)
        scale = min(1.0, (room - 1) / wide)
        runs, tab = "", 0.0
        for at, one in enumerate(line):
            own = one.first
            gap = ""
            if at:
                gap = "\t" if own.align == END else "   "
                tab = room - 0.5 if own.align == END else tab
            runs += run_xml(gap + one.text, own.style, own.style.size * scale, "" if at else link)
    return paragraph_xml(runs, align=first.first.align, leading=leading, said=said, tab=tab)
