"""Names of a file are matched with partners by a person, with the mouse or the keys alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.deal import Deal
from models.partner import Partner
from models.store import aliases, records
from models.store.portfolio import Portfolio, create
from tests.ui.pages.import_page import import_page
from ui.desk import Desk
from ui.pages.import_steps.match_step import ALL, MatchStep
from ui.pages.importing import CHECK, COLUMNS, DONE, MATCH, ImportPage
from ui.widgets.pick_popup import PickPopup

TODAY = date(2021, 11, 24)
HEAD = "partner,deal_id,customer,deal,status,close_date,partner_tcv,services_tcv\n"
ROW = "{},{},Bank,SOC,open,2021-12-01,{},0\n"
KNOWN = ("Contoso Cloud", "O'Neil & Söhne 株式会社", "Derry City Council", "Fabrikam GmbH")


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "book.alliance") as made:
        with made.change("Add"):
            for at, name in enumerate(KNOWN, start=1):
                records.add(made, Partner(at, name))
        yield made


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> ImportPage:
    return import_page(qtbot, desk)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return listing(
        tmp_path, "Contosso Cloud", "ONeil und Sohne K.K.", "Derby City Council", "MOPAC"
    )


def listing(folder: Path, *names: str) -> Path:
    path = folder / "deals.csv"
    rows = [ROW.format(name, f"D{at}", 1000 - at) for at, name in enumerate(names)]
    path.write_text(HEAD + "".join(rows), encoding="utf-8")
    return path


def to_match(page: ImportPage, path: Path) -> MatchStep:
    page.take(path)
    page.next.click()
    page.next.click()
    assert page.step == MATCH
    return page.match


def becomes(step: MatchStep) -> dict[str, str]:
    return {row.name: row.becomes for row in step.model.all_rows}


def owners(portfolio: Portfolio) -> dict[str, str]:
    called = {one.id: one.name for one in records.find(portfolio, Partner)}
    return {deal.deal_id: called[deal.partner_id] for deal in records.find(portfolio, Deal)}


def test_nothing_is_the_same_before_a_person_says_so(page: ImportPage, file: Path) -> None:
    step = to_match(page, file)
    assert becomes(step) == {
        "Contosso Cloud": "New partner, undecided",
        "ONeil und Sohne K.K.": "New partner, undecided",
        "Derby City Council": "New partner, undecided",
        "MOPAC": "New partner",
    }
    assert page.open_words.text() == "3 names undecided: each becomes a new partner"
    assert [row.name for row in step.model.rows] == list(becomes(step))[:3]


def test_the_keys_alone_say_same_new_and_take_back(
    page: ImportPage, portfolio: Portfolio, file: Path
) -> None:
    step = to_match(page, file)
    QTest.keyClick(step.view, Qt.Key.Key_S)
    QTest.keyClick(step.view, Qt.Key.Key_S)
    QTest.keyClick(step.view, Qt.Key.Key_N)
    assert page.open_words.text() == ""
    QTest.keyClick(step.view, Qt.Key.Key_U)
    assert page.open_words.text() == "1 name undecided: it becomes a new partner"
    QTest.keyClick(step.view, Qt.Key.Key_N)
    page.next.click()
    assert page.step == CHECK
    page.next.click()
    assert page.step == DONE
    assert owners(portfolio) == {
        "D0": "Contoso Cloud",
        "D1": "O'Neil & Söhne 株式会社",
        "D2": "Derby City Council",
        "D3": "MOPAC",
    }
    verdicts = {(one.name, one.verdict) for one in aliases.aliases(portfolio)}
    assert verdicts == {
        ("Contosso Cloud", "same"), ("ONeil und Sohne K.K.", "same"),
        ("Derby City Council", "different"),
    }  # fmt: skip


def test_what_is_very_likely_is_accepted_at_once_and_only_that(
    page: ImportPage, file: Path
) -> None:
    step = to_match(page, file)
    assert step.accept.text() == "Accept all very likely (2)"
    step.accept.click()
    assert becomes(step) == {
        "Contosso Cloud": "Same as Contoso Cloud",
        "ONeil und Sohne K.K.": "Same as O'Neil & Söhne 株式会社",
        "Derby City Council": "New partner, undecided",
        "MOPAC": "New partner",
    }
    assert not step.accept.isEnabled()


def test_another_partner_is_picked_by_typing_its_name(
    page: ImportPage, portfolio: Portfolio, file: Path
) -> None:
    step = to_match(page, file)
    step.filter.chosen.emit(ALL)
    step.view.select_ids(["mopac"], "mopac")
    QTest.keyClick(step.view, Qt.Key.Key_Return)
    popup = step.findChild(PickPopup)
    assert popup is not None
    QTest.keyClicks(popup.field, "fabri")
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert becomes(step)["MOPAC"] == "Same as Fabrikam GmbH"


def test_a_pick_offers_what_it_looks_like_first_and_other_new_names_last(
    page: ImportPage, file: Path
) -> None:
    step = to_match(page, file)
    step.pick_another()
    popup = step.findChild(PickPopup)
    assert popup is not None
    names = [popup.model.name_at(popup.model.index(at)) for at in range(popup.model.rowCount())]
    assert (names[0], names[-1]) == ("Contoso Cloud", "MOPAC")
    popup.field.setText("nobody of that name")
    assert (popup.model.rowCount(), popup.none.isVisible()) == (0, True)
    popup.close()


def test_the_step_is_skipped_where_no_name_is_in_doubt_and_can_be_asked_for(
    page: ImportPage, tmp_path: Path
) -> None:
    page.take(listing(tmp_path, "MOPAC", "contoso  CLOUD"))
    page.next.click()
    assert page.next.text() == "Check"
    page.next.click()
    assert page.step == CHECK
    page.check.matching.emit()
    assert (page.step, [row.name for row in page.match.model.rows]) == (MATCH, ["MOPAC"])


def test_back_keeps_what_was_said(page: ImportPage, file: Path) -> None:
    step = to_match(page, file)
    QTest.keyClick(step.view, Qt.Key.Key_S)
    page.next.click()
    assert page.step == CHECK
    page.back.click()
    assert page.step == MATCH
    page.back.click()
    assert page.step == COLUMNS
    assert becomes(step)["Contosso Cloud"] == "Same as Contoso Cloud"


def test_a_choice_for_several_at_once(page: ImportPage, file: Path) -> None:
    step = to_match(page, file)
    step.view.selectAll()
    step.say_new()
    assert set(becomes(step).values()) == {"New partner"}
    assert step.sum.text() == "4 new partners"


def test_three_hundred_names_are_shown_and_compared_once(page: ImportPage, tmp_path: Path) -> None:
    names = [f"Contoso Cloud {at} Ltd" for at in range(300)]
    step = to_match(page, listing(tmp_path, *names))
    assert len(step.model.all_rows) == 300
    seen = page.flow.checked.seen if page.flow.checked else None
    QTest.keyClick(step.view, Qt.Key.Key_N)
    page.next.click()
    assert page.flow.checked is not None
    assert page.flow.checked.seen is seen


def test_the_table_keeps_to_the_rules_of_models(page: ImportPage, file: Path) -> None:
    step = to_match(page, file)
    QAbstractItemModelTester(step.model, QAbstractItemModelTester.FailureReportingMode.Fatal, step)
    step.accept.click()
    step.filter.chosen.emit(ALL)


def test_take_back_goes_back_over_the_choices_made(page: ImportPage, file: Path) -> None:
    step = to_match(page, file)
    QTest.keyClick(step.view, Qt.Key.Key_S)
    QTest.keyClick(step.view, Qt.Key.Key_N)
    assert step.view.current_id() == "derby city council"
    QTest.keyClick(step.view, Qt.Key.Key_U)
    assert step.view.current_id() == "oneil und sohne k.k."
    assert list(becomes(step).values())[:2] == ["Same as Contoso Cloud", "New partner, undecided"]
    QTest.keyClick(step.view, Qt.Key.Key_U)
    assert set(list(becomes(step).values())[:3]) == {"New partner, undecided"}
    assert not step.undo.isEnabled()


def test_a_name_with_a_sign_for_and_is_read_whole_on_the_button(
    page: ImportPage, file: Path
) -> None:
    step = to_match(page, file)
    step.view.select_ids(["oneil und sohne k.k."], "oneil und sohne k.k.")
    assert step.same.text() == "Same as O'Neil && Söhne 株式会社"


def test_what_was_taken_back_does_not_come_back_with_the_next_check(
    page: ImportPage, file: Path
) -> None:
    step = to_match(page, file)
    QTest.keyClick(step.view, Qt.Key.Key_S)
    page.next.click()
    page.back.click()
    step.filter.chosen.emit(ALL)
    step.view.select_ids(["contosso cloud"], "contosso cloud")
    QTest.keyClick(step.view, Qt.Key.Key_U)
    page.flow.recheck()
    assert becomes(step)["Contosso Cloud"] == "New partner, undecided"
    page.next.click()
    checked = page.flow.checked
    assert checked is not None
    assert [name.said for name in checked.plan.names] == [None] * 4
