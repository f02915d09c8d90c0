"""A month's review has its four purposes, writes each where it stands, and ranks what is done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from models.action import Action
from models.deal import Deal
from models.governance.meetings import ReviewBlock
from models.governance.outcomes import DealNote
from models.store import meetings, records, review_writes
from models.store.portfolio import Portfolio, create
from tests.models.store.reviews_of import TODAY, deals, held, partner, people
from ui.desk import Desk, Place
from ui.pages.meeting_parts.pipeline_review import PipelineReviewPart

PIPELINE = "pipeline_review"

__all__ = ["TODAY"]


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "one.alliance") as made:
        with made.change("Fill"):
            partner(made, 1, "Northwind")
            partner(made, 2, "Contoso")
            people(made, 1)
            deals(made, 1, 3)
            deals(made, 1, 2, "lost")
            held(made, 9, 1, PIPELINE, date(2026, 10, 7))
            records.add(made, Action(5, 1, "Left open", meeting_id=9, purpose="actions"))
        yield made


@pytest.fixture
def meeting(portfolio: Portfolio) -> int:
    return review_writes.open_month(portfolio, 1, "2026-11", TODAY)


@pytest.fixture
def part(qtbot: QtBot, desk: Desk, portfolio: Portfolio, meeting: int) -> PipelineReviewPart:
    made = PipelineReviewPart(desk)
    qtbot.addWidget(made)
    made.resize(1100, 1600)
    made.show()
    show(made, portfolio, meeting)
    desk.lane.changed.connect(lambda _: show(made, portfolio, made.view.meeting.id, same=True))  # type: ignore[union-attr]
    return made


def show(
    part: PipelineReviewPart, portfolio: Portfolio, meeting: int, *, same: bool = False
) -> None:
    part.show_meeting(meetings.view(portfolio, meeting, TODAY), same=same)


@pytest.mark.clause("C104")
@pytest.mark.clause("C105")
@pytest.mark.clause("C106")
@pytest.mark.clause("C107")
def test_the_four_purposes_stand_in_the_programs_order(part: PipelineReviewPart) -> None:
    titles = [card.title.text() for card in part.cards.values()]
    assert titles == [
        "1  Develop and close deals", "2  Trends", "3  Actions in order", "4  Course corrections",
    ]  # fmt: skip
    tops = [card.mapTo(part, card.rect().topLeft()).y() for card in part.cards.values()]
    assert tops == sorted(tops)
    assert [card.toolTip() for card in part.cards.values()] == ["C104", "C105", "C106", "C107"]


def test_what_is_typed_under_a_purpose_is_kept_and_taken_back(
    part: PipelineReviewPart, portfolio: Portfolio, desk: Desk
) -> None:
    part.texts.rows["develop"].committed.emit("Two deals wait for one sponsor")
    [block] = records.find(portfolio, ReviewBlock)
    assert (block.purpose, block.text) == ("develop", "Two deals wait for one sponsor")
    assert "Develop and close deals" in (portfolio.can_undo() or "")
    desk.lane.undo()
    assert records.find(portfolio, ReviewBlock) == []
    assert part.texts.rows["develop"].value == ""


def test_a_text_that_can_not_be_written_stays_and_is_counted(
    part: PipelineReviewPart, portfolio: Portfolio, desk: Desk, meeting: int
) -> None:
    row = part.texts.rows["trends"]
    row.begin()
    editor = row.findChild(QPlainTextEdit)
    assert editor is not None
    editor.setPlainText("Up")
    meetings.delete(portfolio, [meeting])
    part.leave()
    assert desk.unsaved == 1
    assert row.unsaved is not None
    other = review_writes.open_month(portfolio, 2, "2026-11", TODAY)
    show(part, portfolio, other)
    assert row.unsaved is None
    assert desk.unsaved == 1


@pytest.mark.clause("C042")
def test_next_step_and_blocker_are_edited_where_the_deal_stands(
    part: PipelineReviewPart, portfolio: Portfolio
) -> None:
    table = part.open_deals
    assert [row.deal.name for row in table.model.rows] == ["Deal 0", "Deal 1", "Deal 2"]
    first = table.model.rows[0].id
    table.edited.emit(table, first, "next_step", "Call the buyer")
    table.edited.emit(table, first, "blocker", "Procurement")
    table.filling.emit(table, first, "blocker", [table.model.rows[1].id])
    assert records.get(portfolio, Deal, first).next_step == "Call the buyer"
    assert [one.blocker for one in records.find(portfolio, DealNote)] == ["Procurement"] * 2
    assert [row.note.blocker for row in table.model.rows] == ["Procurement", "Procurement", ""]
    assert portfolio.can_undo() == "Fill the blocker into 1 deal"


def test_a_deal_lost_since_the_last_review_gets_its_reason(
    part: PipelineReviewPart, portfolio: Portfolio
) -> None:
    table = part.lost_deals
    assert len(table.model.rows) == 2
    lost = table.model.rows[0].id
    table.edited.emit(table, lost, "loss_reason", "Price")
    assert table.model.rows[0].note.loss_reason == "Price"


@pytest.mark.clause("C106")
def test_an_action_on_a_deal_belongs_to_the_review_and_its_purpose(
    part: PipelineReviewPart, portfolio: Portfolio, meeting: int
) -> None:
    deal = part.open_deals.model.rows[1]
    part.open_deals.view.select_ids([deal.id])
    part.open_deals.want_action()
    [made] = records.find(portfolio, Action, meeting_id=meeting)
    assert (made.deal_id, made.purpose, made.made_on) == (deal.id, "actions", TODAY)
    assert [row.id for row in part.actions_table.model.rows] == [made.id]
    part.corrections.add_line()
    [other] = [one for one in records.find(portfolio, Action) if one.purpose == "corrections"]
    assert [row.id for row in part.corrections.model.rows] == [other.id]
    assert [row.id for row in part.actions_table.model.rows] == [made.id]


def test_what_the_last_review_left_open_stands_first(part: PipelineReviewPart) -> None:
    rows = part.carried.left_actions.model.rows
    assert [row.action.title for row in rows] == ["Left open"]
    assert part.carried.y() < part.cards["develop"].mapTo(part, part.rect().topLeft()).y()
    assert part.carried.left_actions.add_button.isHidden()  # type: ignore[union-attr]
    assert part.carried.left_decisions.isHidden()


def test_a_partner_without_deals_is_told_so(part: PipelineReviewPart, portfolio: Portfolio) -> None:
    other = review_writes.open_month(portfolio, 2, "2026-11", TODAY)
    show(part, portfolio, other)
    assert part.open_deals.view.isHidden()
    assert part.lost_deals.isHidden()
    assert part.carried.isHidden()
    assert "No snapshot" in part.trends.said.text()
    assert part.trends.chart.isHidden()


def test_with_400_deals_the_table_scrolls_and_the_page_does_not_grow(
    part: PipelineReviewPart, portfolio: Portfolio
) -> None:
    with portfolio.change("Add"):
        deals(portfolio, 2, 400)
    show(part, portfolio, review_writes.open_month(portfolio, 2, "2026-11", TODAY))
    assert len(part.open_deals.model.rows) == 400
    assert part.open_deals.view.height() < 600


def test_trends_are_told_in_a_sentence_and_bars(
    part: PipelineReviewPart, portfolio: Portfolio, meeting: int
) -> None:
    from models.store import snapshots

    with portfolio.change("Keep"):
        snapshots.keep(portfolio, date(2026, 9, 30), "month_end")
    records.update(portfolio, Deal, part.open_deals.model.rows[0].id, status="won")
    show(part, portfolio, meeting, same=True)
    assert part.trends.said.text().startswith("The open pipeline fell")
    assert part.trends.chart.bars[0].key == "opening"
    assert "wins" in part.trends.said.text()


def test_a_place_names_a_purpose(part: PipelineReviewPart) -> None:
    part.reveal("corrections", None)
    assert part.texts.rows["corrections"].editing


def test_recovery_pack_and_deals_are_one_step_away(part: PipelineReviewPart, desk: Desk) -> None:
    went: list[Place] = []
    desk.going.connect(went.append)
    part.open_recovery()
    part.pack.click()
    part.open_deals.opened_other.emit(part.open_deals.model.rows[0].id, "name")
    assert went == [
        Place("partner", 1, "register"), Place("packs", 1, "pipeline_review"),
        Place("partner", 1, "deals"),
    ]  # fmt: skip


def test_what_can_not_be_written_is_only_shown(
    part: PipelineReviewPart, portfolio: Portfolio, desk: Desk, meeting: int
) -> None:
    from dataclasses import replace

    desk.opened = replace(desk.opened, read_only=True)
    show(part, portfolio, meeting)
    part.texts.rows["develop"].begin()
    assert not part.texts.rows["develop"].editing
    assert part.open_deals.model.on_edit is None
    assert part.actions_table.add_button.isHidden()  # type: ignore[union-attr]
