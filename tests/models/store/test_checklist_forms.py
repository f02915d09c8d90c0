"""Forms in the portfolio: noted when they leave, taken in as one change, known for good."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from models.checklist.identity import identity_of
from models.checklist.records import Where
from models.checklist.returned import ReturnedForm, read_replies
from models.checklist.sending import questions
from models.errors import UserError
from models.partner import Contact, Partner
from models.store import records
from models.store.checklist_answers import Cell, assign, close, set_cells
from models.store.checklist_forms import (
    apply,
    forms_of,
    last_sent,
    note_form,
    plan_of,
    prepared,
)
from models.store.checklists import filled
from models.store.merging import merge
from models.store.portfolio import ID_NAME, Portfolio, create, open_portfolio
from models.store.settings import set_setting, setting
from tests.sample_portfolio import sample_at

DAY = date(2026, 11, 24)
Typed = dict[tuple[str, str], str]


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    made = sample_at(tmp_path / "book.alliance", DAY)
    yield made
    made.close()


@pytest.fixture
def where(portfolio: Portfolio) -> Where:
    found = portfolio.conn.value("SELECT id FROM partners WHERE name = 'Tarnwick Perimeter'")
    return Where(found, "quarterly_review", "2026-Q4")


@pytest.fixture
def item(portfolio: Portfolio, where: Where) -> str:
    """A question of text that no record answers."""
    return next(
        line.item.key
        for line in filled(portfolio, where, DAY).lines
        if line.item.kind == "text" and not line.item.mirrors and line.asked
    )


def sent(portfolio: Portfolio, where: Where, typed: Typed | None = None) -> ReturnedForm:
    """A form that went out and came back with this."""
    told, sending = prepared(portfolio, where, DAY, "internal")
    note_form(portfolio, told, sending, "pdf", "out.pdf")
    identity = identity_of(told, sending, questions(told, sending), "pdf")
    digest = hashlib.sha256(repr((sending.form_id, typed)).encode()).hexdigest()
    return ReturnedForm(identity, read_replies(identity, typed or {}), "back.pdf", digest)


def value(portfolio: Portfolio, where: Where, key: str) -> str:
    line = filled(portfolio, where, DAY).line(key)
    assert line is not None
    return line.value


def test_a_portfolio_has_an_id_of_its_own_and_its_copy_the_same(tmp_path: Path) -> None:
    with create(tmp_path / "a.alliance") as one, create(tmp_path / "b.alliance") as two:
        own = setting(one, ID_NAME)
        assert len(own) == 16
        assert own != setting(two, ID_NAME)
        assert one.can_undo() is None
    (tmp_path / "c.alliance").write_bytes((tmp_path / "a.alliance").read_bytes())
    with open_portfolio(tmp_path / "c.alliance", read_only=True) as copy:
        assert setting(copy, ID_NAME) == own


def test_preparing_a_form_writes_nothing(portfolio: Portfolio, where: Where) -> None:
    before = portfolio.can_undo()
    told, sending = prepared(portfolio, where, DAY, "partner")
    assert portfolio.can_undo() == before
    assert (told.partner, sending.portfolio_id) == (
        "Tarnwick Perimeter", setting(portfolio, ID_NAME),
    )  # fmt: skip
    assert sending.host
    assert sending.sample
    assert sending.form_id != prepared(portfolio, where, DAY, "partner")[1].form_id


def test_a_form_that_leaves_is_noted_and_can_be_taken_back(
    portfolio: Portfolio, where: Where
) -> None:
    assert last_sent(portfolio, where) is None
    back = sent(portfolio, where)
    (form,) = forms_of(portfolio, where.partner_id)
    assert (form.form_id, form.digest) == (back.identity.form_id, back.identity.digest)
    assert last_sent(portfolio, where) == form
    assert last_sent(portfolio, replace(where, period="2026-Q3")) is None
    portfolio.undo()
    assert forms_of(portfolio, where.partner_id) == ()


def test_an_older_portfolio_gets_its_id_with_the_first_form(
    portfolio: Portfolio, where: Where
) -> None:
    set_setting(portfolio, ID_NAME, "")
    back = sent(portfolio, where)
    assert setting(portfolio, ID_NAME) == back.identity.portfolio_id != ""


def test_a_form_is_taken_in_as_one_change_with_where_it_came_from(
    portfolio: Portfolio, where: Where, item: str
) -> None:
    typed = {(item, "value"): "All well", (item, "note"): "Truly", (item, "owner"): "Ann",
             (item, "due_on"): "2026-12-24"}  # fmt: skip
    back = sent(portfolio, where, typed)
    made = plan_of(portfolio, back, DAY)
    assert apply(portfolio, made, {}, DAY) == 4
    line = filled(portfolio, where, DAY).line(item)
    assert line is not None
    assert line.answer is not None
    answer = line.answer
    assert (answer.value, answer.note, answer.owner, answer.due_on, answer.source) == (
        "All well", "Truly", "Ann", date(2026, 12, 24), f"form {back.identity.form_id}",
    )  # fmt: skip
    (form,) = forms_of(portfolio, where.partner_id)
    assert form.returned_sha256 == back.sha256
    assert form.returned_at
    portfolio.undo()
    assert value(portfolio, where, item) == ""
    assert forms_of(portfolio, where.partner_id)[0].returned_at == ""
    portfolio.redo()
    assert value(portfolio, where, item) == "All well"


def test_a_day_can_be_cleared_in_a_form(portfolio: Portfolio, where: Where, item: str) -> None:
    assign(portfolio, where, item, "Ann", date(2026, 12, 1), DAY)
    made = plan_of(portfolio, sent(portfolio, where, {(item, "due_on"): ""}), DAY)
    apply(portfolio, made, {}, DAY)
    line = filled(portfolio, where, DAY).line(item)
    assert line is not None
    assert line.answer is not None
    assert (line.answer.due_on, line.answer.owner) == (None, "Ann")


def test_the_same_file_is_taken_in_once(portfolio: Portfolio, where: Where, item: str) -> None:
    back = sent(portfolio, where, {(item, "value"): "Once"})
    made = plan_of(portfolio, back, DAY)
    apply(portfolio, made, {}, DAY)
    with pytest.raises(UserError, match="taken in already"):
        apply(portfolio, made, {}, DAY)
    with pytest.raises(UserError, match="taken in already"):
        plan_of(portfolio, back, DAY)
    portfolio.undo()
    assert plan_of(portfolio, back, DAY).count("new") == 1


def test_a_form_whose_leaving_was_taken_back_is_known_again_when_it_returns(
    portfolio: Portfolio, where: Where, item: str
) -> None:
    back = sent(portfolio, where, {(item, "value"): "Back"})
    portfolio.undo()
    apply(portfolio, plan_of(portfolio, back, DAY), {}, DAY)
    (form,) = forms_of(portfolio, where.partner_id)
    assert (form.form_id, form.returned_sha256) == (back.identity.form_id, back.sha256)


def test_what_moved_on_since_the_plan_is_not_written_over(
    portfolio: Portfolio, where: Where, item: str
) -> None:
    made = plan_of(portfolio, sent(portfolio, where, {(item, "value"): "Theirs"}), DAY)
    set_cells(portfolio, [Cell(where, item, value="Ours")], DAY, "Edit")
    with pytest.raises(UserError, match="changed since this plan was made"):
        apply(portfolio, made, {}, DAY)
    assert value(portfolio, where, item) == "Ours"


def test_an_open_conflict_writes_nothing(portfolio: Portfolio, where: Where, item: str) -> None:
    back = sent(portfolio, where, {(item, "value"): "Theirs", (item, "note"): "New"})
    set_cells(portfolio, [Cell(where, item, value="Ours")], DAY, "Edit")
    made = plan_of(portfolio, back, DAY)
    with pytest.raises(UserError, match="1 of the answers changed here and in the form"):
        apply(portfolio, made, {}, DAY)
    assert forms_of(portfolio, where.partner_id)[0].returned_at == ""
    apply(portfolio, made, {(item, "value"): "theirs"}, DAY)
    assert value(portfolio, where, item) == "Theirs"


def test_a_closed_checklist_takes_nothing_in(portfolio: Portfolio, where: Where, item: str) -> None:
    back = sent(portfolio, where, {(item, "value"): "Late"})
    set_cells(portfolio, [Cell(where, item, value="Ours")], DAY, "Edit")
    close(portfolio, where, DAY)
    made = plan_of(portfolio, back, DAY)
    assert "Reopen it" in made.blocked
    with pytest.raises(UserError, match="Reopen it"):
        apply(portfolio, made, {(item, "value"): "theirs"}, DAY)


def test_a_partner_that_is_gone_is_told_from_another_portfolio(
    portfolio: Portfolio, where: Where
) -> None:
    back = sent(portfolio, where)
    elsewhere = replace(back, identity=replace(back.identity, portfolio_id="another"))
    with pytest.raises(UserError, match="another portfolio"):
        plan_of(portfolio, elsewhere, DAY)
    with portfolio.change("Delete"):
        records.delete(portfolio, Partner, [where.partner_id])
    with pytest.raises(UserError, match="not in the portfolio any more"):
        plan_of(portfolio, back, DAY)
    with pytest.raises(UserError, match="not there any more"):
        prepared(portfolio, where, DAY, "partner")


def test_a_newer_form_is_told(portfolio: Portfolio, where: Where) -> None:
    old = sent(portfolio, where)
    clock = portfolio.clock
    portfolio.clock = lambda: clock().replace(year=clock().year + 1)
    sent(portfolio, where)
    assert any("older form" in note for note in plan_of(portfolio, old, DAY).notes)


def test_an_answer_that_mirrors_a_record_edits_the_record(
    portfolio: Portfolio, where: Where
) -> None:
    told = filled(portfolio, where, DAY)
    line = next(
        ln for ln in told.lines if ln.item.mirrors and ln.item.kind == "yes_no" and ln.asked
    )
    other = "no" if line.value == "yes" else "yes"
    made = plan_of(portfolio, sent(portfolio, where, {(line.item.key, "value"): other}), DAY)
    apply(portfolio, made, {}, DAY)
    assert value(portfolio, where, line.item.key) == other


def test_the_form_that_went_out_last_is_told_first(portfolio: Portfolio, where: Where) -> None:
    old = sent(portfolio, where)
    clock = portfolio.clock
    portfolio.clock = lambda: clock().replace(year=clock().year + 1)
    new = sent(portfolio, where)
    ids = [form.form_id for form in forms_of(portfolio, where.partner_id)]
    assert ids == [new.identity.form_id, old.identity.form_id]
    last = last_sent(portfolio, where)
    assert last is not None
    assert last.form_id == new.identity.form_id


def test_a_closed_checklist_takes_not_even_a_form_that_changes_nothing(
    portfolio: Portfolio, where: Where, item: str
) -> None:
    back = sent(portfolio, where)
    set_cells(portfolio, [Cell(where, item, value="Ours")], DAY, "Edit")
    close(portfolio, where, DAY)
    with pytest.raises(UserError, match="Reopen it"):
        apply(portfolio, plan_of(portfolio, back, DAY), {}, DAY)
    assert forms_of(portfolio, where.partner_id)[0].returned_at == ""


def test_an_answer_of_ours_that_moved_on_again_is_not_written_over(
    portfolio: Portfolio, where: Where, item: str
) -> None:
    back = sent(portfolio, where, {(item, "value"): "Theirs"})
    set_cells(portfolio, [Cell(where, item, value="Ours")], DAY, "Edit")
    made = plan_of(portfolio, back, DAY)
    set_cells(portfolio, [Cell(where, item, value="Ours again")], DAY, "Edit")
    with pytest.raises(UserError, match="changed since this plan was made"):
        apply(portfolio, made, {(item, "value"): "theirs"}, DAY)
    assert value(portfolio, where, item) == "Ours again"


@pytest.mark.parametrize(
    ("more", "asks"),
    [
        ({}, True),
        ({"since": DAY, "until": DAY + timedelta(days=1)}, True),
        ({"until": DAY}, False),
        ({"since": DAY + timedelta(days=1)}, False),
        ({"side": "partner"}, False),
        ({"role": "executive sponsor"}, False),
    ],
)
def test_who_asks_is_the_alliance_manager_of_the_day(
    portfolio: Portfolio, where: Where, more: dict[str, Any], asks: bool
) -> None:
    portfolio.conn.execute("DELETE FROM contacts")
    told = {"role": "alliance manager", "side": "host"} | more
    with portfolio.change("Add"):
        records.add(portfolio, Contact(5, where.partner_id, "Ann Lee", **told))
    _, sending = prepared(portfolio, where, DAY, "partner")
    assert sending.host == ("Ann Lee" if asks else "")


def test_a_form_of_a_partner_that_was_merged_comes_back_to_the_one_that_stayed(
    portfolio: Portfolio, where: Where, item: str
) -> None:
    with portfolio.change("Add"):
        records.add(portfolio, Partner(7, "Tarnwick"))
    back = sent(portfolio, where, {(item, "value"): "From the partner"})
    merge(portfolio, 7, where.partner_id)
    apply(portfolio, plan_of(portfolio, back, DAY), {}, DAY)
    assert value(portfolio, replace(where, partner_id=7), item) == "From the partner"
