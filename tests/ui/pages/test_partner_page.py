"""A partner's page writes each field where it stands, says why, and takes everything back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from models.deal import Deal
from models.errors import UserError
from models.issued_pack import Issue
from models.partner import Agreement, Contact, Integration, Offering, Partner, Training
from models.store import records
from models.store.deals import all_deals
from models.store.packs import issue
from models.store.portfolio import Portfolio
from models.store.projected import projection_of
from tests.sample_portfolio import sample_at
from tests.ui.pages.partner_on import key_of, partner_page
from ui import theme
from ui.desk import Desk, Opened, Place
from ui.pages.partner import TABS, PartnerPage
from ui.pages.partner_header import ahead_pill
from ui.pages.partner_tabs.deals import DealsTab
from ui.pages.partner_tabs.offerings import OfferingsTab
from ui.pages.partner_tabs.overview import OverviewTab
from ui.pages.partner_tabs.packs import PacksTab
from ui.pages.partner_tabs.people import PeopleTab
from ui.pages.partner_tabs.prerequisites import PrerequisitesTab
from ui.pages.partner_tabs.record_table import RecordTable
from ui.pages.partner_tabs.scorecard import ScorecardTab
from ui.tables.deals import columns as deal_columns
from ui.tables.field_cells import TickList

TODAY = date(2026, 11, 24)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with sample_at(tmp_path / "partners.alliance", TODAY) as made:
        yield made


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> PartnerPage:
    return partner_page(qtbot, desk, 1200)


def see(page: PartnerPage, portfolio: Portfolio, name: str, tab: str) -> Any:
    page.visit(Place("partner", key_of(portfolio, name), tab))
    return page.current


def edit(table: RecordTable, record_id: int, field: str, text: str, qtbot: QtBot) -> None:
    """Type a text into a cell and press Enter."""
    table.refusals.edit(record_id, field)
    editors = table.view.viewport().findChildren(QLineEdit)
    line = next(editor for editor in editors if editor.isVisible())
    line.selectAll()
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def choose(table: RecordTable, record_id: int, field: str, text: str) -> None:
    """Pick a choice in a cell."""
    table.refusals.edit(record_id, field)
    (box,) = [b for b in table.view.viewport().findChildren(QComboBox) if b.isVisible()]
    box.setCurrentText(text)
    box.activated.emit(box.currentIndex())


def first(records_: list[Any], **where: Any) -> Any:
    return next(r for r in records_ if all(getattr(r, k) == v for k, v in where.items()))


OXLIP = "Oxlip & Ferrule Data Safety"  # Gold granted, nine people trained where ten are needed
PEBBLE = "Pebblewhit Access"  # Aggregate TCV just under the lowest tier


def test_the_head_tells_who_it_is_and_how_it_stands(
    page: PartnerPage, portfolio: Portfolio
) -> None:
    see(page, portfolio, OXLIP, "")
    assert page.header.title == OXLIP
    assert page.header.sub == "Participating  ·  North America"
    shown = [(p.text, p.tone) for p in page.header._pills if not p.isHidden()]
    assert shown == [
        ("Gold", "at_risk"),
        ("Calculated Silver", "plain"),
        ("At risk", "at_risk"),
        ("Next January Opportunistic", "at_risk"),
    ]


@pytest.mark.clause("A09")
@pytest.mark.parametrize(
    ("tier", "pill"),
    [
        ("platinum", ("Next January Platinum", "met", "trending-up")),
        ("gold", ("Next January Gold", "plain", "")),
        ("silver", ("Next January Silver", "at_risk", "trending-down")),
    ],
)
def test_next_january_stands_beside_the_tier_that_is_held(
    page: PartnerPage, portfolio: Portfolio, tier: str, pill: tuple[str, str, str]
) -> None:
    see(page, portfolio, OXLIP, "")
    assert page.view is not None
    ahead = projection_of(portfolio, page.view.file, TODAY)
    changed = replace(ahead, decision=replace(ahead.decision, calculated_tier=tier))
    assert ahead_pill(page.view, changed) == pill


def test_a_day_beyond_the_calendar_leaves_next_january_out(
    page: PartnerPage, portfolio: Portfolio, desk: Desk
) -> None:
    said: list[Any] = []
    desk.lane.problem.connect(lambda *words: said.append(words))
    desk.set_as_of(date(9998, 12, 31))
    see(page, portfolio, OXLIP, "")
    assert said == []


def test_every_tab_is_a_place(page: PartnerPage, portfolio: Portfolio) -> None:
    for kind in TABS:
        assert isinstance(see(page, portfolio, OXLIP, kind.KEY), kind)
        assert page.bar.current == kind.KEY
    assert page.bar.title("deals") == "Deals  26"


def test_keys_go_from_tab_to_tab_and_to_each_group(
    page: PartnerPage, portfolio: Portfolio, qtbot: QtBot
) -> None:
    see(page, portfolio, OXLIP, "packs")
    commands = {command.id: command for command in page.commands()}
    commands["tab_after"].run()
    assert page.bar.current == TABS[0].KEY
    commands["tab_before"].run()
    assert page.bar.current == TABS[-1].KEY
    of_groups = {kind.GROUP: kind.KEY for kind in reversed(TABS)}
    keys = [commands[f"tab_{key}"].keys for key in reversed(of_groups.values())]
    assert keys == [f"Ctrl+{at}" for at in range(1, len(of_groups) + 1)]


def test_what_is_missing_leads_to_where_it_is_mended(
    page: PartnerPage, portfolio: Portfolio, qtbot: QtBot
) -> None:
    tab: OverviewTab = see(page, portfolio, OXLIP, "overview")
    assert tab.missing_card.title.text() == "What is missing for Gold"
    assert tab.missing.lines[0].words == "1 person short"
    assert "9 people trained" in tab.missing.lines[0].why
    tab.missing.choose(0)
    assert page.current.KEY == "offerings"
    assert isinstance(page.current, OfferingsTab)
    assert page.current.trainings.view.hasFocus() or not page.isActiveWindow()


def test_a_tier_is_reached_when_the_missing_record_is_typed(
    page: PartnerPage, portfolio: Portfolio, qtbot: QtBot, desk: Desk
) -> None:
    tab: OfferingsTab = see(page, portfolio, OXLIP, "offerings")
    unfinished = first(tab.trainings.model.rows, completed_on=None)
    edit(tab.trainings, unfinished.id, "completed_on", "2026-11-24", qtbot)
    assert records.get(portfolio, Training, unfinished.id).completed_on == TODAY
    assert portfolio.can_undo() == f"Set {unfinished.person}’s completed on ({OXLIP})"
    assert page.view is not None
    assert page.view.standing.calculated.label == "Gold"
    desk.lane.undo()
    assert page.view.standing.calculated.label == "Silver"
    assert tab.trainings.model.row_at(tab.trainings.model.position(unfinished.id)) == unfinished


def test_tab_goes_down_the_overview_as_the_eye_does(
    page: PartnerPage, portfolio: Portfolio, qtbot: QtBot
) -> None:
    for name in (PEBBLE, OXLIP):  # the lines of the first are put away
        tab: OverviewTab = see(page, portfolio, name, "overview")
    with qtbot.waitActive(page):
        page.activateWindow()
    qtbot.waitUntil(lambda: all(stop.isVisible() for stop in tab.missing.stops))
    page.bar.parts.setFocus()
    fields = [row._shown for row in tab.fields.values()]
    wanted = [*tab.missing.stops, tab.bar, *tab.way.stops, *fields]
    for stop in wanted:
        qtbot.keyClick(page.focusWidget() or page, Qt.Key.Key_Tab)
        assert page.focusWidget() is stop
    for stop in reversed(wanted[:-1]):
        qtbot.keyClick(page.focusWidget() or page, Qt.Key.Key_Backtab)
        assert page.focusWidget() is stop


def test_a_field_is_written_when_it_is_left(page: PartnerPage, portfolio: Portfolio) -> None:
    tab: OverviewTab = see(page, portfolio, OXLIP, "overview")
    key = page.place.id
    tab.fields["region"].begin()
    editor = tab.fields["region"]._editor
    assert editor is not None
    editor.start("Japan")
    page.leave()
    assert records.get(portfolio, Partner, key).region == "Japan"
    assert portfolio.can_undo() == f"Set {OXLIP}’s region"


def test_a_value_that_cannot_be_written_stays_with_its_partner_and_is_counted(
    page: PartnerPage, portfolio: Portfolio, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise UserError("The disk is full.", "Make room and try again.")

    tab: OverviewTab = see(page, portfolio, OXLIP, "overview")
    region, key = tab.fields["region"], page.place.id
    with monkeypatch.context() as patch:
        patch.setattr("models.store.partners.set_partner", full)
        region.begin()
        assert region._editor is not None
        region._editor.start("Japan")
        page.leave()
    assert records.get(portfolio, Partner, key).region == "North America"
    assert region.problem.startswith("Not saved. The disk is full. Make room and try again.")
    assert desk.unsaved == 1
    page.refresh()
    see(page, portfolio, PEBBLE, "overview")
    assert (region.value, region.problem, desk.unsaved) == ("Middle East and Africa", "", 1)
    see(page, portfolio, OXLIP, "overview")
    assert (region.value, desk.unsaved) == ("Japan", 1)
    region.begin()
    region._finish()
    assert records.get(portfolio, Partner, key).region == "Japan"
    assert (region.problem, desk.unsaved) == ("", 0)


def test_what_is_typed_for_one_partner_is_not_given_to_the_next(
    page: PartnerPage, portfolio: Portfolio
) -> None:
    tab: OverviewTab = see(page, portfolio, OXLIP, "overview")
    tab.fields["region"].begin()
    editor = tab.fields["region"]._editor
    assert editor is not None
    editor.start("Japan")
    before = portfolio.can_undo()
    see(page, portfolio, PEBBLE, "overview")
    page.leave()
    assert portfolio.can_undo() != before
    assert records.get(portfolio, Partner, page.place.id).region == "Middle East and Africa"
    assert records.get(portfolio, Partner, key_of(portfolio, OXLIP)).region == "Japan"


def test_another_portfolio_knows_nothing_of_what_was_not_saved(
    page: PartnerPage, portfolio: Portfolio, desk: Desk
) -> None:
    tab: OverviewTab = see(page, portfolio, OXLIP, "overview")
    tab.kept.refuse(page.place.id, "region", "North America", "The disk is full.")
    tab.kept.refuse(7, "region", "Japan", "The disk is full.")
    assert desk.unsaved == 2
    desk.lane.opened.emit(None)
    assert desk.unsaved == 0


def test_a_fact_is_set_and_moves_the_tier(page: PartnerPage, portfolio: Portfolio) -> None:
    tab: OverviewTab = see(page, portfolio, OXLIP, "overview")
    tab.fields["shield_sponsorship"].committed.emit(False)
    assert portfolio.can_undo() == f"Set {OXLIP}’s shield sponsorship"
    assert page.view is not None
    assert page.view.standing.calculated.label == "Opportunistic"
    assert [line.words for line in tab.missing.lines if line.field == "shield_sponsorship"]


def test_a_partner_is_renamed_but_not_to_a_name_that_is_taken(
    page: PartnerPage, portfolio: Portfolio, qtbot: QtBot
) -> None:
    see(page, portfolio, OXLIP, "")
    page.header.edit_name()
    page.header.field.setText(" pebblewhit  ACCESS ")
    qtbot.keyClick(page.header.field, Qt.Key.Key_Return)
    assert "There is a partner named Pebblewhit Access already" in page.header.problem
    assert page.header.field.text() == "pebblewhit ACCESS"
    page.header.field.setText("Oxlip Data")
    qtbot.keyClick(page.header.field, Qt.Key.Key_Return)
    assert (page.header.title, page.header.problem) == ("Oxlip Data", "")
    assert portfolio.can_undo() == f"Rename {OXLIP} to Oxlip Data"


def test_a_blank_name_is_refused_and_esc_goes_back(
    page: PartnerPage, portfolio: Portfolio, qtbot: QtBot
) -> None:
    see(page, portfolio, OXLIP, "")
    page.header.edit_name()
    page.header.field.clear()
    qtbot.keyClick(page.header.field, Qt.Key.Key_Return)
    assert "needs a name" in page.header.problem
    qtbot.keyClick(page.header.field, Qt.Key.Key_Escape)
    assert (page.header.title, page.header.problem) == (OXLIP, "")


def test_the_name_shows_that_it_has_the_keyboard(
    page: PartnerPage, portfolio: Portfolio, qtbot: QtBot
) -> None:
    see(page, portfolio, OXLIP, "")
    with qtbot.waitActive(page):
        page.activateWindow()
    name = page.header._title
    corner = name.mapTo(page.header, QPoint(-6, name.height() // 2))

    def ring() -> str:
        return page.header.grab().toImage().pixelColor(corner).name().upper()

    page.bar.setFocus()
    before = ring()
    name.setFocus()
    assert before != ring() == theme.tokens().accent


def test_a_low_window_leaves_the_room_to_the_deals(
    page: PartnerPage, portfolio: Portfolio, qtbot: QtBot
) -> None:
    tab: DealsTab = see(page, portfolio, OXLIP, "deals")
    assert tab.total.isVisible()
    page.resize(1000, 460)
    qtbot.waitUntil(lambda: not tab.total.isVisible())
    qtbot.waitUntil(lambda: tab.deals.view.height() > 120)
    page.resize(1000, 800)
    qtbot.waitUntil(tab.total.isVisible)


def test_a_person_is_added_named_and_deleted(
    page: PartnerPage, portfolio: Portfolio, qtbot: QtBot, desk: Desk, toasts: list[Any]
) -> None:
    tab: PeopleTab = see(page, portfolio, OXLIP, "people")
    before = len(tab.contacts.model.rows)
    assert tab.contacts.add_button is not None
    tab.contacts.add_button.click()
    (new,) = records.find(portfolio, Contact, name="New person")
    qtbot.waitUntil(lambda: bool(tab.contacts.view.viewport().findChildren(QLineEdit)))
    edit(tab.contacts, new.id, "name", "Ada Quill", qtbot)
    choose(tab.contacts, new.id, "role", "Technical resource")
    made = records.get(portfolio, Contact, new.id)
    assert (made.name, made.role, made.side) == ("Ada Quill", "technical resource", "partner")
    tab.delete_records(tab.contacts, [new.id])
    assert toasts[-1] == ("Deleted person Ada Quill", True)
    assert len(tab.contacts.model.rows) == before
    desk.lane.undo()
    assert len(tab.contacts.model.rows) == before + 1


def test_a_day_that_is_none_stays_in_the_cell_with_the_reason(
    page: PartnerPage, portfolio: Portfolio, qtbot: QtBot
) -> None:
    tab: PeopleTab = see(page, portfolio, OXLIP, "people")
    contact = tab.contacts.model.rows[0]
    edit(tab.contacts, contact.id, "until", "31.02.2026", qtbot)
    assert "31.02.2026 is no day" in tab.contacts.problem
    qtbot.waitUntil(
        lambda: (
            "31.02.2026" in [e.text() for e in tab.contacts.view.viewport().findChildren(QLineEdit)]
        )
    )
    assert records.get(portfolio, Contact, contact.id) == contact


def press_on(table: RecordTable, record_id: int, field: str, key: Qt.Key, qtbot: QtBot) -> None:
    """Ctrl and a key on a cell."""
    names = [column.name for column in table.model.columns]
    table.view.setCurrentIndex(
        table.model.index(table.model.position(record_id), names.index(field))
    )
    qtbot.keyClick(table.view, key, Qt.KeyboardModifier.ControlModifier)


def test_a_cell_is_filled_from_the_one_above_and_with_today(
    page: PartnerPage, portfolio: Portfolio, qtbot: QtBot, desk: Desk
) -> None:
    tab: PeopleTab = see(page, portfolio, OXLIP, "people")
    first_, second = tab.contacts.model.rows[:2]
    press_on(tab.contacts, first_.id, "until", Qt.Key.Key_Semicolon, qtbot)
    press_on(tab.contacts, second.id, "until", Qt.Key.Key_D, qtbot)
    assert records.get(portfolio, Contact, second.id).until == TODAY
    assert portfolio.can_undo() == f"Fill until of {first_.name} into 1 person ({OXLIP})"
    nda, second_paper = tab.papers.model.rows[:2]
    press_on(tab.papers, nda.id, "expires_on", Qt.Key.Key_Semicolon, qtbot)
    press_on(tab.papers, second_paper.id, "expires_on", Qt.Key.Key_D, qtbot)
    assert tab.papers.model.rows[1].expires_on == TODAY


def test_amounts_of_deals_are_not_filled_down(
    page: PartnerPage, portfolio: Portfolio, qtbot: QtBot, desk: Desk
) -> None:
    tab: DealsTab = see(page, portfolio, OXLIP, "deals")
    second = tab.deals.model.rows[1]
    with qtbot.waitSignal(desk.problem) as heard:
        press_on(tab.deals, second.id, "partner_minor", Qt.Key.Key_D, qtbot)
    assert heard.args[0] == "Amounts are not filled down."
    assert records.get(portfolio, Deal, second.id) == second.deal


def test_an_agreement_without_a_record_gets_one(
    page: PartnerPage, portfolio: Portfolio, qtbot: QtBot
) -> None:
    key = key_of(portfolio, OXLIP)
    papers = [a for a in records.find(portfolio, Agreement, partner_id=key) if a.kind == "nda"]
    records.delete(portfolio, Agreement, [paper.id for paper in papers])
    tab: PeopleTab = see(page, portfolio, OXLIP, "people")
    row = first(tab.papers.model.rows, kind="nda")
    assert row.state == "Not signed"
    edit(tab.papers, row.id, "signed_on", "3 Mar 2026", qtbot)
    row = first(tab.papers.model.rows, kind="nda")
    assert (row.signed_on, row.state) == (date(2026, 3, 3), "In force")
    assert portfolio.can_undo() == f"Set {OXLIP}’s non-disclosure agreement, signed on"
    edit(tab.papers, row.id, "expires_on", "2026-11-23", qtbot)
    assert first(tab.papers.model.rows, kind="nda").state == "Expired on 23 Nov 2026"


def test_geographies_are_ticked(page: PartnerPage, portfolio: Portfolio, qtbot: QtBot) -> None:
    tab: OfferingsTab = see(page, portfolio, OXLIP, "offerings")
    offering = tab.offerings.model.rows[0]
    tab.offerings.refusals.edit(offering.id, "geographies")
    (ticks,) = tab.offerings.view.viewport().findChildren(TickList)
    for box in ticks.boxes:
        box.setChecked(box.text() in ("Europe", "Japan"))
    ticks.done.emit()
    assert records.get(portfolio, Offering, offering.id).geographies == ("Europe", "Japan")


def test_a_kind_is_changed_though_it_is_called_as_an_argument(
    page: PartnerPage, portfolio: Portfolio
) -> None:
    tab: OfferingsTab = see(page, portfolio, OXLIP, "offerings")
    integration = tab.integrations.model.rows[0]
    choose(tab.integrations, integration.id, "kind", "Cloud")
    assert records.get(portfolio, Integration, integration.id).kind == "cloud"


def test_a_deal_counts_otherwise_once_its_day_is_moved(
    page: PartnerPage, portfolio: Portfolio, qtbot: QtBot
) -> None:
    tab: DealsTab = see(page, portfolio, OXLIP, "deals")
    line = next(row for row in tab.deals.model.rows if row.counted.bucket == "pipeline")
    edit(tab.deals, line.id, "close_date", "1 Oct 2027", qtbot)
    after = tab.deals.model.row_at(tab.deals.model.position(line.id))
    assert after.counted.bucket == "out_of_window"
    assert tab.pipeline._note._text == "8 deals"


def test_a_deal_reads_as_in_the_list_of_all_deals(page: PartnerPage, portfolio: Portfolio) -> None:
    tab: DealsTab = see(page, portfolio, OXLIP, "deals")
    everywhere = {row.id: row for row in all_deals(portfolio, TODAY).rows}
    listed = {column.title: column for column in deal_columns(())}
    shared = [column for column in tab.deals.model.columns if column.title in listed]
    assert {"Status", "TCV", "Counts as", "Partner portion"} <= {c.title for c in shared}
    for column in shared:
        for line in tab.deals.model.rows:
            assert column.shown(line) == listed[column.title].shown(everywhere[line.id])


def test_money_is_typed_as_people_write_it(
    page: PartnerPage, portfolio: Portfolio, qtbot: QtBot
) -> None:
    tab: DealsTab = see(page, portfolio, OXLIP, "deals")
    line = next(row for row in tab.deals.model.rows if row.deal.currency == "USD")
    edit(tab.deals, line.id, "partner_minor", "1.2M", qtbot)
    edit(tab.deals, line.id, "services_minor", "1,234.50", qtbot)
    deal = records.get(portfolio, Deal, line.id)
    assert (deal.partner_minor, deal.services_minor, deal.tcv_minor) == (
        120_000_000,
        123_450,
        120_123_450,
    )
    edit(tab.deals, line.id, "services_minor", "-5", qtbot)
    assert "can't be negative" in tab.deals.problem
    assert records.get(portfolio, Deal, line.id) == deal


def test_several_deals_are_deleted_as_one_step(
    page: PartnerPage, portfolio: Portfolio, desk: Desk, toasts: list[Any]
) -> None:
    tab: DealsTab = see(page, portfolio, OXLIP, "deals")
    ids = [row.id for row in tab.deals.model.rows[:3]]
    tab.deals.view.select_ids(ids)
    assert not tab.deals.bulk.isHidden()
    tab.deals._delete_selected()
    assert portfolio.can_undo() == f"Delete 3 deals of {OXLIP}"
    assert page.bar.title("deals") == "Deals  23"
    desk.lane.undo()
    assert page.bar.title("deals") == "Deals  26"


def test_the_scorecard_aims_at_the_next_tier_and_at_others(
    page: PartnerPage, portfolio: Portfolio
) -> None:
    tab: ScorecardTab = see(page, portfolio, OXLIP, "scorecard")
    assert (tab.target, tab.aim.value) == ("gold", "Gold")
    people = tab._rows["mss_trained_people"]
    assert people.bar.gauge.thresholds == (5, 10, 20)
    assert (people.bar.gauge.value, people.bar.gauge.status) == (9, "short")
    tab.choice.chosen.emit("silver")
    assert people.bar.gauge.status == "met"
    assert tab.card.title.text() == "Requirements for Silver"
    tab.choice.chosen.emit("platinum")
    assert people._gap._text == "11 people short"
    see(page, portfolio, "Dunmarrow Key Vaults", "scorecard")
    assert "3 geographies short" in [row._gap._text for row in tab._rows.values()]


def test_the_money_row_tells_what_it_is_made_of(page: PartnerPage, portfolio: Portfolio) -> None:
    tab: ScorecardTab = see(page, portfolio, OXLIP, "scorecard")
    assert tab._rows["aggregate_tcv"]._build_up.text().split("\n") == [
        "Wins $6,199,178.02 + losses $5,341,248.56 + pipeline $6,094,553.42",
        "Closed this year, counts next January: $594,382.82",
    ]


def test_explain_names_what_is_left_out_and_leads_to_it(
    page: PartnerPage, portfolio: Portfolio, qtbot: QtBot
) -> None:
    tab: ScorecardTab = see(page, portfolio, OXLIP, "scorecard")
    row = tab._rows["mss_trained_people"]
    qtbot.keyClick(row, Qt.Key.Key_Return)
    texts = spoken(tab.panel.tree)
    assert any("not completed" in text for text in texts)
    assert any("C031" in text for text in texts)
    unfinished = next(t for t in records.find(portfolio, Training, completed_on=None)
                      if t.partner_id == page.place.id)  # fmt: skip
    tab.panel.tree.record_opened.emit("trainings", unfinished.id)
    assert isinstance(page.current, OfferingsTab)
    assert page.current.trainings.view.current_id() == unfinished.id


def spoken(tree: Any) -> list[str]:
    model, found = tree.model(), []

    def walk(parent: Any) -> None:
        for at in range(model.rowCount(parent)):
            index = model.index(at, 0, parent)
            found.append(index.data(Qt.ItemDataRole.AccessibleTextRole))
            walk(index)

    walk(tree.rootIndex())
    return found


def test_a_recommended_contact_is_advice_for_the_lowest_tier(
    page: PartnerPage, portfolio: Portfolio
) -> None:
    key = key_of(portfolio, PEBBLE)
    sponsors = [c for c in records.find(portfolio, Contact, partner_id=key)
                if c.role == "executive sponsor"]  # fmt: skip
    records.delete(portfolio, Contact, [sponsor.id for sponsor in sponsors])
    tab: PrerequisitesTab = see(page, portfolio, PEBBLE, "prerequisites")
    assert tab.model is not None
    line = tab.model.row_at(tab.model.position("executive_sponsor"))
    assert line.words == {
        "silver": "Recommended",
        "gold": "Missing",
        "platinum": "Missing",
    }
    assert (line.statuses["silver"], line.statuses["gold"]) == ("at_risk", "short")


def test_the_panel_is_a_drawer_where_there_is_no_room(
    page: PartnerPage, portfolio: Portfolio, qtbot: QtBot
) -> None:
    tab: ScorecardTab = see(page, portfolio, OXLIP, "scorecard")
    assert not tab.side.is_drawer
    assert tab.what_if_button.isHidden()
    page.resize(960, 600)
    qtbot.waitUntil(lambda: tab.side.is_drawer)
    assert not tab.what_if_button.isHidden()
    assert not tab.panel.isVisible()
    tab.explain_button.click()
    assert tab.panel.isVisible()
    tab.panel.put_away.emit()
    assert not tab.panel.isVisible()


def test_packs_are_listed_and_a_file_that_is_gone_is_named(
    page: PartnerPage, portfolio: Portfolio, tmp_path: Path, desk: Desk
) -> None:
    tab: PacksTab = see(page, portfolio, OXLIP, "packs")
    assert page.bar.title("packs") == "Packs"
    target = tmp_path / "oxlip.pdf"
    pack = Issue(
        page.place.id, OXLIP, "ab" * 32, "full", "internal", TODAY, "Review", 12, "2021", "0.1.0",
        "cd" * 32, b"", str(target),
    )  # fmt: skip
    desk.lane.write("Issue", lambda p: issue(p, pack))
    assert page.bar.title("packs") == "Packs  1"
    tab.open_pack(tab.model.rows[0].id)
    assert tab.message.sentence == f"oxlip.pdf is not in {tmp_path} any more."


def test_where_the_tabs_scroll_tab_does_not_stop_at_their_arrows(page: PartnerPage) -> None:
    arrows = page.bar.findChildren(QToolButton)
    assert len(arrows) == 4
    assert all(arrow.focusPolicy() == Qt.FocusPolicy.NoFocus for arrow in arrows)


def test_the_neighbours_are_those_of_the_list(
    page: PartnerPage, portfolio: Portfolio, desk: Desk
) -> None:
    a, b, c = (key_of(portfolio, name) for name in (OXLIP, PEBBLE, "Tarnwick Perimeter"))
    desk.partner_order = (a, b, c)
    see(page, portfolio, PEBBLE, "deals")
    page.step_on()
    assert (page.place.id, page.current.KEY) == (c, "deals")
    assert not page.header.after.isEnabled()
    page.step_back()
    page.step_back()
    assert page.place.id == a
    assert not page.header.before.isEnabled()


def test_a_deleted_partner_says_so_and_comes_back(
    page: PartnerPage, portfolio: Portfolio, desk: Desk, toasts: list[Any]
) -> None:
    see(page, portfolio, OXLIP, "overview")
    places: list[Place] = []
    desk.going.connect(places.append)
    page.delete()
    assert places == [Place("partners")]
    assert toasts == [(f"Deleted {OXLIP}", True)]
    assert page._faces.currentWidget() is page._gone
    desk.lane.undo()
    assert page._faces.currentWidget() is not page._gone
    assert page.header.title == OXLIP


def test_a_day_before_the_program_offers_today(
    page: PartnerPage, portfolio: Portfolio, desk: Desk
) -> None:
    see(page, portfolio, OXLIP, "overview")
    desk.set_as_of(date(2020, 1, 1))
    assert page._faces.currentWidget() is page._gone
    page._gone.link_clicked.emit()
    assert desk.as_of == TODAY
    assert page._faces.currentWidget() is not page._gone


def test_a_read_only_portfolio_lets_nothing_be_typed(
    page: PartnerPage, portfolio: Portfolio, desk: Desk
) -> None:
    desk.opened = Opened(path=portfolio.path, read_only=True)
    tab: PeopleTab = see(page, portfolio, OXLIP, "people")
    assert tab.contacts.add_button is not None
    assert tab.contacts.add_button.isHidden()
    index = tab.contacts.model.index(0, 0)
    assert not tab.contacts.model.flags(index) & Qt.ItemFlag.ItemIsEditable
    overview: OverviewTab = see(page, portfolio, OXLIP, "overview")
    overview.fields["region"].begin()
    assert not overview.fields["region"].editing
    page.header.edit_name()
    assert page.header.field.isHidden()


def test_everything_that_takes_the_keyboard_has_a_name(
    page: PartnerPage, portfolio: Portfolio
) -> None:
    for kind in TABS:
        see(page, portfolio, OXLIP, kind.KEY)
    nameless = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not (isinstance(widget, QHeaderView) or widget.isHidden())
        and not widget.accessibleName()
        and not widget.objectName().startswith("qt_")
    ]
    assert [type(widget).__name__ for widget in nameless] == []


def test_the_crumb_leads_back_to_the_list_one_came_from(
    page: PartnerPage, portfolio: Portfolio, desk: Desk
) -> None:
    places: list[Place] = []
    for back in ((Place("candidates"), "Candidates"), (Place("partners"), "Partners")):
        desk.way_back = back
        see(page, portfolio, OXLIP, "overview")
        desk.going.connect(places.append)
        crumbs = [part for part in page.header.findChildren(QPushButton) if part.text() == back[1]]
        crumbs[-1].click()
        desk.going.disconnect(places.append)
    assert places == [Place("candidates"), Place("partners")]


def test_the_crumbs_name_the_partner_that_is_shown(page: PartnerPage, portfolio: Portfolio) -> None:
    for name in (OXLIP, "Tarnwick Perimeter"):
        see(page, portfolio, name, "overview")
        shown = [part.text() for part in page.header.findChildren(QPushButton)]
        shown += [part.text() for part in page.header.findChildren(QLabel)]
        assert sum(name in words for words in shown) == 2
