"""The list of sections is worked with the keyboard and the mouse, and tells what was done."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from models.pack_plan import USUAL, Words
from reports.parts import Part
from ui import theme
from ui.pages.packs_options import section_rows
from ui.pages.packs_sections import SectionList, SectionRow, pen_of, tick_of

ROWS = [
    SectionRow("summary", "Summary", page=2),
    SectionRow("tier", "Tier status", page=3, written=True),
    SectionRow("deals", "Deals", said="No open deal."),
    SectionRow("evidence", "Evidence", on=False),
]
KEYS = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def sections(qtbot: QtBot) -> SectionList:
    made = SectionList()
    qtbot.addWidget(made)
    made.resize(300, 300)
    made.show_rows(ROWS)
    made.show()
    made.go_to("tier")
    return made


@pytest.fixture
def heard(sections) -> list:
    told: list = []
    sections.toggled.connect(lambda *what: told.append(("toggled", *what)))
    sections.ordered.connect(lambda keys: told.append(("ordered", *keys)))
    sections.opened.connect(lambda key: told.append(("opened", key)))
    sections.chosen.connect(lambda key: told.append(("chosen", key)))
    return told


def spot(sections: SectionList, at: int, part: str) -> QPoint:
    box = sections.visualRect(sections.sections.index(at)).adjusted(0, 0, -2, 0)
    box.setHeight(theme.px(30))
    if part == "row":
        return box.center()
    return (tick_of if part == "tick" else pen_of)(box).center()


def test_the_model_keeps_to_the_rules_of_models(sections, qtmodeltester):
    qtmodeltester.check(sections.sections)
    sections.move_by(1)
    qtmodeltester.check(sections.sections)


def test_space_leaves_a_section_out_and_puts_it_in(sections, heard, qtbot):
    for _ in range(2):
        qtbot.keyClick(sections, KEYS.Key_Space)
    assert heard == [("toggled", "tier", False), ("toggled", "tier", True)]


@pytest.mark.parametrize(
    ("key", "order"),
    [
        (KEYS.Key_Up, ("tier", "summary", "deals", "evidence")),
        (KEYS.Key_Down, ("summary", "deals", "tier", "evidence")),
    ],
)
def test_alt_with_the_arrows_moves_a_section_and_the_cursor_with_it(
    sections, heard, qtbot, key, order
):
    qtbot.keyClick(sections, key, ALT)
    assert heard == [("ordered", *order)]
    assert sections.current == "tier"


def test_at_the_ends_nothing_moves(sections, heard, qtbot):
    sections.go_to("summary")
    qtbot.keyClick(sections, KEYS.Key_Up, ALT)
    sections.go_to("evidence")
    qtbot.keyClick(sections, KEYS.Key_Down, ALT)
    assert heard == []


@pytest.mark.parametrize("key", [KEYS.Key_Return, KEYS.Key_Enter, KEYS.Key_F2])
def test_enter_and_f2_open_the_words(sections, heard, qtbot, key):
    qtbot.keyClick(sections, key)
    assert heard == [("opened", "tier")]


def test_the_arrows_go_to_a_section_at_once(sections, heard, qtbot):
    qtbot.keyClick(sections, KEYS.Key_Down)
    assert heard == [("chosen", "deals")]


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("tick", ("toggled", "summary", False)),
        ("pen", ("opened", "summary")),
        ("row", ("chosen", "summary")),
    ],
)
def test_a_click_does_what_it_hits(sections, heard, qtbot, part, told):
    qtbot.mouseClick(sections.viewport(), Qt.MouseButton.LeftButton, pos=spot(sections, 0, part))
    assert heard == [told]


def drag(sections, qtbot, at: int, to: int, *, end: bool = True) -> None:
    view, left = sections.viewport(), Qt.MouseButton.LeftButton
    qtbot.mousePress(view, left, pos=spot(sections, at, "row"))
    qtbot.mouseMove(view, spot(sections, at, "row") + QPoint(0, 20))
    qtbot.mouseMove(view, spot(sections, to, "row"))
    if end:
        qtbot.mouseRelease(view, left, pos=spot(sections, to, "row"))


def test_a_dragged_section_stays_where_it_is_let_go(sections, heard, qtbot):
    drag(sections, qtbot, 0, 2)
    assert heard[-1] == ("ordered", "tier", "deals", "summary", "evidence")


def test_escape_takes_a_drag_back(sections, heard, qtbot):
    drag(sections, qtbot, 0, 2, end=False)
    qtbot.keyClick(sections, KEYS.Key_Escape)
    assert sections.rows == ROWS
    assert not any(what[0] == "ordered" for what in heard)


def test_rows_shown_anew_keep_the_cursor_and_say_nothing(sections, heard):
    sections.show_rows([ROWS[1], ROWS[0], *ROWS[2:]])
    assert sections.current == "tier"
    assert heard == []


def test_a_screen_reader_hears_what_became_of_each_section(sections):
    words = [
        sections.sections.data(sections.sections.index(at), Qt.ItemDataRole.AccessibleTextRole)
        for at in range(4)
    ]
    assert words == [
        "Summary, page 2",
        "Tier status, page 3, with words",
        "Deals, no page of its own, No open deal.",
        "Evidence, left out",
    ]
    assert QAccessible.queryAccessibleInterface(sections).text(QAccessible.Text.Name) == "Sections"


def test_what_says_nothing_has_a_second_line(sections):
    high = [sections.visualRect(sections.sections.index(at)).height() for at in range(4)]
    assert high[2] > high[0] == high[1] == high[3]


def test_the_plan_orders_the_sections_and_new_ones_follow():
    parts = (Part("a", "A", 2), Part("b", "B", 3), Part("c", "C", said="None."))
    plan = USUAL.__class__(order=("c", "gone", "a"), left_out=("a",), words={"b": Words("x")})
    rows = section_rows(parts, plan)
    assert [(row.key, row.on, row.page, row.written) for row in rows] == [
        ("c", True, 0, False),
        ("a", False, 0, False),
        ("b", True, 3, True),
    ]
    assert rows[0].said == "None."


def test_a_section_that_is_not_wanted_says_why_it_is_not_there():
    (row,) = section_rows((Part("a", "A", wanted=False),), USUAL)
    assert row.silent
    assert "nothing to show" in row.said
