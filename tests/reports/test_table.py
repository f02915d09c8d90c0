import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import style
from reports.faces import Typesetter
from reports.page import Leaf, Section
from reports.sheet import END, Sheet
from reports.table import Column, Group, Row, Table, Text


class Encoder(Typesetter):
    """Measures as the real one does and writes nothing."""

    def __init__(self):
        super().__init__(document=None)

    def _encode(self, text, weight):
        from reports.faces import Shown

        return Shown(self.width(text, weight), (("/F", text),))


class Pages:
    """Gives a new page at each call and keeps them."""

    def __init__(self):
        self.made = []

    def __call__(self):
        section = Section("list", "List", lambda book, figures: None)
        self.made.append(Leaf(Sheet(Encoder()), section, "Title", 100))
        return self.made[-1]


@pytest.fixture
def pages():
    return Pages()


COLUMNS = [Column("Name", 100), Column("Words", 120, most=3), Column("Sum", 80, END)]


def _texts(leaf):
    return [box.text for box in leaf.sheet.boxes]


def test_rows_go_on_over_pages_under_the_same_head(pages):
    rows = [[f"row {n}", "word", "1.00"] for n in range(60)]
    Table(COLUMNS, next_page=pages).draw(pages(), 100, rows)
    assert len(pages.made) > 1
    assert all(_texts(leaf)[:3] == ["Name", "Words", "Sum"] for leaf in pages.made)
    shown = [text for leaf in pages.made for text in _texts(leaf) if text.startswith("row")]
    assert shown == [f"row {n}" for n in range(60)]
    for leaf in pages.made:
        assert max(box.bottom for box in leaf.sheet.boxes) <= style.BOTTOM


@pytest.mark.parametrize("before", range(14, 24))
def test_a_group_heading_never_ends_a_page(pages, before):
    some = [["row", "word", "1.00"]] * before
    rows = [*some, Group("Heading"), ["last", "word", "2.00"]]
    Table(COLUMNS, next_page=pages).draw(pages(), 100, rows)
    for leaf in pages.made:
        assert _texts(leaf)[-1] != "Heading"


def test_a_group_that_goes_on_says_so(pages):
    rows = [Group("Wins", "60 deals", "$60.00"), *([["row", "word", "1.00"]] * 60)]
    Table(COLUMNS, next_page=pages).draw(pages(), 100, rows)
    assert "continued" in _texts(pages.made[1])
    assert "60 deals" in _texts(pages.made[0])


def test_a_row_is_as_tall_as_its_longest_cell(pages):
    table = Table(COLUMNS)
    start = table.draw(pages(), 100, [])[1]
    one = table.draw(pages(), 100, [["a", "b", "c"]])[1] - start
    three = table.draw(pages(), 100, [["a", "word " * 60, "c"]])[1] - start
    under = table.draw(pages(), 100, [[Text("a", under="more"), "b", "c"]])[1] - start
    assert one < under < three


def test_a_cell_stays_inside_its_column(pages):
    leaf = pages()
    Table(COLUMNS).draw(leaf, 100, [["x" * 90, "y" * 200, "9" * 60]])
    edges = [(40, 140), (140, 260), (260, 340)]
    for box in leaf.sheet.boxes[3:]:
        assert any(low - 0.1 <= box.left and box.right <= high + 0.1 for low, high in edges)


def test_figures_end_at_the_same_place(pages):
    leaf = pages()
    rows = [["a", "b", "1.00"], ["a", "b", "1,234.00"]]
    Table(COLUMNS).draw(leaf, 100, rows)
    ends = {round(box.right, 3) for box in leaf.sheet.boxes if box.text.endswith(".00")}
    assert ends == {340}


@pytest.mark.parametrize("count", range(1, 80))
def test_the_last_page_of_a_balanced_table_never_holds_a_few_rows_alone(pages, count):
    rows = [Group("All"), *([f"row {n}", "word", "1.00"] for n in range(count))]
    Table(COLUMNS, next_page=pages, balanced=True).draw(pages(), 100, rows)
    shown = [[text for text in _texts(leaf) if text.startswith("row")] for leaf in pages.made]
    assert [text for page in shown for text in page] == [f"row {n}" for n in range(count)]
    for leaf in pages.made:
        assert max(box.bottom for box in leaf.sheet.boxes) <= style.BOTTOM
    if len(shown) > 1:
        assert len(shown[-1]) * 4 >= len(shown[-2])
        assert len({len(page) for page in shown[:-2]}) <= 2


@given(
    groups=st.lists(st.lists(st.integers(1, 3), min_size=1, max_size=30), min_size=1, max_size=6)
)
def test_balancing_loses_no_row_no_heading_and_no_page(groups):
    rows: list[Row] = []
    for number, group in enumerate(groups):
        rows.append(Group(f"Group {number}"))
        rows += [[f"row {number}", "word " * 12 * lines, "1.00"] for lines in group]
    told = []
    for balanced in (False, True):
        pages = Pages()
        Table(COLUMNS, next_page=pages, balanced=balanced).draw(pages(), 100, rows)
        words = [text for leaf in pages.made for text in _texts(leaf)]
        told.append((len(pages.made), [text for text in words if text.startswith("row")]))
        assert {f"Group {number}" for number in range(len(groups))} <= set(words)
        for leaf in pages.made:
            assert max(box.bottom for box in leaf.sheet.boxes) <= style.BOTTOM
    assert told[0] == told[1]


@pytest.mark.parametrize("under", [1, 2, 3])
def test_a_second_text_has_as_many_lines_as_it_may_and_its_row_grows_with_it(pages, under):
    columns = [Column("Name", 100, under=under), Column("Sum", 80, END)]
    told = Text("One", None, "words that go on and on " * 6)
    rows: list[list[Text | str]] = [[told, "1.00"], ["Two", "2.00"]]
    _, end = Table(columns).draw(pages(), 100, rows)
    boxes = pages.made[0].sheet.boxes
    small = [box for box in boxes if box.style.size == style.NOTE.size]
    assert len(small) == under
    assert small[-1].text.rstrip().endswith("…")
    [second] = [box for box in boxes if box.text == "Two"]
    assert second.top > small[-1].bottom
    one = Table(columns[:1]).draw(pages(), 100, [[rows[0][0]]])[1]
    assert one < end
