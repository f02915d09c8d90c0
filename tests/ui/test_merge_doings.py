"""Two partners are made one from the list, from a partner's page and from what looks alike."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from models.deal import Deal
from models.partner import Grant, Partner
from models.store import aliases, records
from models.store.portfolio import Portfolio, create
from ui.desk import Desk, Opened, Place
from ui.dialogs.merge_partners import MergeDialog
from ui.dialogs.partner_names import NamesDialog
from ui.dialogs.twin_partners import TwinsDialog
from ui.pages.partner import PartnerPage
from ui.pages.partners import PartnersPage
from ui.widgets.buttons import IconButton
from ui.widgets.labels import Label
from ui.widgets.pick_popup import PickPopup
from ui.work import Inline, Lane

TODAY = date(2021, 11, 24)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "book.alliance") as made:
        with made.change("Add"):
            records.add(made, Partner(1, "O'Neil & Söhne 株式会社"))
            records.add(made, Partner(2, "ONeil und Sohne", region="EMEA"))
            records.add(made, Partner(3, "Derry City Council"))
            records.add(made, Partner(4, "Derby City Council"))
            records.add(made, Deal(5, 2, "SOC", partner_minor=100, tcv_minor=100))
        yield made


@pytest.fixture
def desk(qapp: object, portfolio: Portfolio, tmp_path: Path) -> Desk:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    made = Desk(Lane(executor=Inline()), TODAY, settings)
    made.opened = Opened(path=portfolio.path, name="Partners")
    made.lane.open(lambda: portfolio)
    return made


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> PartnersPage:
    made = PartnersPage(desk)
    qtbot.addWidget(made)
    made.resize(1150, 760)
    made.show()
    made.visit(Place("partners"))
    return made


def words(dialog: MergeDialog) -> str:
    return "\n".join(label.text() for label in dialog.sheet.findChildren(Label))


def command(page: Any, key: str) -> Any:
    return next(one for one in page.commands() if one.id == key)


def dialog_of(page: PartnersPage) -> MergeDialog:
    page.view.select_ids([1, 2], 1)
    page.merge_selected()
    found = page.findChild(MergeDialog)
    assert found is not None
    return found


def test_two_of_the_list_are_merged_and_undone(
    page: PartnersPage, portfolio: Portfolio, desk: Desk
) -> None:
    said: list[Any] = []
    desk.toasting.connect(lambda *heard: said.append(heard))
    dialog = dialog_of(page)
    assert dialog.head.text() == "Merge ONeil und Sohne into O'Neil & Söhne 株式会社"
    told = words(dialog)
    for part in ("Together", "1 deal", "Region", "EMEA (the only one)", "in every later import"):
        assert part in told
    dialog.go.click()
    assert {one.name for one in records.find(portfolio, Partner)} == {
        "O'Neil & Söhne 株式会社", "Derry City Council", "Derby City Council",
    }  # fmt: skip
    assert said == [("Merged ONeil und Sohne into O'Neil & Söhne 株式会社", True)]
    portfolio.undo()
    assert len(records.find(portfolio, Partner)) == 4


def test_the_other_name_can_stay(page: PartnersPage, portfolio: Portfolio) -> None:
    dialog = dialog_of(page)
    dialog.stays.stops[1].click()
    assert dialog.head.text() == "Merge O'Neil & Söhne 株式会社 into ONeil und Sohne"
    dialog.go.click()
    assert records.find(portfolio, Partner, id=1) == []
    assert records.get(portfolio, Partner, 2).name == "ONeil und Sohne"


def test_what_can_not_be_merged_says_why(page: PartnersPage, portfolio: Portfolio) -> None:
    with portfolio.change("Grant"):
        for one in (1, 2):
            records.add(portfolio, Grant(one, one, "gold", "assessment", TODAY, as_of=TODAY))
    dialog = dialog_of(page)
    assert "Both were granted a tier" in dialog.problem.sentence
    assert not dialog.go.isEnabled()
    dialog.merge()
    assert len(records.find(portfolio, Partner)) == 4


@pytest.mark.parametrize(("ids", "may"), [([1], False), ([1, 2], True), ([1, 2, 3], False)])
def test_merging_takes_exactly_two(page: PartnersPage, ids: list[int], may: bool) -> None:
    page.view.select_ids(ids, ids[0])
    assert command(page, "merge_partners").enabled() is may
    assert page.merge_button.isVisible() is may


def test_a_partners_page_asks_for_the_other_one_and_follows_it(
    qtbot: QtBot, desk: Desk, portfolio: Portfolio
) -> None:
    going: list[Place] = []
    desk.going.connect(going.append)
    page = PartnerPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.visit(Place("partner", 2))
    command(page, "merge_partner").run()
    popup = page.findChild(PickPopup)
    assert popup is not None
    QTest.keyClicks(popup.field, "neil")
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    dialog = page.findChild(MergeDialog)
    assert dialog is not None
    dialog.stays.stops[1].click()
    dialog.go.click()
    assert records.find(portfolio, Partner, id=2) == []
    assert going[-1] == Place("partner", 1)


def twins(page: PartnersPage) -> TwinsDialog:
    command(page, "find_twins").run()
    found = page.findChild(TwinsDialog)
    assert found is not None
    return found


def test_what_looks_alike_is_listed_the_likeliest_first(page: PartnersPage) -> None:
    dialog = twins(page)
    QAbstractItemModelTester(
        dialog.model, QAbstractItemModelTester.FailureReportingMode.Fatal, dialog
    )
    found = [(t.first.name, t.second.name, t.likeness.words) for t in dialog.model.rows]
    assert found == [
        ("ONeil und Sohne", "O'Neil & Söhne 株式会社", "Very likely"),
        ("Derry City Council", "Derby City Council", "Maybe"),
    ]


def test_two_that_are_not_the_same_are_never_listed_again(
    page: PartnersPage, portfolio: Portfolio
) -> None:
    dialog = twins(page)
    dialog.view.select_ids(["3-4"], "3-4")
    dialog.apart.click()
    assert [t.id for t in dialog.model.rows] == ["2-1"]
    assert [one.verdict for one in aliases.aliases(portfolio)] == ["different"]
    dialog.look()
    assert [t.id for t in dialog.model.rows] == ["2-1"]
    portfolio.undo()
    dialog.look()
    assert len(dialog.model.rows) == 2


def test_a_pair_of_the_list_is_merged_and_leaves_it(
    page: PartnersPage, portfolio: Portfolio
) -> None:
    dialog = twins(page)
    QTest.keyClick(dialog.view, Qt.Key.Key_Return)
    asked = page.findChild(MergeDialog)
    assert asked is not None
    asked.go.click()
    assert len(records.find(portfolio, Partner)) == 3
    assert [t.id for t in dialog.model.rows] == ["3-4"]


def test_no_pairs_are_said_to_be_none(page: PartnersPage, portfolio: Portfolio) -> None:
    with portfolio.change("Delete"):
        records.delete(portfolio, Partner, [1, 3])
    dialog = twins(page)
    assert "No two partners" in dialog.nothing.text()
    assert not dialog.merge.isEnabled()


def test_the_names_of_a_partner_are_seen_added_and_forgotten(
    qtbot: QtBot, desk: Desk, portfolio: Portfolio
) -> None:
    page = PartnerPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.visit(Place("partner", 3))
    command(page, "partner_names").run()
    dialog = page.findChild(NamesDialog)
    assert dialog is not None
    dialog.field.setText(" Derry  Council ")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert aliases.meant(aliases.aliases(portfolio)) == {"derry council": 3}
    button = next(b for b in dialog.list.findChildren(IconButton))
    assert button.accessibleName() == "Forget what was said of Derry Council"
    button.click()
    assert aliases.aliases(portfolio) == ()
    assert "No other names" in dialog.list.findChildren(Label)[0].text()


@pytest.mark.parametrize("typed", ["derby  CITY council", "  "])
def test_a_name_that_can_not_be_added_says_why(
    qtbot: QtBot, desk: Desk, portfolio: Portfolio, typed: str
) -> None:
    page = PartnersPage(desk)
    qtbot.addWidget(page)
    page.merging.show_names(3, "Derry City Council")
    dialog = page.findChild(NamesDialog)
    assert dialog is not None
    dialog.field.setText(typed)
    dialog.add()
    assert dialog.problem.isVisible()
    assert aliases.aliases(portfolio) == ()
