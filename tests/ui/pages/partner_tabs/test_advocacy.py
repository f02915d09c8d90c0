"""A partner's advocacy: wires written and published, kits completed, references and the log."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from models.benefit_event import BenefitEvent
from models.deal import Deal
from models.governance.advocacy import Advocacy, Brief
from models.governance.voice import Reference, WinWire
from models.partner import Partner
from models.store import records
from models.store.portfolio import Portfolio, create
from tests.ui.pages.partner_on import partner_page
from ui.desk import Desk, Place
from ui.pages.partner_tabs.advocacy import AdvocacyTab

TODAY = date(2026, 11, 24)
ONE = timedelta(days=1)
BLOCKS = ("challenge", "solution", "outcome", "why_won")


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "one.alliance") as made:
        for record in (
            Partner(1, "Acorn"),
            Partner(2, "Birch"),
            Deal(7, 1, "Fence", "Airport", status="won", close_date=TODAY - 5 * ONE,
                 partner_minor=100_00),
            Deal(8, 1, "Gate", "Bank", status="won", close_date=TODAY - 9 * ONE),
            Reference(21, 1, "Bank", "reference", "agreed", 8),
            Advocacy(31, 1, "talk", "Fences of tomorrow", TODAY - ONE),
            Advocacy(32, 1, "event", "Fair", TODAY - 2 * ONE, "host"),
        ):  # fmt: skip
            records.add(made, record)
        yield made


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk) -> AdvocacyTab:
    page = partner_page(qtbot, desk, 1200)
    page.visit(Place("partner", 1, "advocacy"))
    found = page.current
    assert isinstance(found, AdvocacyTab)
    return found


def states(home) -> list[tuple[str, str]]:
    return [(row.title, row.state) for row in home.model.rows]


def write(home, **words: str) -> None:
    for name, text in words.items():
        home.panel.fields[name].committed.emit(text)


@pytest.mark.clause("C085")
def test_a_wire_is_proposed_for_each_win_written_published_and_taken_back(tab, portfolio, toasts):
    assert states(tab.wires) == [("Fence", "To be told"), ("Gate", "To be told")]
    tab.wires.choose(7)
    tab.wires.panel.started.emit(7)
    assert states(tab.wires) == [("Gate", "To be told"), ("Fence", "Draft")]
    panel = tab.wires.panel
    assert panel.shown.title == "Fence"
    assert "Airport; $100 total contract value" in panel.fields["client"].value
    assert panel.lacks.text() == "Still lacks: challenge, solution, outcome, why we won"
    assert not panel.publish.isEnabled()
    write(tab.wires, **{name: f"Some {name}" for name in BLOCKS})
    assert panel.publish.isEnabled()
    panel.publish.click()
    assert states(tab.wires)[1] == ("Fence", "Published")
    (event,) = records.find(portfolio, BenefitEvent)
    assert (event.deal_id, event.on_date) == (7, TODAY)
    assert toasts[-1] == ("Published. Logged as delivered.", True)
    panel.back.click()
    assert records.find(portfolio, BenefitEvent) == []
    assert states(tab.wires)[1] == ("Fence", "Draft")


def test_what_is_typed_in_one_wire_is_kept_when_another_is_chosen(tab, portfolio):
    for deal in (7, 8):
        tab.wires.panel.started.emit(deal)
    first, second = (row.id for row in tab.wires.model.rows)
    tab.wires.choose(first)
    field = tab.wires.panel.fields["lesson"]
    field.begin()
    field.findChild(QPlainTextEdit).setPlainText("Ask earlier")
    tab.wires.choose(second)
    assert records.get(portfolio, WinWire, first).lesson == "Ask earlier"
    assert records.get(portfolio, WinWire, second).lesson == ""


def test_a_title_that_is_gone_is_refused_at_its_field(tab, portfolio):
    tab.wires.panel.started.emit(7)
    tab.wires.panel.edited.emit(tab.wires.model.rows[1].id, "title", " ")
    assert records.find(portfolio, WinWire)[0].title == "Won with Acorn: Fence"


def test_a_wire_is_copied_as_text_and_saved_as_a_file(tab, tmp_path):
    tab.wires.panel.started.emit(8)
    row = next(one for one in tab.wires.model.rows if one.record is not None)
    tab.wires.copy_text(row.id)
    assert QGuiApplication.clipboard().text().startswith("Won with Acorn: Gate\n\nClient\nBank")
    target = tmp_path / "wire.md"
    tab.wires.save_file(row, target)
    assert target.read_text(encoding="utf-8").startswith("# Won with Acorn: Gate\n")


def test_a_file_that_cant_be_written_says_why(tab, tmp_path):
    tab.wires.panel.started.emit(8)
    row = next(one for one in tab.wires.model.rows if one.record is not None)
    tab.wires.save_file(row, tmp_path / "nowhere" / "wire.md")
    assert not tab.wires.message.isHidden()


@pytest.mark.clause("C086")
def test_a_kit_says_what_it_lacks_and_goes_out_once_it_is_complete(tab, portfolio):
    tab.show_face("briefs")
    tab.add_brief("kit")
    panel = tab.briefs.panel
    assert panel.lacks.text().startswith("Still lacks: partner’s value proposition")
    write(tab.briefs, title="Kit", partner_value="A", host_value="B", joint_value="C")
    assert tab.briefs.model.rows[0].sub == "Field readiness kit. Draft, 3 of 4 blocks."
    assert not panel.publish.isEnabled()
    write(tab.briefs, outcomes="D")
    panel.publish.click()
    assert states(tab.briefs) == [("Kit", "Published")]
    assert len(records.find(portfolio, BenefitEvent)[0].parts) == 4
    tab.briefs.panel.delete.click()
    assert records.find(portfolio, Brief) == []


@pytest.mark.clause("C007")
@pytest.mark.clause("C043")
def test_references_and_the_log_are_counted_and_edited_in_place(tab, portfolio):
    assert tab._given.text() == "1 reference"
    assert tab._years.text() == "2026: 1 by the partner, 1 by the host"
    tab.references.edited.emit(tab.references, 21, "state", "withdrawn")
    assert tab._given.isHidden()
    tab.log.adding.emit(tab.log)
    assert records.find(portfolio, Advocacy)[-1].on_date == TODAY
    assert tab._years.text() == "2026: 2 by the partner, 1 by the host"


def test_a_record_is_brought_into_sight_on_its_own_part(tab):
    tab.reveal("advocacy", 32)
    assert (tab.faces.current, tab.log.view.current_id()) == ("log", 32)
    tab.reveal("win_wires", 8)
    assert (tab.faces.current, tab.wires.table.current_id()) == ("wires", 8)


def test_a_partner_without_wins_says_so(tab, desk):
    desk.go(Place("partner", 2, "advocacy"))
    assert states(tab.wires) == []
    assert not tab.wires._empty.isHidden()
    assert tab.wires.panel.shown is None


def test_in_a_narrow_window_list_and_text_scroll_as_one(qtbot: QtBot, tab: AdvocacyTab) -> None:
    home = tab.briefs
    tab.add_brief("kit")
    tab.show_face("briefs")
    tab.window().resize(560, 600)
    own, whole = home.panel._scroll.verticalScrollBar(), home._scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: whole.maximum() > 0)
    assert own.maximum() == 0
    before = home.panel._scroll.height()
    home.panel.fields["outcomes"].set_value("word " * 400)
    qtbot.waitUntil(lambda: home.panel._scroll.height() > before)
    assert own.maximum() == 0
    tab.window().resize(1200, 1000)
    assert home.panel._scroll.minimumHeight() == 0
