"""What slides say when they are read back: titles, tables, charts, notes and every other word."""

import io
import zipfile
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from pptx import Presentation

from reports.facts import PackFacts
from reports.pack import drawn
from reports.page import Leaf
from reports.sheet import Box
from reports.slides.presentation import render
from reports.slides.shapes import nodes
from reports.structure import Node


class Deck:
    """A presentation read back, beside the pages that it was made from."""

    def __init__(self, facts: PackFacts) -> None:
        self.facts = facts
        self.data, self.count, self.pack_id = render(facts)
        self.file: Any = Presentation(io.BytesIO(self.data))

    @cached_property
    def leaves(self) -> list[Leaf]:
        return drawn(self.facts, self.pack_id).leaves

    @property
    def slides(self) -> list[Any]:
        return list(self.file.slides)

    @property
    def titles(self) -> list[str]:
        return [slide.shapes.title.text_frame.text for slide in self.slides]

    def charts(self, slide: Any) -> list[Any]:
        return [shape.chart for shape in shapes(slide) if getattr(shape, "has_chart", False)]

    def tables(self, slide: Any) -> list[list[list[str]]]:
        """The texts of each table's cells, row by row, without those that are merged away."""
        return [
            [[cell.text for cell in row.cells if not cell.is_spanned] for row in shape.table.rows]
            for shape in slide.shapes
            if getattr(shape, "has_table", False)
        ]

    def everything(self) -> str:
        """All that a curious reader can find in the file, the workbooks of its charts included."""
        return "\n".join(_texts(self.data))


def shapes(holder: Any) -> Iterator[Any]:
    """Every shape of a slide, those in groups too."""
    for shape in holder.shapes:
        yield shape
        if shape.shape_type is not None and hasattr(shape, "shapes"):
            yield from shapes(shape)


def page_tables(leaf: Leaf) -> list[list[list[str]]]:
    """The texts of the tables of a page, as it draws them."""
    return [
        [
            [_said(leaf.sheet.boxes, cell) for cell in row.kids if isinstance(cell, Node)]
            for row in table.kids
            if isinstance(row, Node)
        ]
        for table in nodes(leaf.sheet.root)
        if table.kind == "Table"
    ]


def _said(boxes: list[Box], cell: Node) -> str:
    inside = [cell, *(node for node in nodes(cell.kids) if node.kind != "Figure")]
    ids = {id(node) for node in inside}
    return "".join(f"{box.text} " for box in boxes if id(box.node) in ids)


def _texts(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        for name in file.namelist():
            yield name
            content = file.read(name)
            if name.endswith(".xlsx"):
                yield from _texts(content)
            else:
                yield content.decode("utf-8", "replace")
