"""Each part says what it is to who can't see it, and does what its keys promise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QVBoxLayout, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from ui import theme
from ui.tokens import DARK
from ui.widgets.buttons import Button, IconButton
from ui.widgets.card import Card, StatusLine
from ui.widgets.charts import Sparkline
from ui.widgets.chip import FilterChip
from ui.widgets.empty_state import EmptyState
from ui.widgets.field_row import FieldRow
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.gap_bar import GapBar, Gauge, TierScale
from ui.widgets.labels import ElidedLabel, Label
from ui.widgets.message_bar import MessageBar
from ui.widgets.nav import NavModel
from ui.widgets.page import PageBody, PageHeader
from ui.widgets.palette import Palette
from ui.widgets.pill import Pill
from ui.widgets.reason_tree import Reason, ReasonTree, Record
from ui.widgets.segmented import Segmented
from ui.widgets.shade import Shade
from ui.widgets.sidebar import Entry, Sidebar
from ui.widgets.spin_box import SpinBox
from ui.widgets.stepper import Stepper
from ui.widgets.tile import Tile, TileRow
from ui.widgets.toast import Toast

GAUGE = Gauge(6, (4, 8, 16), ("4", "8", "16"), "short", 1, 8, "6 of 8, 2 people short")


def sidebar() -> Sidebar:
    made = Sidebar()
    made.set_entries(
        [
            Entry("partners", "Partners", "handshake", count="25"),
            Entry("deals", "Deals", "briefcase"),
            Entry("risk", "At risk", "triangle-alert", "Saved views"),
        ]
    )
    made.set_portfolio("Alliances", "alliances.alliance")
    made.set_saved("All changes saved", "Backup today 09:12")
    return made


def header() -> PageHeader:
    made = PageHeader("Northwind", "EMEA")
    made.set_crumbs([("partners", "Partners"), (1, "Northwind")])
    made.set_pills([("Silver", "plain", ""), ("Gold in reach", "at_risk", "target")])
    made.set_avatar("Northwind")
    made.add_button("Build pack", "primary", "presentation")
    return made


def message() -> MessageBar:
    made = MessageBar("short", "2 rows were not imported.", "The other 1,202 are in.")
    made.add_button("Show the 2 rows", made.show)
    return made


def spark() -> Sparkline:
    made = Sparkline("Trend")
    made.set_values([1, 3, 2], "rising")
    return made


def tree() -> ReasonTree:
    made = ReasonTree()
    made.set_reasons(
        [
            Reason(
                "tcv",
                "Aggregate TCV",
                "$12M of $15M.",
                "short",
                "C031",
                (Record("Renewal, $48,000", "deal", 2**62),),
                (Record("Pilot, $31,500", "deal", 8, "Closed outside the window"),),
            ),
            Reason("agreement", "Agreement", "Signed.", "met"),
        ],
        "tcv",
    )
    return made


MAKERS: list[Callable[[], QWidget]] = [
    sidebar,
    header,
    message,
    spark,
    tree,
    lambda: Button("Import", "plain", "download"),
    lambda: IconButton("settings", "Settings"),
    lambda: FilterChip("Tier", [("g", "Gold"), ("s", "Silver")]),
    lambda: Segmented([(1, "Day first"), (2, "Month first")], "Reading"),
    lambda: GapBar("Certified people", GAUGE),
    lambda: TierScale(["Silver", "Gold"], 1),
    lambda: Stepper(["File", "Columns", "Check"]),
    lambda: Tile("Target", "Gold", "4 of 7 met", "short"),
    lambda: TileRow([Tile("A", "1"), Tile("B", "2")]),
    lambda: Pill("Gold", "at_risk", "target"),
    lambda: StatusLine("Keeps tier", "met"),
    lambda: EmptyState("briefcase", "No deals yet", "Import", "Add one"),
    lambda: FieldRow("Name", value="Northwind"),
    lambda: Card("Deals"),
    PageBody,
    lambda: SpinBox("People"),
    lambda: Label("x"),
    lambda: ElidedLabel("x"),
]


@pytest.mark.parametrize("maker", MAKERS)
def test_each_part_paints_in_both_themes_and_names_all_that_takes_the_keyboard(
    maker: Callable[[], QWidget], qtbot: QtBot, qapp: QApplication
) -> None:
    widget = maker()
    qtbot.addWidget(widget)
    widget.resize(500, 200)
    widget.show()
    light = widget.grab().toImage()
    theme.apply(qapp, "dark", 1.5)
    QApplication.sendPostedEvents()
    widget.resize(500, 200)
    assert not widget.grab().isNull()
    assert light != widget.grab().toImage()
    for part in [widget, *widget.findChildren(QWidget)]:
        if part.focusPolicy() != Qt.FocusPolicy.NoFocus and part.focusProxy() is None:
            if not part.objectName().startswith("qt_"):
                assert part.accessibleName(), type(part).__name__


def test_the_sidebar_goes_where_it_is_told_and_tells_where_it_is_sent(qtbot: QtBot) -> None:
    bar = sidebar()
    qtbot.addWidget(bar)
    bar.show()
    picked: list[str] = []
    bar.picked.connect(picked.append)
    bar.select("partners")
    assert (bar.current, picked) == ("partners", [])
    qtbot.keyClick(bar._view, Qt.Key.Key_Down)
    qtbot.keyClick(bar._view, Qt.Key.Key_Down)
    assert picked == ["deals", "risk"]
    bar.set_count("deals", 1204)
    bar.set_rail(True)
    assert bar.is_rail()
    assert bar.width() == 60


def test_the_navigation_keeps_qts_promises(qtmodeltester: ModelTester, qapp: object) -> None:
    model = NavModel()
    model.set_entries([Entry("a", "A", "star"), Entry("b", "B", "star", "Views")])
    qtmodeltester.check(model)


def test_a_toast_waits_while_it_is_looked_at_and_undoes(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(800, 600)
    host.show()
    toast = Toast(host)
    undone: list[str] = []
    toast.show_message("Northwind moved to Trash", "Undo", lambda: undone.append("Northwind"))
    assert toast.waiting
    at = toast.rect().center().toPointF()
    QApplication.sendEvent(toast, QEnterEvent(at, at, at))
    assert not toast.waiting
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    assert toast.waiting
    next(b for b in toast.findChildren(QAbstractButton) if b.text() == "Undo").click()
    assert undone == ["Northwind"]
    assert not toast.isVisible()


def test_a_toast_leaves_by_itself(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.show()
    toast = Toast(host)
    toast.show_message("Saved", seconds=0)
    qtbot.waitUntil(lambda: not toast.isVisible())


def test_a_toast_whose_fields_were_collected_may_still_be_called_by_qt(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.show()
    toast = Toast(host)
    toast.show_message("Saved", "Undo")
    for part in (toast, *host.findChildren(Shade)):
        vars(part).clear()  # as the collector does, before Qt takes the window apart
    with qtbot.captureExceptions() as raised:
        host.resize(700, 500)
        QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
        toast.resize(200, 40)
        toast.make_room()  # a bar at the foot of a page goes with it
        host.close()
    assert raised == []


def test_a_chip_names_what_it_filters_by_and_is_cleared_by_a_key(qtbot: QtBot) -> None:
    chip = FilterChip("Tier", [("g", "Gold"), ("s", "Silver"), ("b", "Bronze")])
    qtbot.addWidget(chip)
    told: list[Any] = []
    chip.changed.connect(told.append)
    assert chip.text() == "Tier: any"
    chip.set_chosen(["g", "s", "unknown"])
    assert chip.text() == "Tier: Gold, Silver"
    assert told == []
    qtbot.keyClick(chip, Qt.Key.Key_Delete)
    assert (told, chip.chosen) == ([set()], set())


def test_arrow_keys_choose_among_segments(qtbot: QtBot) -> None:
    choice = Segmented([("day", "Day first"), ("month", "Month first")], "Reading")
    qtbot.addWidget(choice)
    told: list[object] = []
    choice.chosen.connect(told.append)
    first = choice.findChildren(QAbstractButton)[0]
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert (told, choice.current) == (["month"], "month")


def test_a_gap_bar_says_how_it_stands(qtbot: QtBot) -> None:
    bar = GapBar("Certified people", GAUGE)
    qtbot.addWidget(bar)
    assert bar.accessibleName() == "Certified people: 6 of 8, 2 people short"


def test_a_record_that_counts_can_be_opened(qtbot: QtBot) -> None:
    shown = tree()
    qtbot.addWidget(shown)
    shown.show()
    opened: list[tuple[str, object]] = []
    shown.record_opened.connect(lambda kind, row_id: opened.append((kind, row_id)))
    top = shown.model().index(0, 0)
    assert top.data(Qt.ItemDataRole.AccessibleTextRole).startswith("Short. Aggregate TCV")
    record = shown.model().index(0, 0, shown.model().index(0, 0, top))
    shown.setCurrentIndex(record)
    qtbot.keyClick(shown, Qt.Key.Key_Return)
    assert opened == [("deal", 2**62)]


def test_a_cut_label_holds_the_whole_in_its_tip(qtbot: QtBot) -> None:
    label = ElidedLabel("A very long name of a partner")
    qtbot.addWidget(label)
    label.resize(400, 20)
    label.show()
    assert label.toolTip() == ""
    label.resize(60, 20)
    assert label.toolTip() == "A very long name of a partner"


def test_words_from_a_file_never_become_markup(qtbot: QtBot) -> None:
    label = Label("<b>Northwind</b>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_a_flow_goes_on_in_the_next_line(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    flow = FlowLayout(host)
    for _ in range(6):
        part = QWidget()
        part.setFixedSize(80, 20)
        flow.addWidget(part)
    assert flow.heightForWidth(600) == 20
    assert flow.heightForWidth(180) == 3 * 20 + 2 * 8


def test_actions_go_under_a_title_that_they_would_cut(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    head = header()
    QVBoxLayout(host).addWidget(head)
    host.resize(900, 200)
    host.show()
    beside = head.sizeHint().height()
    host.resize(420, 200)
    QApplication.sendPostedEvents()
    assert head.sizeHint().height() > beside


def test_actions_that_go_under_a_title_stand_beside_the_line_under_it(qtbot: QtBot) -> None:
    head = header()
    qtbot.addWidget(head)
    head.resize(1200, head.sizeHint().height())
    head.show()
    pack = next(b for b in head.findChildren(Button) if b.text() == "Build pack")
    title, sub = head.findChildren(ElidedLabel)[:2]
    head.resize(sub.sizeHint().width() + pack.sizeHint().width() + 80, head.height())
    for words, beside in (("EMEA", True), ("EMEA, " * 20, False)):
        head.set_sub(words)
        QApplication.sendPostedEvents()
        head.resize(head.width(), head.sizeHint().height())
        assert pack.y() > title.geometry().bottom()
        assert (abs(pack.geometry().center().y() - sub.geometry().center().y()) < 3) == beside


def test_crumbs_lead_back(qtbot: QtBot) -> None:
    head = header()
    qtbot.addWidget(head)
    back = next(b for b in head.findChildren(Button) if b.text() == "Partners")
    with qtbot.waitSignal(head.crumb_clicked) as heard:
        back.click()
    assert heard.args == ["partners"]


def test_the_dimmed_ground_of_the_palette_covers_its_host(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(500, 400)
    host.show()
    palette = Palette(host)
    palette.open([])
    host.resize(700, 500)
    assert palette.geometry() == host.rect()


def test_dark_reaches_a_card_at_once(qtbot: QtBot, qapp: QApplication) -> None:
    card = Card("Deals")
    qtbot.addWidget(card)
    card.resize(200, 100)
    theme.apply(qapp, "dark")
    assert card.grab().toImage().pixelColor(100, 80).name().upper() == DARK.card


def test_an_ampersand_in_the_way_back_is_shown_as_it_is(qtbot: QtBot) -> None:
    made = PageHeader()
    qtbot.addWidget(made)
    made.set_crumbs([("one", "O'Neil & Söhne"), ("", "Talk")])
    (crumb,) = made.findChildren(Button)
    assert crumb.text() == "O'Neil && Söhne"
    assert crumb.shortcut().isEmpty()
    assert crumb.accessibleName() == "Back to O'Neil & Söhne"


def test_a_bar_in_a_narrow_place_grows_so_that_none_of_its_words_is_cut(qtbot: QtBot) -> None:
    bar = MessageBar("short", "Notice came four days after its last day. " * 3, "Decide it.")
    qtbot.addWidget(bar)
    bar.add_button("Open", bar.hide)
    bar.resize(1400, 44)
    bar.show()
    QApplication.processEvents()
    high = bar.height()
    bar.resize(420, high)
    QApplication.processEvents()
    label = bar._sentence
    assert label.height() >= label.heightForWidth(label.width())
    assert bar.height() > high
    bar.resize(1400, bar.height())
    QApplication.processEvents()
    assert bar.height() == high


def test_a_low_window_with_large_text_shows_every_icon_of_the_strip(
    qtbot: QtBot, qapp: QApplication
) -> None:
    theme.apply(qapp, "light", 1.5)
    bar = Sidebar()
    qtbot.addWidget(bar)
    bar.set_entries([Entry(str(at), f"Place {at}", "x") for at in range(14)])
    bar.set_rail(True)
    bar.resize(bar.width(), 600)
    bar.show()
    QApplication.processEvents()
    view = bar._view
    rects = [view.visualRect(view.model().index(at, 0)) for at in range(14)]
    assert rects[-1].bottom() < view.viewport().height()
    assert rects[0].height() >= 24


@pytest.mark.parametrize("rail", [False, True])
def test_places_stand_closer_together_before_any_is_cut_and_then_scroll(
    qtbot: QtBot, rail: bool
) -> None:
    bar = Sidebar()
    qtbot.addWidget(bar)
    bar.set_entries([Entry(str(at), f"Place {at}", "x") for at in range(12)])
    bar.set_rail(rail)
    bar.show()
    view = bar._view

    def fits(high: int) -> bool:
        bar.resize(bar.width(), high)
        QApplication.processEvents()
        last = view.visualRect(view.model().index(11, 0))
        return last.bottom() < view.viewport().height()

    assert fits(900)
    full = view.visualRect(view.model().index(0, 0)).height()
    assert fits(520)
    assert view.visualRect(view.model().index(0, 0)).height() < full
    assert not fits(300)
    assert view.verticalScrollBar().isVisible() != rail  # it would push the icons aside
    bar.select("11")
    view.scrollTo(view.currentIndex())
    assert view.visualRect(view.currentIndex()).bottom() <= view.viewport().height()
