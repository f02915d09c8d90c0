"""The list shows names at once, keeps its place, and takes back whatever was done in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from models.deal import Deal
from models.ids import new_id
from models.partner import Partner
from models.sample import fill
from models.store import records
from models.store.portfolio import Portfolio, create
from models.store.projected import projections
from reports import worker
from ui.desk import Desk, Opened, Place
from ui.pages.partners import PartnersPage
from ui.pages.partners_ahead import COLUMN
from ui.pages.partners_table import NameFields

TODAY = date(2026, 11, 24)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "partners.alliance") as made:
        yield made


@pytest.fixture
def said(desk: Desk) -> dict[str, list[Any]]:
    """What the page asked of the window."""
    heard: dict[str, list[Any]] = {"places": [], "toasts": [], "imports": []}
    desk.going.connect(heard["places"].append)
    desk.toasting.connect(lambda *words: heard["toasts"].append(words))
    desk.importing.connect(lambda *words: heard["imports"].append(words))
    return heard


def opened(qtbot: QtBot, desk: Desk) -> PartnersPage:
    page = PartnersPage(desk)
    qtbot.addWidget(page)
    page.resize(1150, 700)
    page.show()
    page.visit(Place("partners"))
    return page


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, portfolio: Portfolio) -> PartnersPage:
    fill(portfolio, TODAY)
    return opened(qtbot, desk)


def names(page: PartnersPage) -> list[str]:
    return [row.name for row in page.model.rows]


def line(page: PartnersPage, name: str) -> Any:
    return next(row for row in page.model.all_rows if row.name == name)


def select(page: PartnersPage, *wanted: str) -> list[int]:
    ids = [line(page, name).id for name in wanted]
    page.view.select_ids(ids, ids[0])
    return ids


def test_the_head_says_how_many_are_one_record_short(page: PartnersPage) -> None:
    assert page.header.sub == (
        "12 partners · 3 short of the next tier by one record · $222.0M Aggregate TCV"
    )


def test_a_granted_tier_above_the_calculated_one_is_at_risk(page: PartnersPage) -> None:
    standing = line(page, "Oxlip & Ferrule Data Safety").standing
    assert (standing.granted.label, standing.calculated.label) == ("Gold", "Silver")
    assert (standing.tone, standing.gap, standing.by_one_record) == (
        "at_risk",
        "1 person short",
        True,
    )


def test_a_tier_reached_is_met_and_none_reached_is_short(page: PartnersPage, desk: Desk) -> None:
    def add(portfolio: Portfolio) -> None:
        partner_id = records.add(portfolio, Partner(new_id(), "Thornbeck"))
        deal = Deal(new_id(), partner_id, close_date=date(2026, 12, 1), partner_minor=5)
        records.add(portfolio, deal)

    desk.lane.write("Add Thornbeck", add)
    assert line(page, "Tarnwick Perimeter").standing.tone == "met"
    assert line(page, "Thornbeck").standing.tone == "short"


def test_names_are_there_before_anybody_is_assessed(
    qtbot: QtBot, desk: Desk, portfolio: Portfolio
) -> None:
    fill(portfolio, TODAY)
    page = PartnersPage(desk)
    qtbot.addWidget(page)
    seen: list[tuple[int, int]] = []
    page.loaded.connect(lambda: seen.append((page.model.rowCount(), len(page.assessing.known))))
    page.visit(Place("partners"))
    assert seen == [(12, 0)]
    assert len(page.assessing.known) == 12


def test_a_day_before_the_program_says_so_and_keeps_the_names(
    page: PartnersPage, desk: Desk
) -> None:
    desk.set_as_of(date(2020, 6, 1))
    assert not page.message.isHidden()
    assert "begins on 1 Jan 2021" in page.message.sentence
    assert len(names(page)) == 12
    assert all(row.standing is None for row in page.model.all_rows)
    desk.set_as_of(None)
    assert page.message.isHidden()
    assert all(row.standing is not None for row in page.model.all_rows)


def test_sorting_keeps_the_selected_records(page: PartnersPage) -> None:
    ids = select(page, "Brambleforge Detection", "Tarnwick Perimeter")
    page.view.sortByColumn(4, Qt.SortOrder.AscendingOrder)
    assert set(page.view.selected_ids()) == set(ids)
    assert names(page)[0] == "Pebblewhit Access"
    assert names(page)[-1] == "Brambleforge Detection"


def test_words_and_chips_filter_together(page: PartnersPage) -> None:
    page.filter.region.set_chosen({"Europe"})
    page.filter.changed.emit()
    assert set(names(page)) == {
        "Lanternfen Threat Research",
        "O'Neil & Söhne 株式会社",
        "Quillmarrow Identity",
        "Tarnwick Perimeter",
    }
    page.filter.search.setText("SOHNE")
    assert names(page) == ["O'Neil & Söhne 株式会社"]
    assert page.header.sub.startswith("1 of 12 partners")


def test_no_match_names_the_filters_and_clears_them(page: PartnersPage, qtbot: QtBot) -> None:
    page.filter.tier.set_chosen({"platinum"})
    page.filter.search.setText("nobody")
    assert page.card.face is page.card.no_match
    assert "“nobody”, Tier: Platinum" in page.card.no_match._sentence.text()
    page.card.no_match.primary_clicked.emit()
    assert page.view.isVisible()
    assert len(names(page)) == 12


def test_name_and_region_are_edited_in_place(
    page: PartnersPage, portfolio: Portfolio, qtbot: QtBot
) -> None:
    (key,) = select(page, "Tarnwick Perimeter")
    page.edit_selected()
    (fields,) = page.view.viewport().findChildren(NameFields)
    fields.region.setText("Japan")
    qtbot.keyClick(fields.region, Qt.Key.Key_Return)
    assert records.get(portfolio, Partner, key).region == "Japan"
    assert portfolio.can_undo() == "Set Tarnwick Perimeter’s region"
    assert line(page, "Tarnwick Perimeter").region == "Japan"


def test_a_name_that_is_taken_is_refused_and_stays_in_the_field(
    page: PartnersPage, qtbot: QtBot
) -> None:
    select(page, "Tarnwick Perimeter")
    page.edit_selected()
    (fields,) = page.view.viewport().findChildren(NameFields)
    fields.name.setText("WOBBLESTONE  recovery")
    qtbot.keyClick(fields.name, Qt.Key.Key_Return)
    assert "There is a partner named Wobblestone Recovery already" in page.message.sentence
    qtbot.waitUntil(
        lambda: (
            [f.name.text() for f in page.view.viewport().findChildren(NameFields)]
            == ["WOBBLESTONE  recovery"]
        )
    )
    assert "Tarnwick Perimeter" in names(page)


def test_an_edit_assesses_only_the_partner_that_it_touched(
    page: PartnersPage, portfolio: Portfolio, desk: Desk
) -> None:
    asked: list[int] = []
    page.assessing.assessed.connect(lambda found: asked.extend(found.by_id))
    key = line(page, "Tarnwick Perimeter").id
    desk.lane.write("Edit", lambda p: records.update(p, Partner, key, free_training=False))
    assert asked == [key]
    assert line(page, "Tarnwick Perimeter").standing.calculated.label == "Opportunistic"


def test_deleted_partners_come_back_with_their_deals(
    page: PartnersPage, portfolio: Portfolio, desk: Desk, said: dict[str, list[Any]]
) -> None:
    deals = portfolio.conn.value("SELECT count(*) FROM deals")
    page.delete(select(page, "Tarnwick Perimeter", "Quillmarrow Identity"))
    assert len(names(page)) == 10
    assert said["toasts"] == [("Deleted 2 partners", True)]
    assert portfolio.conn.value("SELECT count(*) FROM deals") < deals
    desk.lane.undo()
    assert len(names(page)) == 12
    assert portfolio.conn.value("SELECT count(*) FROM deals") == deals
    assert line(page, "Quillmarrow Identity").standing is not None


def test_enter_opens_the_partner_and_tells_the_order_of_the_list(
    page: PartnersPage, desk: Desk, qtbot: QtBot, said: dict[str, list[Any]]
) -> None:
    (key,) = select(page, "Tarnwick Perimeter")
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert said["places"] == [Place("partner", key)]
    assert desk.partner_order == tuple(row.id for row in page.model.rows)


def test_two_selected_partners_bring_the_bar(page: PartnersPage) -> None:
    assert page.bulk.isHidden()
    select(page, "Tarnwick Perimeter", "Quillmarrow Identity")
    assert not page.bulk.isHidden()
    page.copy_selected()
    text = QGuiApplication.clipboard().text().split("\n")
    assert text[0].split("\t")[0] == "Partner"
    assert "25000312.45" in text[1].split("\t")
    page.bulk.dismissed.emit()
    assert page.bulk.isHidden()


def test_packs_of_several_partners_go_into_one_folder(
    page: PartnersPage, portfolio: Portfolio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "build_bytes", lambda facts: worker.Built(b"%PDF", 9, "ab" * 32))
    ids = select(page, "Tarnwick Perimeter", "Quillmarrow Identity")
    folder = tmp_path / "packs"
    folder.mkdir()
    page.packs.start(ids, folder, "partner")
    assert sorted(path.name for path in folder.iterdir()) == [
        "Quillmarrow-Identity 2026-11-24 partner.pdf",
        "Tarnwick-Perimeter 2026-11-24 partner.pdf",
    ]
    assert page.packs.sentence == "Wrote 2 packs."
    assert not page.packs.busy
    page.packs.start(ids[:1], folder, "partner")
    assert len(list(folder.iterdir())) == 3
    assert portfolio.conn.value("SELECT count(*) FROM packs") == 3


def test_a_pack_that_fails_is_said_and_the_others_are_made(
    page: PartnersPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "build_bytes", lambda facts: worker.Built(b"%PDF", 9, "ab" * 32))
    page.packs.start([1, *select(page, "Tarnwick Perimeter")], tmp_path / "gone", "internal")
    assert page.packs.sentence.startswith("Wrote no packs. 2 packs could not be made:")


def test_an_empty_portfolio_offers_import_and_new(
    qtbot: QtBot, desk: Desk, said: dict[str, list[Any]], portfolio: Portfolio
) -> None:
    page = opened(qtbot, desk)
    empty = page.card.empty
    assert page.card.face is empty
    empty.primary_clicked.emit()
    assert said["imports"] == [("", "")]
    empty.link_clicked.emit()
    assert not page.new_row.isHidden()
    qtbot.keyClicks(page.new_row.field, "Northwind")
    qtbot.keyClick(page.new_row.field, Qt.Key.Key_Return)
    (made,) = records.find(portfolio, Partner)
    assert made.name == "Northwind"
    assert said["places"] == [Place("partner", made.id)]
    assert line(page, "Northwind").standing.tone == "no_data"


def test_a_new_partner_needs_a_name_of_its_own(page: PartnersPage, qtbot: QtBot) -> None:
    page.new_partner()
    qtbot.keyClick(page.new_row.field, Qt.Key.Key_Return)
    assert "needs a name" in page.new_row.problem
    qtbot.keyClicks(page.new_row.field, "tarnwick PERIMETER")
    assert page.new_row.problem == ""
    qtbot.keyClick(page.new_row.field, Qt.Key.Key_Return)
    assert "There is a partner named Tarnwick Perimeter already" in page.new_row.problem
    assert len(names(page)) == 12


def test_a_read_only_portfolio_offers_no_change(page: PartnersPage, desk: Desk) -> None:
    desk.opened = Opened(path=desk.opened.path, read_only=True)
    select(page, "Tarnwick Perimeter")
    reads = ("open_partner", "copy_partners", "several_packs", "portfolio_review")
    writes = [c for c in page.commands() if c.id not in reads]
    assert not any(command.enabled() for command in writes)
    page.delete(page.view.selected_ids())
    assert len(names(page)) == 12


def test_sort_filter_and_widths_are_back_at_the_next_start(
    page: PartnersPage, desk: Desk, qtbot: QtBot
) -> None:
    page.view.sortByColumn(4, Qt.SortOrder.DescendingOrder)
    page.view.setColumnWidth(0, 300)
    page.filter.tier.set_chosen({"gold"})
    page.filter.search.setText("e")
    page.leave()
    again = opened(qtbot, desk)
    assert names(again) == names(page)
    assert again.view.columnWidth(0) == 300
    assert again.filter.tier.chosen == {"gold"}
    assert again.model.sorted_by == (4, Qt.SortOrder.DescendingOrder)


def test_a_broken_saved_view_is_forgotten(desk: Desk, qtbot: QtBot, portfolio: Portfolio) -> None:
    for broken in ("{", json.dumps({"filter": 3}), json.dumps([])):
        desk.settings.setValue("partners/view", broken)
        assert opened(qtbot, desk).header.title == "Partners"


def test_every_control_has_a_name(page: PartnersPage) -> None:
    for field in page.findChildren(QLineEdit):
        assert field.accessibleName(), field
    assert page.view.accessibleName() == "Partners"


@pytest.mark.clause("A09")
def test_next_january_is_filled_in_where_there_is_room_to_see_it(
    page: PartnersPage, portfolio: Portfolio, qtbot: QtBot
) -> None:
    page.resize(1000, 800)
    page.refresh()
    assert page.view.isColumnHidden(COLUMN)
    page.resize(1500, 800)
    found = projections(portfolio, TODAY)
    assert {row.id: row.ahead for row in page.model.all_rows} == found
    column = page.model.columns[COLUMN]
    top = max(page.model.all_rows, key=column.sort_key)
    assert (column.title, column.shown(top)) == ("Next January", "Gold")
    assert column.sub is not None
    assert column.sub(top).startswith("$")


def test_next_january_follows_what_was_changed_while_nobody_saw_it(
    page: PartnersPage, portfolio: Portfolio
) -> None:
    page.resize(1500, 800)
    row = line(page, "Brambleforge Detection")
    page.resize(1000, 800)
    with portfolio.change("Delete"):
        records.delete(portfolio, Deal, [d.id for d in records.find(portfolio, Deal)])
    page.refresh()
    assert line(page, row.name).ahead == row.ahead
    page.resize(1500, 800)
    assert line(page, row.name).ahead.tcv.total == 0


def test_widths_from_before_the_first_rows_are_not_kept(qtbot: QtBot, desk: Desk) -> None:
    page = PartnersPage(desk)
    qtbot.addWidget(page)
    page.leave()
    kept = json.loads(str(desk.settings.value("partners/view")))
    assert {column["width"] for column in kept["table"]["columns"]} == {0}


def test_no_name_and_no_gap_is_cut_at_the_width_of_most_screens(page: PartnersPage) -> None:
    page.resize(1204, 800)
    view = page.view
    for at in (0, 3):
        column = view.table.columns[at]
        needed = max(view.width_for(column, row) for row in view.table.rows)
        assert view.columnWidth(at) >= needed
