"""The tab tells what happened and what was entered, newest first, found by kind, side and words."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from models.action import Action
from models.deal import Deal
from models.governance.meetings import Meeting
from models.governance.timeline import JOURNAL, RECORDS, Entry
from models.governance.timeline_sources import EDITS, TOLD
from models.partner import Partner
from models.store import records, timeline_journal
from models.store.portfolio import Portfolio, create
from tests.ui.pages.partner_on import partner_page
from ui.desk import Desk, Place
from ui.dialogs.edited import EditedWindow, show_edits
from ui.pages.partner import TABS, PartnerPage
from ui.pages.partner_tabs.timeline import TimelineTab

TODAY = date(2026, 11, 24)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "partners.alliance") as made:
        with made.change("Begin"):
            records.add(made, Partner(1, "O'Neil & Söhne 株式会社"))
            records.add(made, Partner(2, "Other"))
            records.add(made, Deal(6, 1, "Late renewal", "Bank", status="won",
                                   close_date=TODAY - timedelta(2), partner_minor=100))  # fmt: skip
            records.add(made, Action(7, 1, "Call the bank", side="partner", owner="Kim",
                                     made_on=date(2026, 9, 3)))  # fmt: skip
            records.add(made, Meeting(8, 1, "meeting", date(2025, 3, 3), state="held"))
        yield made


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> PartnerPage:
    return partner_page(qtbot, desk, 1200)


@pytest.fixture
def tab(page: PartnerPage, portfolio: Portfolio) -> TimelineTab:
    page.visit(Place("partner", 1, "timeline"))
    found = page.current
    assert isinstance(found, TimelineTab)
    return found


def titles(tab: TimelineTab) -> list[str]:
    return [entry.title for entry in tab.list.entries if entry.source == RECORDS]


def choose(tab: TimelineTab, **chosen: object) -> None:
    for name, key in chosen.items():
        tab.filter._chips[name].set_chosen({key})
    tab.filter.changed.emit()


def test_the_list_is_a_sound_model(tab: TimelineTab) -> None:
    ModelTester(tab.list.model())


def test_what_happened_stands_under_its_month_and_what_was_entered_says_so(
    tab: TimelineTab,
) -> None:
    assert titles(tab) == ["Won: Late renewal", "Action planned: Call the bank", "Meeting held"]
    months = [row for row in tab.list.rows if isinstance(row, str)]
    assert months[-2:] == ["September 2026", "March 2025"]
    (entered,) = [entry for entry in tab.list.entries if entry.source == JOURNAL]
    assert (entered.title, entered.detail) == ("Begin", "4 records added")
    model = tab.list.model()
    said = [
        str(model.data(model.index(at, 0), Qt.ItemDataRole.AccessibleTextRole))
        for at in range(model.rowCount())
    ]
    assert any(words.endswith("happened on 22 Nov 2026") for words in said)
    assert any("entered on" in words for words in said)


@pytest.mark.parametrize(
    ("chip", "key", "wanted"),
    [
        ("kind", "deals", ["Won: Late renewal"]),
        ("side", "partner", ["Action planned: Call the bank"]),
        ("person", "Kim", ["Action planned: Call the bank"]),
        ("source", "journal", []),
        ("span", (date(2025, 1, 1), date(2025, 12, 31)), ["Meeting held"]),
    ],
)
def test_chips_choose(tab: TimelineTab, chip: str, key: object, wanted: list[str]) -> None:
    choose(tab, **{chip: key})
    assert titles(tab) == wanted


def test_words_find_and_nothing_found_has_a_way_back(tab: TimelineTab) -> None:
    tab.filter.search.setText("renewal BANK")
    assert titles(tab) == ["Won: Late renewal"]
    tab.filter.search.setText("nobody")
    assert tab.face is tab.no_match
    tab.no_match.primary_clicked.emit()
    assert len(titles(tab)) == 3


def test_a_change_elsewhere_is_a_new_line(tab: TimelineTab, desk: Desk) -> None:
    def write(book: Portfolio) -> None:
        records.update(book, Deal, 6, stage="Won")

    desk.lane.write("Set the stage of Late renewal", write)
    first = next(entry for entry in tab.list.entries if entry.source == JOURNAL)
    assert first.title == "Set the stage of Late renewal"


def test_enter_goes_to_the_place_of_an_entry(
    tab: TimelineTab, page: PartnerPage, desk: Desk, qtbot: QtBot
) -> None:
    gone: list[Place] = []
    desk.going.connect(gone.append)
    tab.filter.search.setText("Meeting held")
    tab.list.go_first()
    qtbot.keyClick(tab.list, Qt.Key.Key_Return)
    assert gone == [Place("meeting", 8)]
    tab.filter.search.setText("Late renewal")
    tab.list.setCurrentIndex(tab.list.model().index(1, 0))
    qtbot.keyClick(tab.list, Qt.Key.Key_Return)
    assert gone[-1] == Place("partner", 1, "deals")
    assert page.current.KEY == "deals"


def test_before_and_after_are_shown_when_asked_for(tab: TimelineTab, desk: Desk) -> None:
    def write(book: Portfolio) -> None:
        records.update(book, Deal, 6, close_date=TODAY, partner_minor=250)

    desk.lane.write("Correct Late renewal", write)
    entry = next(entry for entry in tab.list.entries if entry.source == JOURNAL)
    window = show_edits(desk, 1, entry.title, entry.seqs, frozenset(), tab)
    assert window.told[1:] == [
        "Deal: Late renewal changed", "Close date: 24 Nov 2026, before: 22 Nov 2026",
        "Partner portion: 2.50 USD, before: 1.00 USD",
    ]  # fmt: skip
    window.accept()


def test_the_journal_is_read_on_when_asked_for(
    tab: TimelineTab, desk: Desk, portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timeline_journal, "ENOUGH", 3)
    monkeypatch.setattr(timeline_journal, "_AT_ONCE", 2)
    for at in range(7):
        with portfolio.change(f"Edit {at}"):
            records.update(portfolio, Deal, 6, stage=f"Stage {at}")
    desk.lane.write("Edit 7", lambda book: records.update(book, Deal, 6, stage="Last"))
    assert tab.older.isVisibleTo(tab)
    seen = len(tab.touches)
    while tab.before:
        tab.load_older()
        assert len(tab.touches) > seen or not tab.before
        seen = len(tab.touches)
    labels = [f"Edit {at}" for at in range(7, -1, -1)]
    assert list(dict.fromkeys(touch.label for touch in tab.touches)) == [*labels, "Begin"]
    assert not tab.older.isVisibleTo(tab)
    desk.lane.write("Edit 8", lambda book: records.update(book, Deal, 6, stage="More"))
    found = [(touch.seq, touch.kind) for touch in tab.touches]
    assert len(found) == len(set(found))
    assert len({seq for seq, _ in found}) == 10


def test_entries_are_copied_and_exported(tab: TimelineTab, tmp_path: Path) -> None:
    tab.list.selectAll()
    tab.copy()
    head, first, *rest = QGuiApplication.clipboard().text().splitlines()
    assert head.split("\t") == ["Day", "From", "Kind", "What", "Detail", "Side", "Who"]
    assert len(rest) == len(tab.list.entries) - 1
    target = tmp_path / "timeline.csv"
    tab.export_to(target)
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["What"] for row in rows] == [entry.title for entry in tab.list.entries]
    assert first


def test_many_chosen_entries_stay_chosen_when_others_come(tab: TimelineTab) -> None:
    many = [Entry(f"x{at:05d}", TODAY, "deals", f"Deal {at}") for at in range(3_000)]
    tab.list.show_entries(many)
    tab.list.selectAll()
    tab.list.show_entries(many[1:])
    assert len(tab.list.selected) == 2_999


def test_ctrl_f_takes_the_words_that_are_looked_for(tab: TimelineTab, page: PartnerPage) -> None:
    tab.filter.search.setText("bank")
    tab.filter.search.deselect()
    page.begin_search()
    assert tab.filter.search.selectedText() == "bank"


def test_another_partner_shows_nothing_of_the_one_before(
    tab: TimelineTab, page: PartnerPage
) -> None:
    page.visit(Place("partner", 2, "timeline"))
    assert titles(tab) == []
    (only,) = tab.list.entries
    assert (only.source, only.detail) == (JOURNAL, "1 record added")
    assert not page.window().findChildren(EditedWindow)


def test_every_entry_leads_to_a_tab_that_is_there() -> None:
    keys = {kind.KEY for kind in TABS}
    assert {told.tab for told in TOLD} | {tab for _, tab in EDITS.values()} <= keys


def test_in_a_low_window_the_tab_scrolls_and_the_list_does_not(
    page: PartnerPage, tab: TimelineTab
) -> None:
    page.resize(1200, 900)
    assert tab.list.verticalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAsNeeded
    page.resize(1200, 420)
    assert tab.list.height() == tab.list.whole_height
    assert tab.list.verticalScrollBar().maximum() == 0
    assert tab._scroll.verticalScrollBar().maximum() > 0
    tab.list.go_first()
    QTest.keyClick(tab.list, Qt.Key.Key_PageDown)
    assert tab._scroll.verticalScrollBar().value() > 0
    assert tab.list.currentIndex().row() > 1
    page.resize(1200, 900)
    assert tab.list.maximumHeight() > 10_000
