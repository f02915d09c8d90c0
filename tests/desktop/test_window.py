"""The frame: places and the way back, messages, undo by name, portfolios that open or don't."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPointF, QStringListModel, Qt, QUrl
from PySide6.QtGui import QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop import actions
from desktop import app as root
from models.ids import new_id
from models.partner import Partner
from models.store import records
from models.store.portfolio import Portfolio
from reports import worker
from reports.pack import render
from tests.desktop.plain_page import Plain
from tests.reports import facts_builder
from ui import theme
from ui.commands import Command
from ui.desk import Desk, Place
from ui.dialogs.fault import FaultDialog
from ui.dialogs.form_back import TakeFormDialog
from ui.dialogs.verify_pack import VerifyPack
from ui.pages.base import Page
from ui.pages.welcome import WelcomePage
from ui.work import Inline


def add(name: str) -> Callable[[Portfolio], int]:
    def fn(portfolio: Portfolio) -> int:
        return records.add(portfolio, Partner(new_id(), name))

    return fn


def test_the_first_thing_seen_offers_three_ways_to_begin(window):
    page = window.page
    assert isinstance(page, WelcomePage)
    assert [choice.key for choice in page.choices] == ["sample", "import", "empty"]
    assert page.choices[0].hasFocus()
    assert not window.sidebar.isVisible()


def test_opening_a_portfolio_goes_to_what_needs_a_person_and_is_remembered(window, book):
    window.session.open(book)
    assert window.here == Place("today")
    assert window.windowTitle().startswith("book")
    assert window.sidebar.isVisible()
    assert window.session.recent() == [book]


def test_a_portfolio_just_opened_has_its_commands_before_any_menu_was_seen(window, book):
    assert not window._actions["find"].isEnabled()
    window.session.open(book)
    assert window._actions["find"].isEnabled()
    window.doings.close_portfolio()
    assert not window._actions["find"].isEnabled()


def test_back_and_forward_follow_the_places(window, book):
    window.session.open(book)
    window.go(Place("deals"))
    window.go(Place("partner", 7, "scorecard"))
    window.back()
    assert window.here == Place("deals")
    window.back()
    assert window.here == Place("today")
    window.forward()
    window.forward()
    assert window.here == Place("partner", 7, "scorecard")
    window.back()
    window.go(Place("packs"))
    window.forward()
    assert window.here == Place("packs")


def test_a_partner_belongs_to_the_list_it_was_opened_from(window, book):
    window.session.open(book)
    window.go(Place("deals"))
    window.go(Place("partner", 7, "scorecard"))
    assert window.desk.way_back == (Place("deals"), "Deals")
    assert window.sidebar.current == "deals"
    window.go(Place("packs", 7))  # no list of partners: the way back stays
    window.go(Place("partner", 7, "packs"))
    assert window.desk.way_back[1] == "Deals"
    window.go(Place("partners"))
    window.go(Place("partner", 8))
    assert window.sidebar.current == "partners"
    window.back()
    window.back()
    assert (window.here.id, window.sidebar.current) == (7, "deals")


def test_a_change_is_named_by_undo_and_counted_at_the_left(window, book):
    window.session.open(book)
    window.desk.lane.write("Add A & B", add("A & B"))
    assert window._actions["undo"].text() == "Undo “Add A && B”"
    assert not window._actions["redo"].isEnabled()
    window.doings.undo()
    assert window._actions["redo"].text() == "Redo “Add A && B”"
    assert "Took back" in window.toast.words


def test_only_the_page_in_front_reads_again_and_others_on_their_next_visit(window, book):
    window.session.open(book)
    today = window.page
    window.go(Place("deals"))
    reads = today.reads
    window.desk.lane.write("Add A", add("A"))
    assert (today.reads, window.page.reads) == (reads, 2)
    window.go(Place("today"))
    assert today.reads == reads + 1
    window.go(Place("deals"))
    window.go(Place("today"))
    assert today.reads == reads + 1


def test_a_portfolio_that_cannot_be_opened_is_a_sentence_and_leaves_the_open_one(
    window, book, tmp_path
):
    window.session.open(book)
    (tmp_path / "other.alliance").write_text("no database")
    window.session.open(tmp_path / "other.alliance")
    assert "not an Alliance Desk portfolio" in window.message.sentence
    assert window.message.isVisible()
    window.desk.lane.write("Add", add("Still here"))
    assert window.can_undo()


def test_the_sample_says_that_it_is_made_up_and_is_kept(window, home):
    window.doings.open_sample()
    assert "made up" in window.banner.sentence
    assert window.desk.opened.partners == 12
    assert (home / "Sample portfolio.alliance").exists()
    window.desk.lane.write("Add", add("Mine"))
    window.doings.close_portfolio()
    assert window.here.page == "welcome"
    window.doings.open_sample()
    assert window.desk.opened.partners == 13


def test_a_dropped_portfolio_opens(window, book):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(book))])
    window.dropEvent(
        QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                   Qt.KeyboardModifier.NoModifier)
    )  # fmt: skip
    assert window.desk.opened.path == book


def test_a_dropped_form_is_shown_as_a_plan_and_needs_its_portfolio(window, book, tmp_path):
    form = tmp_path / "review.pdf"
    form.write_bytes(b"%PDF-1.7 nothing")
    window.doings.drop_file(str(form))
    assert "the portfolio that it was sent from" in window.message.sentence
    window.session.open(book)
    window.doings.drop_file(str(form))
    (dialog,) = window.findChildren(TakeFormDialog)
    assert "review.pdf is damaged" in dialog.wrong._sentence.text()
    dialog.close()


def test_a_dropped_pack_is_verified_against_its_portfolio(window, book, tmp_path, monkeypatch):
    monkeypatch.setattr(worker, "build_bytes", worker.build_here)
    pack = tmp_path / "pack.pdf"
    pack.write_bytes(render(facts_builder.empty())[0])
    window.doings.drop_file(str(pack))
    assert "the portfolio that it was issued from" in window.message.sentence
    window.session.open(book)
    window.doings.drop_file(str(pack))
    (dialog,) = window.findChildren(VerifyPack)
    assert "was not issued from this portfolio" in dialog.message.sentence
    dialog.close()


def test_a_new_portfolio_never_replaces_a_file(window, book, monkeypatch):
    before = book.read_bytes()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(book), ""))
    window.doings.new_portfolio()
    assert "exists already" in window.message.sentence
    assert book.read_bytes() == before


def test_a_verified_copy_and_a_check_say_what_they_found(window, book, tmp_path, monkeypatch):
    window.session.open(book)
    target = tmp_path / "copy.alliance"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    window.doings.save_copy()
    assert target.exists()
    assert "verified: no partners, no deals." in window.toast.words
    window.desk.lane.write("Add", add("A"))
    window.doings.check()
    assert "The portfolio is sound: 1 partner, no deals, " in window.toast.words


def test_a_fault_of_ours_is_one_dialog_a_log_entry_and_work_goes_on(window, book, home):
    window.session.open(book)

    def fail(_portfolio: object) -> None:
        raise ZeroDivisionError

    window.desk.lane.write("Break", fail)
    window.desk.lane.write("Break again", fail)
    assert len(window.findChildren(FaultDialog)) == 1
    assert not window.can_undo()
    window.desk.lane.write("Add", add("A"))
    assert window.can_undo()


def test_every_command_has_a_title_a_menu_and_a_key_of_its_own(window):
    commands = window.commands
    keys = [command.keys for command in commands if command.keys]
    assert len(keys) == len(set(keys))
    assert len({command.id for command in commands}) == len(commands)
    for command in commands:
        assert command.title
        assert command.group in {"File", "Edit", "View", "Go", "Help"}


def test_what_needs_a_portfolio_cannot_be_asked_for_without_one(window, book):
    window.menus.enable()
    assert not window._actions["import"].isEnabled()
    assert window._actions["open"].isEnabled()
    window.session.open(book)
    window.menus.enable()
    assert window._actions["import"].isEnabled()


@pytest.mark.parametrize("page", ["hygiene", "movement", "partner_lists", "imports"])
def test_the_pages_beside_the_deals_are_commands_like_those_of_the_sidebar(window, book, page):
    window._makers = dict(window._makers) | {page: Plain}
    window.session.open(book)
    command = next(one for one in actions.table(window) if one.id == f"go_{page}")
    assert command.enabled()
    command.run()
    assert window.here == Place(page)


def test_the_palette_finds_a_partner_and_goes_to_it(window, book, qtbot):
    window.session.open(book)
    window.desk.lane.write("Add", add("O'Neil & Söhne 株式会社"))
    window.doings.palette()
    qtbot.keyClicks(QApplication.focusWidget(), "soehne"[:2])
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert window.here.page == "partner"


def test_light_and_dark_and_text_size_are_kept(window):
    window.doings.toggle_dark()
    assert theme.tokens().dark
    window.doings.larger()
    assert float(window.desk.settings.value("text_scale")) == pytest.approx(1.1)
    window.doings.normal()
    assert theme.text_scale() == 1.0


def test_the_sidebar_is_a_rail_in_a_narrow_window_unless_a_person_chose(window):
    window.resize(1024, 640)
    assert window.sidebar.is_rail()
    window.resize(1440, 900)
    assert not window.sidebar.is_rail()
    window.toggle_rail()
    window.resize(1500, 900)
    assert window.sidebar.is_rail()


def test_the_as_of_day_follows_a_person_and_goes_back_to_today(window, book):
    window.session.open(book)
    reads = window.page.reads
    window.desk.set_as_of(date(2022, 1, 5))
    assert window.page.reads == reads + 1
    window.doings.as_of_today()
    assert window.desk.as_of == window.desk.today


@pytest.fixture
def listed(window, book, qtbot) -> Page:
    """A page with a button and, under it, two lists, of which the first is out of sight."""

    class Listing(Plain):
        def __init__(self, desk: Desk) -> None:
            super().__init__(desk)
            self.lists = QListView(), QListView()
            column = QVBoxLayout(self)
            for part in (QPushButton("first"), *self.lists):
                column.addWidget(part)
            self.lists[0].hide()

    window._makers["packs"] = Listing
    window.session.open(book)
    with qtbot.waitActive(window):
        window.activateWindow()
    window.sidebar.findChild(QListView).setFocus()
    return window.made("packs")


def test_a_page_begins_on_its_list_and_not_where_the_focus_fell(window, listed):
    page = window.pages["packs"] = listed
    window.pages["today"].setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window.pages["today"].setFocus()
    window.go(Place("packs"))
    assert page.lists[1].hasFocus()
    page.findChild(QPushButton).setFocus()
    page.refresh()  # one has gone elsewhere by now
    assert page.findChild(QPushButton).hasFocus()


def test_a_list_with_rows_is_begun_on_before_an_empty_one(window, listed):
    page = window.pages["packs"] = listed
    page.lists[0].show()
    rows = QStringListModel(["one"], page)
    page.lists[1].setModel(rows)
    window.go(Place("packs"))
    assert page.lists[1].hasFocus()


def test_f6_goes_from_part_to_part(window, listed):
    window.pages["packs"] = listed
    window.go(Place("packs"))
    start = window.sidebar.findChild(QListView)
    start.setFocus()
    stops = []
    for key in ("F6", "Shift+F6"):
        action = next(a for a in window._actions.values() if a.shortcut() == QKeySequence(key))
        action.trigger()
        stops.append(QApplication.focusWidget())
    assert listed.isAncestorOf(stops[0])
    assert window.sidebar.isAncestorOf(stops[1])


def test_every_focusable_widget_of_the_frame_has_a_name(window, book):
    window.session.open(book)
    nameless = [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not widget.accessibleName()
        and not isinstance(widget, Page)
    ]
    assert nameless == []


def test_a_pages_own_commands_are_in_the_menus_and_have_their_keys_while_it_is_in_front(
    window, book
):
    asked: list[str] = []

    class Asking(Plain):
        def commands(self):
            return [Command("ask", "Ask & tell", lambda: asked.append("yes"), "Edit", "Ctrl+J")]

    window._makers = dict(window._makers) | {"deals": Asking}
    window.session.open(book)
    window.go(Place("deals"))
    window.menus._offer()
    texts = [action.text() for action in window.menus.menus["Edit"].actions()]
    assert "Ask && tell\tCtrl+J" in texts
    shortcut = window.page.findChild(QShortcut)
    assert shortcut.key().toString() == "Ctrl+J"
    shortcut.activated.emit()
    assert asked == ["yes"]
    window.go(Place("partners"))
    window.menus._offer()
    assert not [a for a in window.menus.menus["Edit"].actions() if a.text().startswith("Ask")]


def test_a_portfolio_that_cannot_be_opened_at_the_start_leads_to_the_first_page(
    qapp, qtbot, tmp_path
):
    made = root.build(qapp, executor=Inline())
    qtbot.addWidget(made)
    made.show()
    assert made.session.start(str(tmp_path / "gone.alliance"))
    assert isinstance(made.page, WelcomePage)
    assert "There is no file" in made.message.sentence
    assert made.message.isVisible()


def test_enter_presses_what_has_the_focus_on_the_first_page(window, qtbot, home):
    qtbot.keyClick(window.page.choices[0], Qt.Key.Key_Return)
    assert window.desk.opened.sample


def test_both_keys_of_the_key_sheet_are_bound(window):
    bound = [keys.toString() for keys in window._actions["keys"].shortcuts()]
    assert bound == ["F1", "Ctrl+?"]
