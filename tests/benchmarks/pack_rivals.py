"""The same pack by other means: its words and tables set by Typst, and drawn line by line."""

import io
import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from reports.faces import MEDIUM, REGULAR, SEMIBOLD, face, face_of
from reports.page import Book
from reports.sheet import Box, Sheet
from reports.structure import Node
from reports.style import HEIGHT, WIDTH


def typst_files(book: Book) -> dict[str, bytes]:
    """The pack as a Typst document and the two files that it carries, by their names."""
    files = {one.name: one.content for one in book.attachments()}
    return {"main.typ": _typst_source(book).encode(), **files}


def _typst_source(book: Book) -> str:
    """Each page's headings, paragraphs, lists, tables and shapes.

    Text has its size, weight and colour; what stands on every page and all shapes are placed.
    """
    carried = (
        f"#pdf.attach({_text(one.name)}, read({_text(one.name)}, encoding: none),"
        f' relationship: "data", mime-type: {_text(one.kind)}, description: {_text(one.about)})\n'
        for one in book.attachments()
    )
    parts = [
        f"#set page(width: {WIDTH}pt, height: {HEIGHT}pt, margin: 40pt)\n",
        f"#set document(title: {_text(book.facts.title)})\n",
        '#set text(font: "IBM Plex Sans", size: 8pt, lang: "en")\n',
        "#set table(stroke: (bottom: 0.4pt + gray), inset: 3pt)\n",
        *carried,
    ]
    for number, leaf in enumerate(book.leaves):
        words: dict[Node, list[Box]] = defaultdict(list)
        for box in leaf.sheet.boxes:
            words[box.node].append(box)
        if number:
            parts.append("#pagebreak()\n")
        furniture = [box for box in leaf.sheet.boxes if box.node.kind == "Artifact"]
        shapes = (
            f"#place(top + left, dx: {shape.x - 40:.1f}pt, dy: {shape.y - 40:.1f}pt,"
            f" rect(width: {shape.width:.1f}pt, height: {shape.height:.1f}pt,"
            f' fill: rgb("{shape.colour}")))\n'
            for shape in _rectangles(leaf.sheet)
        )
        placed = (
            f"#place(dx: {box.left - 40:.1f}pt, dy: {box.top - 40:.1f}pt, {_set(box)})\n"
            for box in furniture
        )
        parts.append("#pdf.artifact[\n" + "".join((*shapes, *placed)) + "]\n")
        parts.extend(_typst(node, words) for node in leaf.sheet.root)
    return "".join(parts)


def _set(box: Box) -> str:
    weight = {REGULAR: "regular", MEDIUM: "medium", SEMIBOLD: "semibold"}[box.style.weight]
    return (
        f'text(size: {box.style.size:g}pt, weight: "{weight}", fill: rgb("{box.style.colour}"),'
        f" {_text(box.text)})"
    )


def _typst(node: Node, words: dict[Node, list[Box]]) -> str:
    if node.kind == "Table":
        return _typst_table(node, words)
    if node.kind == "Figure":
        return _typst_figure(node)
    own = " + ".join(map(_set, words[node]))
    inner = "".join(_typst(kid, words) for kid in node.kids if isinstance(kid, Node))
    if node.kind in ("H1", "H2"):
        return f"#heading(level: {node.kind[1]}, {own})\n"
    if own:
        inner = f"#par({own})\n{inner}"
    return f"#list([{inner}])\n" if node.kind == "LI" else inner


def _typst_table(node: Node, words: dict[Node, list[Box]]) -> str:
    rows = list(_rows(node))
    columns = max(len(row) for row in rows)
    cells = []
    for at, row in enumerate(rows):
        texts = []
        for number, cell in enumerate(row):
            own = " + ".join(_set(box) for kid in _all(cell) for box in words[kid]) or "[]"
            marks = "".join(
                f"#figure(alt: {_text(kid.alt)}, circle(radius: 3pt, fill: blue))"
                for kid in _all(cell)
                if kid.kind == "Figure"
            )
            span = f"colspan: {cell.span}, " if cell.span > 1 else ""
            side = "right" if number == len(row) - 1 else "left"
            texts.append(f"table.cell({span}align: {side}, [{marks}] + {own})")
        cells.append(f"table.header({', '.join(texts)})" if not at else ", ".join(texts))
    return f"#table(columns: {columns}, {', '.join(cells)})\n"


def _rows(node: Node) -> Iterator[list[Node]]:
    for kid in node.kids:
        if isinstance(kid, Node) and kid.kind == "TR":
            yield [cell for cell in kid.kids if isinstance(cell, Node)]
        elif isinstance(kid, Node):
            yield from _rows(kid)


def _all(node: Node) -> Iterator[Node]:
    yield node
    for kid in node.kids:
        if isinstance(kid, Node):
            yield from _all(kid)


def _typst_figure(node: Node) -> str:
    if node.data is None or node.box is None:
        return ""
    top = max((abs(v) for s in node.data.series for v in s.values if v), default=1)
    bars = [
        f"rect(width: 18pt, height: {max(1.0, 120 * abs(value or 0) / top):.1f}pt, fill: blue)"
        for series in node.data.series
        for value in series.values
    ]
    names = [f"text(size: 7pt, {_text(name)})" for name in node.data.categories]
    drawn = f"stack(dir: ltr, spacing: 6pt, {', '.join([*bars, *names])})"
    return f"#figure(alt: {_text(node.alt)}, block({drawn}))\n"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def drawn_line_by_line(book: Book) -> bytes:
    """Every line of the pack with `drawString`, every rectangle and rule with the canvas's own."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    fonts = pdfmetrics._fonts
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT), pageCompression=1, invariant=1)
    for leaf in book.leaves:
        for box in leaf.sheet.boxes:
            name, _ = face_of(box.text[0], box.style.weight)
            font = face(name).font
            if font.fontName not in fonts:
                pdfmetrics.registerFont(font)
            canvas.setFont(font.fontName, box.style.size)
            canvas.setFillColor(box.style.colour)
            base = box.bottom - 0.2 * box.style.size
            canvas.drawString(box.left, HEIGHT - base, box.text)
        _shapes(canvas, leaf.sheet)
        canvas.showPage()
    return bytes(canvas.getpdfdata())


class Rectangle(NamedTuple):
    """A filled rectangle of a page, in points from its top left corner."""

    x: float
    y: float
    width: float
    height: float
    colour: str


def _rectangles(sheet: Sheet) -> Iterator[Rectangle]:
    """Every filled rectangle and every straight rule, which is a thin one."""
    colour = "#000000"
    for operator in sheet.code:
        for words in map(str.split, operator.splitlines()):
            if words[-1:] == ["rg"]:
                red, green, blue = (round(float(part) * 255) for part in words[-4:-1])
                colour = f"#{red:02x}{green:02x}{blue:02x}"
            elif words[-2:] == ["re", "f"]:
                x, y, wide, tall = map(float, words[-6:-2])
                yield Rectangle(x, sheet.height - y - tall, wide, tall, colour)
            elif words[-1:] == ["S"] and "l" in words:
                at = words.index("m")
                x, y = map(float, words[at - 2 : at])
                right, end = map(float, words[at + 1 : at + 3])
                yield Rectangle(
                    x, sheet.height - y, max(right - x, 0.5), max(y - end, 0.5), "#999999"
                )


def _shapes(canvas: Any, sheet: Sheet) -> None:
    for shape in _rectangles(sheet):
        canvas.setFillColor(shape.colour)
        bottom = sheet.height - shape.y - shape.height
        canvas.rect(shape.x, bottom, shape.width, shape.height, stroke=0, fill=1)
