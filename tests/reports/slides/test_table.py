import io
import re

import pytest

from reports.faces import Typesetter
from reports.page import Leaf, Section, blank
from reports.sheet import END, Sheet
from reports.slides.page import Drawing
from reports.slides.shapes import nodes, shapes_of
from reports.slides.table import grid_of, rules_of
from reports.slides.text import EMU, KX
from reports.style import TITLE
from reports.table import Column, Group, Table, Text


class NoFile:
    """A file that nothing leads into."""

    def leads(self, target: str) -> str:
        return ""

    def logo(self) -> str:
        return ""

    def chart(self, xml: str, plan: object, currency: str) -> str:
        return "rId9"


@pytest.fixture
def leaf() -> Leaf:
    sheet = Sheet(Typesetter(blank(io.BytesIO(), (841.89, 595.28))._doc))
    return Leaf(sheet, Section("any", "Any", lambda book, figures: None), "Any", 100)


def drawn(leaf: Leaf, rows: list) -> str:
    columns = [Column("Deal", 200, most=3), Column("Stage", 80), Column("TCV", 90, END)]
    Table(columns).draw(leaf, 100, rows)
    return Drawing(leaf, NoFile()).xml("Any", None)


def grid(leaf: Leaf):
    texts: dict[int, list] = {}
    for box in leaf.sheet.boxes:
        texts.setdefault(id(box.node), []).append(box)
    table = next(node for node in nodes(leaf.sheet.root) if node.kind == "Table")
    return grid_of(table, texts)


def test_columns_and_rows_stand_where_the_page_has_them(leaf):
    xml = drawn(leaf, [["A", "B", "$1.00"], ["C", "D", "$2.00"]])
    found = grid(leaf)
    assert found.edges == (40, 240, 320, 410)
    assert [row.head for row in found.rows] == [True, False, False]
    widths = [int(wide) for wide in re.findall(r'gridCol w="(\d+)"', xml)]
    assert widths == pytest.approx([200 * KX * EMU, 80 * KX * EMU, 90 * KX * EMU], abs=2)
    assert 'firstRow="1"' in xml
    assert "bandRow" not in xml


def test_the_rules_of_the_page_become_the_borders_of_the_cells(leaf):
    xml = drawn(leaf, [["A", "B", "$1.00"]])
    assert len(rules_of(grid(leaf), shapes_of(leaf.sheet))) == 2
    assert xml.count("<a:lnB") == 6
    assert "cxnSp" not in xml


def test_figures_are_aligned_at_their_end(leaf):
    xml = drawn(leaf, [["A", "B", "$1.00"]])
    cell = xml[xml.rindex("<a:tc>", 0, xml.index("$1.00")) : xml.index("$1.00")]
    assert 'algn="r"' in cell


def test_a_group_row_is_merged_with_its_figure_at_the_right(leaf):
    xml = drawn(leaf, [Group("Wins", "2 deals", "$3.00"), ["A", "B", "$1.00"]])
    assert 'gridSpan="2"' in xml
    assert xml.count('hMerge="1"') == 1
    assert "<a:t>   2 deals</a:t>" in xml
    assert "<a:t>$3.00</a:t>" in xml


def test_broken_text_is_one_paragraph_again(leaf):
    words = "Managed detection and response for every site of the group in all of Europe"
    xml = drawn(leaf, [[Text(words, None, "Aldwych Rail"), "B", "$1.00"]])
    assert f"<a:t>{words}</a:t>" in xml
    assert "<a:t>Aldwych Rail</a:t>" in xml


def test_an_empty_cell_is_no_higher_than_its_row(leaf):
    xml = drawn(leaf, [["A", "", ""]])
    assert 'endParaRPr lang="en-GB" sz="400"' in xml


def test_a_table_that_says_nothing_of_its_places_is_text(leaf):
    with leaf.sheet.inside("H1"):
        leaf.sheet.text(40, 69, "Title", TITLE)
    with leaf.sheet.inside("Table"), leaf.sheet.inside("TR"), leaf.sheet.inside("TD"):
        leaf.sheet.text(50, 120, "Alone", Column("", 1).type_)
    assert grid(leaf) is None
    xml = Drawing(leaf, NoFile()).xml("Any", None)
    assert "<a:tbl>" not in xml
    assert "Alone" in xml
