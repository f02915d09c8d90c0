"""A file goes in over four steps: chosen, mapped, checked, written, and taken back whole."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from models.deal import Deal
from models.errors import UserError
from models.intake import job as intake
from models.partner import Partner
from models.store import records
from models.store.portfolio import Portfolio, create
from tests.ui.pages.import_page import import_page
from ui.desk import Desk, Place
from ui.pages.importing import CHECK, COLUMNS, DONE, FILE, MATCH, ImportPage
from ui.work import Lane

TODAY = date(2021, 11, 24)
DEALS = """partner,deal_id,customer,deal,status,close_date,partner_tcv,services_tcv
Northwind,D1,Bank,SOC,open,2021-12-01,"1,200.50",300
Northwind,D2,Bank,Pilot,won,2021-03-01,500,0
Weltbau,D3,Mill,Renewal,lost,2020-05-01,70.25,0
"""


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "book.alliance") as made:
        yield made


@pytest.fixture
def said(desk: Desk) -> dict[str, list[Any]]:
    """What the page asked of the window."""
    heard: dict[str, list[Any]] = {"places": [], "toasts": [], "problems": []}
    desk.going.connect(heard["places"].append)
    desk.toasting.connect(lambda *words: heard["toasts"].append(words))
    desk.problem.connect(lambda *words: heard["problems"].append(words))
    desk.lane.problem.connect(lambda *words: heard["problems"].append(words))
    return heard


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> ImportPage:
    return import_page(qtbot, desk)


@pytest.fixture
def deals(tmp_path: Path) -> Path:
    return written(tmp_path / "deals.csv", DEALS)


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def go_on(page: ImportPage) -> None:
    """Press the button that leads to the next step."""
    assert page.next.isEnabled()
    page.next.click()


def to_check(page: ImportPage, file: Path, kind: str = "") -> None:
    page.take(file, kind)
    go_on(page)
    go_on(page)
    assert page.step == CHECK


def bring_in(page: ImportPage, file: Path, kind: str = "") -> None:
    to_check(page, file, kind)
    go_on(page)
    assert page.step == DONE


def counts(page: ImportPage) -> dict[str, int]:
    checked = page.flow.checked
    assert checked is not None
    names = ("new", "changed", "same", "rejected", "skipped")
    return {name: found for name in names if (found := getattr(checked.plan, name))}


def cells(page: ImportPage, key: str) -> list[tuple[str, ...]]:
    page.check.show_list(key)
    model = page.check.list.model
    assert model is not None
    return [row.cells for row in model.rows]


def names(portfolio: Portfolio) -> list[str]:
    return sorted(deal.name for deal in records.find(portfolio, Deal))


def segment(page: ImportPage, question: str, words: str) -> QAbstractButton:
    bar = page.columns.questions.bars[question]
    return next(
        button for button in bar.findChildren(QAbstractButton) if button.text().startswith(words)
    )


# ---- the whole way ------------------------------------------------------------------------------


def test_a_file_of_deals_goes_in_and_out_again(
    page: ImportPage, portfolio: Portfolio, deals: Path, said: Any
) -> None:
    page.take(deals)
    assert (page.step, page.flow.kind) == (FILE, "deals")
    go_on(page)
    assert page.header.title == "Import deals"
    assert page.header.sub == "deals.csv · 3 rows · UTF-8 · comma"
    assert page.columns.grid.rows[5].box.current == "close_date"
    go_on(page)
    assert counts(page) == {"new": 3}
    assert cells(page, "new")[0] == (
        "2", "SOC", "Northwind", "Open", "1 Dec 2021", "", "$1,500.50",
    )  # fmt: skip
    assert page.next.text() == "Import 3 deals"
    assert names(portfolio) == []
    go_on(page)
    assert page.done.sentence.text() == "All 3 rows are in."
    assert names(portfolio) == ["Pilot", "Renewal", "SOC"]
    assert portfolio.can_undo() == "Import 3 deals from deals.csv"
    page.done.undo.click()
    assert names(portfolio) == []
    assert records.find(portfolio, Partner) == []
    assert page.done.sentence.text().startswith("The import was taken back.")
    page.done.back.click()
    assert (page.step, counts(page)) == (CHECK, {"new": 3})
    go_on(page)
    page.done.open.click()
    (wrote,) = {deal.import_id for deal in records.find(portfolio, Deal)}
    assert page.done.open.text() == "Open these 3 deals"
    assert said["places"] == [Place("deals", tab=f"import:{wrote}")]


def test_once_a_file_is_read_the_keys_go_on_to_its_columns(
    page: ImportPage, deals: Path, qtbot: QtBot
) -> None:
    with qtbot.waitActive(page):
        page.activateWindow()
    page.visit(Place("import"))
    assert page.file.drop.choose.hasFocus()
    page.take(deals)
    assert page.next.hasFocus()


def test_the_same_file_twice_changes_nothing(
    page: ImportPage, portfolio: Portfolio, deals: Path
) -> None:
    bring_in(page, deals)
    label = portfolio.can_undo()
    to_check(page, deals)
    assert counts(page) == {"same": 3}
    assert page.next.text() == "Nothing to import"
    assert not page.next.isEnabled()
    assert portfolio.can_undo() == label


def test_what_changes_is_shown_field_by_field(page: ImportPage, deals: Path) -> None:
    bring_in(page, deals)
    deals.write_text(DEALS.replace("won,2021-03-01,500", "won,2021-03-02,600"), encoding="utf-8")
    page.take(deals)
    go_on(page)
    results = [row.cells[-1] for row in page.columns.preview.model.rows]  # type: ignore[union-attr]
    assert results == ["Same", "Updates 3 fields", "Same"]
    go_on(page)
    assert cells(page, "changed") == [
        ("3", "Pilot", "Close date", "1 Mar 2021", "2 Mar 2021"),
        ("3", "Pilot", "Partner portion", "500.00", "600.00"),
    ]


@pytest.mark.parametrize(
    ("kind", "text", "cells_of_new"),
    [
        ("contacts", "partner,name,role,email\nNorthwind,Ada,Alliance Manager,a@example.com\n",
         ("Ada", "Northwind", "Alliance manager, a@example.com")),
        ("offerings", "partner,offering,standard,worldwide\nNorthwind,SOC,yes,yes\n",
         ("SOC", "Northwind", "Standard, worldwide")),
        ("trainings", "partner,person,kind,completed_on\nNorthwind,Ada,sales,2021-02-03\n",
         ("Ada", "Northwind", "sales, 3 Feb 2021")),
        ("partners", "partner,region,nda_signed_on\nNorthwind,EMEA,2021-02-03\n",
         ("Northwind", "EMEA")),
    ],
)  # fmt: skip
def test_each_kind_is_known_by_its_headings_and_goes_in(
    page: ImportPage, tmp_path: Path, kind: str, text: str, cells_of_new: tuple[str, ...]
) -> None:
    to_check(page, written(tmp_path / "list.csv", text))
    assert page.flow.kind == kind
    assert cells(page, "new") == [cells_of_new]
    go_on(page)
    assert page.done.open.text() == "Open partners"


# ---- columns and questions ----------------------------------------------------------------------


def test_an_ambiguous_date_is_asked_once_with_both_readings(
    page: ImportPage, portfolio: Portfolio, tmp_path: Path
) -> None:
    text = "partner,deal,status,close_date,partner_tcv\nA,One,open,03/12/2021,5\n"
    page.take(written(tmp_path / "list.csv", text))
    go_on(page)
    assert not page.next.isEnabled()
    assert page.open_words.text() == "1 question to answer"
    assert segment(page, "date_order:close_date", "Day first").text() == "Day first  3 Dec 2021"
    segment(page, "date_order:close_date", "Month first").click()
    preview = page.columns.preview.model
    assert preview is not None
    assert "12 Mar 2021" in preview.rows[0].cells
    go_on(page)
    go_on(page)
    assert [deal.close_date for deal in records.find(portfolio, Deal)] == [date(2021, 3, 12)]


def test_an_answer_can_be_changed_again(page: ImportPage, tmp_path: Path) -> None:
    text = "partner,deal,status,close_date,amount\nA,One,open,2021-12-03,476.500\n"
    page.take(written(tmp_path / "list.csv", text))
    go_on(page)
    for words, shown in (("Decimal comma", "$476,500.00"), ("Decimal point", "$476.50")):
        button = segment(page, "decimal:amount", words)
        assert button.text() == f"{words}  {shown}"
        button.click()
        assert page.columns.preview.model.rows[0].cells[-2] == shown  # type: ignore[union-attr]


def test_unknown_words_are_asked_with_their_rows_and_money(
    page: ImportPage, portfolio: Portfolio, tmp_path: Path
) -> None:
    rows = "A,1,Bestellt,2021-12-03,1000\nA,2,Bestellt,2021-12-04,2000\nA,3,open,2021-12-05,1\n"
    file = written(tmp_path / "list.csv", "partner,deal,status,close_date,amount\n" + rows)
    page.take(file)
    go_on(page)
    ((word, answer),) = page.flow.words()
    assert (word.word, word.said, answer) == ("Bestellt", "2 rows, $3.0K", None)
    assert page.open_words.text() == "1 word without a meaning"
    page.columns.words.answered.emit(word.id, "won")
    assert page.flow.words()[0][1] == "won"
    go_on(page)
    assert counts(page) == {"new": 3}
    go_on(page)
    assert {d.name: d.status for d in records.find(portfolio, Deal)}["1"] == "won"


def test_a_file_without_a_partner_column_is_one_partners(
    page: ImportPage, portfolio: Portfolio, tmp_path: Path
) -> None:
    text = "Id,Deal Name,Account Name,Stage,Close Date,Amount\n1,SOC,Bank,Proposal,2021-12-03,5\n"
    page.take(written(tmp_path / "list.csv", text))
    go_on(page)
    bar = page.columns.questions.bars["partner:partner"]
    box = bar.findChild(QComboBox)
    field = bar.findChild(QLineEdit)
    assert box is not None
    assert field is not None
    box.setCurrentIndex(0)
    box.activated.emit(0)
    assert field.isVisible()
    QTest.keyClicks(field, "Northwind")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert page.next.isEnabled()
    go_on(page)
    assert "1 new partner will be made: Northwind." in page.check.partners.sentence
    page.back.click()
    page.flow.answer("partner:partner", "column:Account Name")
    assert page.columns.grid.rows[2].box.current == "partner"
    go_on(page)
    go_on(page)
    assert [p.name for p in records.find(portfolio, Partner)] == ["Bank"]


def test_a_share_of_the_amount_can_be_the_services_portion(
    page: ImportPage, portfolio: Portfolio, tmp_path: Path, said: Any
) -> None:
    text = "partner,deal,status,close_date,amount\nA,One,open,2021-12-03,1000\n"
    page.take(written(tmp_path / "list.csv", text))
    go_on(page)
    page.flow.answer("services_percent", "150")
    assert said["problems"][0][0] == "150 is no percentage."
    page.flow.answer("services_percent", "20")
    go_on(page)
    go_on(page)
    (deal,) = records.find(portfolio, Deal)
    assert (deal.partner_minor, deal.services_minor) == (800_00, 200_00)


def test_a_column_is_sent_elsewhere_and_the_one_before_is_left_out(
    page: ImportPage, tmp_path: Path
) -> None:
    text = "partner,deal,project,status,close_date,amount\nA,One,Big,open,2021-12-03,1\n"
    page.take(written(tmp_path / "list.csv", text))
    go_on(page)
    box = page.columns.grid.rows[2].box
    box.setCurrentText("Deal")
    box.activated.emit(box.currentIndex())
    lines = page.columns.grid.rows
    assert [lines[at].box.current for at in (1, 2)] == ["", "deal"]
    go_on(page)
    assert cells(page, "new")[0][1] == "Big"


def test_ids_ask_for_the_second_file_of_the_export(page: ImportPage, shared_data: Path) -> None:
    folder = shared_data / "salesforce_export_bank"
    page.take(folder / "Opportunity.csv")
    assert page.file.lookup.isVisible()
    assert page.file.lookup.sentence == "“AccountId” holds ids, not names."
    page.flow.set_lookup(folder / "Account.csv")
    assert page.file.lookup.sentence == "22 names are looked up in Account.csv."
    go_on(page)
    page.flow.answer("partner:partner", "name:Globex")
    go_on(page)
    assert counts(page) == {"new": 50}
    page.flow.set_lookup(None)
    assert page.flow.lookup is None


def test_partners_that_are_ids_need_the_second_file(page: ImportPage, shared_data: Path) -> None:
    folder = shared_data / "salesforce_export_bank"
    page.take(folder / "Opportunity.csv")
    go_on(page)
    page.flow.answer("partner:partner", "column:AccountId")
    assert page.columns.lookup.isVisible()
    assert page.open_words.text() == "1 question to answer"
    page.flow.set_lookup(folder / "Account.csv")
    go_on(page)
    assert "Patterson-Hansen" in page.check.partners.sentence


def test_a_mapping_comes_back_for_files_like_this(page: ImportPage, tmp_path: Path) -> None:
    text = "partner,deal,project,status,close_date,amount\nA,One,Big,Bestellt,2021-12-03,1\n"
    file = written(tmp_path / "list.csv", text)
    page.take(file)
    go_on(page)
    page.flow.set_target(2, "deal")
    page.flow.answer("status:Bestellt", "won")
    go_on(page)
    go_on(page)
    other = written(tmp_path / "next.csv", text.replace("Big", "Bigger"))
    to_check(page, other)
    assert page.flow.recalled
    assert cells(page, "new")[0][1:4] == ("Bigger", "A", "Won")
    page.back.click()
    assert page.columns.recalled.isVisible()
    page.flow.start_afresh()
    assert page.columns.grid.rows[2].box.current == ""


def test_a_mapping_that_is_not_to_be_remembered_does_not_come_back(
    page: ImportPage, tmp_path: Path
) -> None:
    file = written(
        tmp_path / "list.csv", "partner,deal,project,status,close_date\nA,B,C,open,2021-12-03\n"
    )
    page.take(file)
    go_on(page)
    page.flow.set_target(2, "deal")
    page.remember.setChecked(False)
    go_on(page)
    go_on(page)
    page.take(file)
    assert not page.flow.recalled


# ---- files that are something else --------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("aws_ace_partner/Opportunity-Fields.csv", "is a description of fields"),
        ("aws_ace_partner/Opportunity_-_StandardValues.csv", "is a list of allowed values"),
        ("aws_ace_partner/MappingToS3Fields.csv", "is a description of fields"),
        ("fivetran_seeds/sf_opportunity_data.csv", "marked as deleted"),
        ("fivetran_seeds/hubspot_deal_pipeline_stage_data.csv", "is a list of pipeline stages"),
        ("salesforce_powerbi_demo/OpportunityHistory.csv", "is a history of stage changes"),
    ],
)
def test_a_file_that_is_no_such_list_ends_in_a_sentence_that_says_what_it_is(
    page: ImportPage, shared_data: Path, name: str, words: str
) -> None:
    page.take(shared_data / name)
    assert words in page.file.problem.sentence
    assert "--" not in page.file.problem.accessibleName()
    assert (page.step, page.next.isVisible()) == (FILE, False)
    assert page.file.drop.choose.isVisible()


def test_rows_that_are_all_deleted_can_be_imported_all_the_same(
    page: ImportPage, shared_data: Path
) -> None:
    page.take(shared_data / "fivetran_seeds/sf_opportunity_data.csv")
    page.file.keep.click()
    assert page.flow.kind == "deals"
    assert page.next.isEnabled()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (bytes(range(256)) * 9, "not a list"),
        (b"Colour,Weight\nred,1\n", "no list"),
    ],
)
def test_what_holds_no_list_is_refused_in_a_sentence(
    page: ImportPage, tmp_path: Path, content: bytes, words: str
) -> None:
    file = tmp_path / "thing.csv"
    file.write_bytes(content)
    page.take(file)
    assert words in page.file.problem.sentence


def test_a_missing_file_is_a_sentence(page: ImportPage, tmp_path: Path) -> None:
    page.take(tmp_path / "gone.csv")
    assert page.file.problem.sentence.startswith("There is no file ")


def test_a_person_says_what_an_unknown_file_is(page: ImportPage, tmp_path: Path) -> None:
    file = written(tmp_path / "list.csv", "Haus,Wer,Was\nNorthwind,Ada,other\n")
    page.take(file)
    assert page.file.problem.isVisible()
    page.file.kind.chosen.emit("contacts")
    go_on(page)
    for place, target in ((0, "partner"), (1, "name"), (2, "role")):
        page.flow.set_target(place, target)
    go_on(page)
    assert counts(page) == {"new": 1}


# ---- rejected rows ------------------------------------------------------------------------------


def test_rejected_rows_are_named_saved_corrected_and_imported(
    page: ImportPage, portfolio: Portfolio, tmp_path: Path, said: Any
) -> None:
    text = DEALS.replace("Weltbau", "").replace("2021-03-01", "31.11.2021")
    bring_in(page, written(tmp_path / "deals.csv", text))
    assert page.done.sentence.text() == (
        "2 of 3 rows were not imported: the close date “31.11.2021” of line 3 is a day that no"
        " calendar has and line 4 has no partner. The other one is in."
    )
    page.done.show_rows.click()
    assert page.done.rows.isVisible()
    target = tmp_path / "rejected.csv"
    page.done.saver.save(target)
    words = "2 rows saved in rejected.csv, to be corrected and imported again."
    assert said["toasts"] == [(words, False)]
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["Line"] for row in rows] == ["3", "4"]
    fixed = target.read_text(encoding="utf-8-sig")
    fixed = fixed.replace("31.11.2021,500", "2021-11-30,500").replace("\n,D3", "\nWeltbau,D3")
    bring_in(page, written(target, fixed))
    assert page.done.sentence.text() == "All 2 rows are in."
    assert names(portfolio) == ["Pilot", "Renewal", "SOC"]


def test_a_name_that_looks_like_a_known_one_is_pointed_out_and_not_merged(
    page: ImportPage, portfolio: Portfolio, tmp_path: Path, deals: Path
) -> None:
    bring_in(page, deals)
    page.take(written(tmp_path / "other.csv", DEALS.replace("Northwind", "Northwind Ltd")))
    go_on(page)
    assert page.next.text() == "Match partners"
    go_on(page)
    assert (page.step, page.open_words.text()) == (
        MATCH, "1 name undecided: it becomes a new partner",
    )  # fmt: skip
    go_on(page)
    assert page.step == CHECK
    assert "Northwind Ltd looks like Northwind" in page.check.partners.accessibleName()
    go_on(page)
    assert len(records.find(portfolio, Partner)) == 3


# ---- writing ------------------------------------------------------------------------------------


def test_a_cancelled_import_writes_nothing_and_can_be_tried_again(
    page: ImportPage, portfolio: Portfolio, deals: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_check(page, deals)
    apply = intake.apply

    def cancelled(portfolio: Portfolio, plan: Any, *, progress: Any, **how: Any) -> None:
        apply(portfolio, plan, **how)
        progress.cancelled = True  # what the button does, while the rows are written elsewhere
        progress(1, 3, "")

    monkeypatch.setattr(intake, "apply", cancelled)
    go_on(page)
    assert (page.step, names(portfolio), portfolio.can_undo()) == (CHECK, [], None)
    assert page.check.stopped.sentence == "The import was stopped; nothing of it was written."
    monkeypatch.undo()
    go_on(page)
    assert page.step == DONE


def test_a_copy_of_the_portfolio_is_made_before_the_import(
    page: ImportPage, portfolio: Portfolio, deals: Path, tmp_path: Path
) -> None:
    seen: list[list[str]] = []

    def copy() -> Path:
        seen.append(names(portfolio))
        return tmp_path / "copy.alliance"

    page.before_import = copy
    bring_in(page, deals)
    assert seen == [[]]


def test_without_its_copy_nothing_is_imported(
    page: ImportPage, portfolio: Portfolio, deals: Path
) -> None:
    def refuse() -> Path:
        raise UserError("The folder of backups is read-only.", "Choose another one.")

    page.before_import = refuse
    to_check(page, deals)
    go_on(page)
    assert (page.step, names(portfolio)) == (CHECK, [])
    assert page.check.stopped.sentence == "The folder of backups is read-only."


def test_a_change_elsewhere_is_checked_again_before_anything_is_written(
    page: ImportPage, desk: Desk, portfolio: Portfolio, deals: Path
) -> None:
    to_check(page, deals)

    def add(portfolio: Portfolio) -> None:
        records.add(portfolio, Partner(7, "Northwind"))

    desk.lane.write("Add Northwind", add)
    checked = page.flow.checked
    assert checked is not None
    assert checked.plan.new_partners == ("Weltbau",)
    go_on(page)
    assert page.step == DONE


def test_undo_is_offered_only_while_the_import_was_the_last_change(
    page: ImportPage, desk: Desk, deals: Path
) -> None:
    bring_in(page, deals)
    assert page.done.undo.isEnabled()
    desk.lane.write("Add a partner", lambda p: records.add(p, Partner(7, "New")))
    assert not page.done.undo.isEnabled()
    desk.lane.undo()
    assert page.done.undo.isEnabled()
    desk.lane.undo()  # as Ctrl+Z does
    assert page.done.sentence.text().startswith("The import was taken back.")
    assert page.done.undo.isHidden()


# ---- staying and leaving ------------------------------------------------------------------------


def test_back_keeps_every_answer(page: ImportPage, tmp_path: Path) -> None:
    text = "partner,deal,status,close_date,partner_tcv\nA,One,open,03/12/2021,5\n"
    page.take(written(tmp_path / "list.csv", text))
    go_on(page)
    segment(page, "date_order:close_date", "Month first").click()
    go_on(page)
    page.back.click()
    assert segment(page, "date_order:close_date", "Month first").isChecked()
    page.back.click()
    assert page.step == FILE
    go_on(page)
    assert page.next.isEnabled()


def test_the_page_is_as_it_was_left_until_another_portfolio_is_opened(
    page: ImportPage, desk: Desk, portfolio: Portfolio, deals: Path
) -> None:
    page.take(deals)
    go_on(page)
    page.leave()
    page.visit(Place("import"))
    assert (page.step, page.flow.path) == (COLUMNS, deals)
    desk.lane.opened.emit(None)
    assert (page.step, page.flow.path) == (FILE, None)


def test_a_file_that_was_imported_is_offered_again(page: ImportPage, deals: Path) -> None:
    bring_in(page, deals)
    page.done.next.click()
    assert page.step == FILE
    (button,) = [b for b in page.file.recent.findChildren(QAbstractButton) if b.isVisible()]
    button.click()
    assert page.flow.path == deals


def test_every_control_of_every_step_has_a_name(page: ImportPage, tmp_path: Path) -> None:
    text = "partner,deal,status,close_date,amount\nA,One,Bestellt,03/12/2021,5.000\n"
    page.take(written(tmp_path / "list.csv", text))
    silent = []
    for step in (FILE, COLUMNS, CHECK):
        page.go_to(step)
        for kind in (QAbstractButton, QComboBox, QLineEdit):
            silent += [
                widget
                for widget in page.findChildren(kind)
                if widget.isVisible()
                and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
                and not (widget.accessibleName() or getattr(widget, "text", str)())
            ]
    assert silent == []


def test_the_keyboard_alone_brings_a_file_in(
    qtbot: QtBot, desk: Desk, page: ImportPage, portfolio: Portfolio, deals: Path
) -> None:
    # Qt asks the shortcuts of the active window first, whichever widget a key is sent to: a window
    # left open in front, with the same keys, would take them. Here is one.
    other = ImportPage(desk)
    qtbot.addWidget(other)
    other.bind_keys()
    other.show()
    page.take(deals)
    for key, held, step in (
        (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, COLUMNS),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier, CHECK),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier, DONE),
    ):
        page.next.setFocus()
        with qtbot.waitActive(page):
            page.activateWindow()
        qtbot.waitUntil(page.next.hasFocus)
        QTest.keyClick(page.next, key, held)
        assert page.step == step
    assert len(names(portfolio)) == 3


def test_the_cancel_button_stops_a_write_that_is_under_way(
    qtbot: QtBot, desk: Desk, deals: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threaded = Desk(Lane(), TODAY, desk.settings)
    threaded.opened = desk.opened
    with qtbot.waitSignal(threaded.lane.opened):
        threaded.lane.open(lambda: create(tmp_path / "threaded.alliance"))
    page = ImportPage(threaded)
    qtbot.addWidget(page)
    page.show()
    page.take(deals)
    qtbot.waitUntil(lambda: page.flow.checked is not None)
    go_on(page)
    go_on(page)

    def endless(portfolio: Portfolio, plan: Any, *, progress: Any, **_how: Any) -> None:
        records.add(portfolio, Partner(7, "Half an import"))
        while True:
            progress(1, 3, "Writing")

    monkeypatch.setattr(intake, "apply", endless)
    go_on(page)
    qtbot.waitUntil(page.cancel.isVisible)
    with qtbot.waitSignal(page.flow.stopped):
        page.cancel.click()
    seen: list[list[Partner]] = []
    threaded.lane.read(lambda portfolio: records.find(portfolio, Partner), seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [[]]
    threaded.lane.stop()


def test_the_step_before_can_be_asked_for_only_where_there_is_one(page: ImportPage) -> None:
    back = next(command for command in page.commands() if command.id == "import.back")
    assert not back.enabled()
    page.go_to(COLUMNS)
    assert back.enabled()


# ---- what the file no longer holds --------------------------------------------------------------

OPEN = "partner,deal_id,deal,status,close_date,partner_tcv\n" + "".join(
    f"{of},D{at},Deal {at},open,2021-12-0{at},{at}00\n"
    for at, of in ((1, "A"), (2, "A"), (3, "A"), (4, "Quill"))
)


def without(text: str, *ids: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if line.split(",")[1] not in ids)


def statuses(portfolio: Portfolio) -> dict[str, str]:
    return {deal.deal_id: deal.status for deal in records.find(portfolio, Deal)}


def test_what_is_missing_is_shown_and_stays_unless_a_person_says_otherwise(
    page: ImportPage, portfolio: Portfolio, tmp_path: Path
) -> None:
    file = written(tmp_path / "list.csv", OPEN)
    bring_in(page, file)
    to_check(page, written(file, without(OPEN, "D2", "D4")))
    assert page.check.tiles.tiles["missing"].count == 2
    assert page.check.gone.sentence == (
        "2 open deals of files like this before are not in this one; they stay as before."
    )
    assert "no row of Quill" in page.check.gone.accessibleName()
    assert (page.next.text(), page.next.isEnabled()) == ("Nothing to import", False)
    page.check.show_list("missing")
    card = page.check.missing
    assert card.model.columns[5].shown(card.model.rows[0]).startswith("list.csv, line 3, imported ")
    card.buttons["lost"].click()
    assert page.next.text() == "Close 2 deals as lost"
    card.view.select_ids([card.model.rows[1].id])
    assert card.buttons["delete"].text() == "Delete 1"
    QTest.keyClick(card.view, Qt.Key.Key_Delete)
    assert page.next.text() == "Close 1 deal as lost, delete 1"
    assert page.check.gone.sentence.endswith(
        ": 1 is closed as lost on 24 Nov 2021 and 1 is deleted."
    )
    go_on(page)
    assert statuses(portfolio) == {"D1": "open", "D2": "lost", "D3": "open"}
    assert "1 closed as lost, 1 deleted" in page.done.counts.text()
    page.done.undo.click()
    assert statuses(portfolio) == dict.fromkeys(("D1", "D2", "D3", "D4"), "open")


def test_one_missing_deal_is_settled_in_its_row_and_found_by_words(
    page: ImportPage, tmp_path: Path
) -> None:
    file = written(tmp_path / "list.csv", OPEN)
    bring_in(page, file)
    to_check(page, written(file, without(OPEN, "D2", "D3", "D4")))
    page.check.show_list("missing")
    card = page.check.missing
    page.begin_search()
    assert card.search.hasFocus()
    card.search.setText("quill")
    assert [row.deal.deal_id for row in card.model.rows] == ["D4"]
    assert card.buttons["lost"].text() == "Close as lost 1"
    index = card.model.index(0, card.model.columnCount() - 1)
    assert card.model.setData(index, "Close as lost")
    assert [row.fate for row in card.model.rows] == ["lost"]
    card.search.clear()
    assert [row.fate for row in card.model.rows] == ["keep", "keep", "lost"]


def test_a_file_without_one_usable_row_says_why_and_leads_back(
    page: ImportPage, tmp_path: Path
) -> None:
    rows = "A,One,open,2021-13-01,5\nA,Two,open,2021-14-01,5\n"
    to_check(page, written(tmp_path / "l.csv", "partner,deal,status,close_date,amount\n" + rows))
    assert page.check.useless.sentence.startswith("None of the 2 rows of l.csv can be used: line 2")
    assert "--" not in page.check.useless.accessibleName()
    assert not page.next.isEnabled()
    page.check.back_to_columns.emit()
    assert page.step == COLUMNS


def test_a_file_that_changed_in_between_is_read_and_checked_again(
    page: ImportPage, portfolio: Portfolio, deals: Path
) -> None:
    to_check(page, deals)
    deals.write_text(DEALS.replace("Pilot", "Trial"), encoding="utf-8")
    go_on(page)
    assert (page.step, names(portfolio)) == (CHECK, [])
    assert page.check.stopped.sentence == "deals.csv has changed since it was checked."
    assert cells(page, "new")[1][1] == "Trial"
    go_on(page)
    assert names(portfolio) == ["Renewal", "SOC", "Trial"]


def test_nothing_goes_into_a_portfolio_that_is_open_to_read_only(
    desk: Desk, page: ImportPage, deals: Path
) -> None:
    from dataclasses import replace

    desk.opened = replace(desk.opened, read_only=True)
    to_check(page, deals)
    assert page.check.read_only.isVisible()
    assert not page.next.isEnabled()


def test_rows_are_found_copied_and_told_with_their_money(
    qapp: Any, page: ImportPage, deals: Path
) -> None:
    to_check(page, deals)
    assert page.check.tiles.tiles["new"].accessibleName() == "New: 3, $2.0K"
    page.check.list.search.setText("pilot")  # type: ignore[union-attr]
    page.check.list.copy()
    assert qapp.clipboard().text().splitlines()[1:] == [
        "3\tPilot\tNorthwind\tWon\t1 Mar 2021\t\t$500.00"
    ]


def test_rows_that_change_nothing_are_listed(page: ImportPage, deals: Path) -> None:
    bring_in(page, deals)
    to_check(page, deals)
    assert cells(page, "same") == [("2", "SOC"), ("3", "Pilot"), ("4", "Renewal")]


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_rejected_rows_come_back_corrected_and_nothing_is_doubled(
    page: ImportPage, portfolio: Portfolio, tmp_path: Path, ending: str, encoding: str
) -> None:
    head = "Partner;Deal;Status;Close Date;Amount;Next Step\n"
    rows = (
        "Söhne;Gut;open;01.12.2021;1.234,50;ok\n"
        "Söhne;=1+1;opne;24.12.2021;2.000,50;+call\n"
        "Söhne;@home;opne;25.12.2021;3,25;-later\n"
    )
    file = tmp_path / "list.csv"
    file.write_text(head + rows, encoding=encoding)
    bring_in(page, file)
    target = tmp_path / f"list rejected{ending}"
    page.done.saver.save(target)
    page.take(target)
    assert page.flow.recalled
    go_on(page)
    ((word, _),) = page.flow.words()
    page.columns.words.answered.emit(word.id, "open")
    go_on(page)
    assert counts(page) == {"new": 2}
    assert not page.check.gone.isVisible()
    go_on(page)
    found = {deal.name: deal for deal in records.find(portfolio, Deal)}
    assert sorted(found) == ["=1+1", "@home", "Gut"]
    assert (found["=1+1"].tcv_minor, found["=1+1"].next_step) == (2_000_50, "+call")
    to_check(page, target)
    assert counts(page) == {"same": 2}


def test_a_check_that_comes_late_says_nothing_of_the_file_that_is_opened_by_now(
    page: ImportPage, deals: Path, tmp_path: Path
) -> None:
    page.take(deals)
    late = page.flow.checked
    assert late is not None
    other = written(tmp_path / "other.csv", DEALS.splitlines(keepends=True)[0] + "A,1,,B,won,,1,1")
    page.take(other)
    now = page.flow.checked
    page.flow._take_checked(late)
    assert page.flow.checked is now
