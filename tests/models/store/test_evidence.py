"""Evidence in the file: kept once, proven by its digest, undone and redone."""

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.checklist.evidence_record import Evidence
from models.checklist.records import Checklist, Where
from models.errors import UserError
from models.partner import Partner
from models.store import evidence, records, soundness
from models.store.evidence import MOST_BYTES
from models.store.portfolio import Portfolio, create
from tests.models.checklist.evidence_made import PDF, png

DAY = date(2026, 11, 24)
WHERE = Where(1, "quarterly_review", "2026-Q4")


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "p.alliance") as made:
        with made.change("Add"):
            records.add(made, Partner(1, "Ünal"))
            records.add(made, Partner(2, "Brand"))
        yield made


def kept(portfolio: Portfolio) -> int:
    return int(portfolio.conn.value("SELECT count(*) FROM evidence_files"))


def test_a_file_is_kept_with_its_digest_and_comes_back_as_it_was(portfolio: Portfolio) -> None:
    made = evidence.add(portfolio, 1, "c/cert.pdf", PDF, DAY, where=WHERE, item="training")
    assert (made.file, made.kind, made.bytes) == ("cert.pdf", "pdf", len(PDF))
    assert made.sha256 == hashlib.sha256(PDF).hexdigest()
    assert (made.template, made.period, made.item) == ("quarterly_review", "2026-Q4", "training")
    assert made.added_on == DAY
    assert evidence.of_partner(portfolio, 1) == (made,)
    assert evidence.content(portfolio, made.sha256) == PDF
    assert portfolio.can_undo() == "Add cert.pdf to Ünal"


def test_the_same_content_is_kept_once_for_all_partners(portfolio: Portfolio) -> None:
    evidence.add(portfolio, 1, "a.pdf", PDF, DAY)
    evidence.add(portfolio, 2, "b.pdf", PDF, DAY)
    evidence.add(portfolio, 2, "b.pdf", PDF, DAY, criterion="training")
    assert kept(portfolio) == 1


def test_the_same_file_is_not_added_twice_to_the_same_place(portfolio: Portfolio) -> None:
    evidence.add(portfolio, 1, "a.pdf", PDF, DAY)
    with pytest.raises(UserError, match=r"b.pdf is here already as a.pdf"):
        evidence.add(portfolio, 1, "b.pdf", PDF, DAY)


def test_removing_is_undone_with_its_content(portfolio: Portfolio) -> None:
    made = evidence.add(portfolio, 1, "a.pdf", PDF, DAY)
    evidence.remove(portfolio, made.id)
    assert evidence.of_partner(portfolio, 1) == ()
    portfolio.undo()
    assert evidence.of_partner(portfolio, 1) == (made,)
    assert evidence.content(portfolio, made.sha256) == PDF
    portfolio.undo()
    portfolio.redo()
    assert evidence.content(portfolio, evidence.of_partner(portfolio, 1)[0].sha256) == PDF


@given(steps=st.lists(st.sampled_from("abcxur"), max_size=14))
def test_whatever_is_done_and_undone_every_row_has_its_content(
    steps: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    with create(tmp_path_factory.mktemp("p") / "p.alliance") as made:
        with made.change("Add"):
            records.add(made, Partner(1, "Ünal"))
        for step in steps:
            rows = evidence.of_partner(made, 1)
            if step == "u":
                made.undo()
                if not made.conn.value("SELECT count(*) FROM partners"):
                    made.redo()
            elif step == "r":
                made.redo()
            elif step == "x":
                if rows:
                    evidence.remove(made, rows[0].id)
            elif not any(one.file == f"{step}.png" for one in rows):
                evidence.add(made, 1, f"{step}.png", png(colour=step.encode() * 3), DAY)
            for one in evidence.of_partner(made, 1):
                data = evidence.content(made, one.sha256)
                assert data == png(colour=one.file[0].encode() * 3)
        assert soundness.faults(made.conn) == []
        assert kept(made) <= 3


def test_a_replacement_has_to_be_looked_at_anew(portfolio: Portfolio) -> None:
    first = evidence.add(portfolio, 1, "a.pdf", PDF, DAY, expires_on=DAY, note="ISO")
    evidence.verify(portfolio, first.id, " Ana  Weber ", DAY)
    made = evidence.replace(portfolio, first.id, "b.png", png(), DAY + timedelta(1))
    old, new = evidence.of_partner(portfolio, 1)
    assert (old.replaced_by, old.reviewer, old.verified_on) == (made.id, "Ana Weber", DAY)
    assert (new.kind, new.note, new.reviewer, new.expires_on) == ("png", "ISO", "", None)
    with pytest.raises(UserError, match="was replaced already"):
        evidence.replace(portfolio, first.id, "b.png", png(3), DAY)
    evidence.remove(portfolio, new.id)
    assert evidence.of_partner(portfolio, 1)[0].holds_on(DAY)


def test_several_are_verified_and_taken_back_as_one_change(portfolio: Portfolio) -> None:
    ids = [evidence.add(portfolio, 1, f"{n}.png", png(n), DAY).id for n in (1, 2)]
    with pytest.raises(UserError, match="Nobody is named"):
        evidence.verify(portfolio, ids, "  ", DAY)
    evidence.verify(portfolio, ids, "Ana Weber", DAY)
    assert portfolio.can_undo() == "Verify 2 files"
    assert all(one.verified_on == DAY for one in evidence.of_partner(portfolio, 1))
    evidence.unverify(portfolio, ids)
    assert not any(one.verified_on for one in evidence.of_partner(portfolio, 1))


def test_dates_are_edited_and_may_not_be_the_wrong_way_round(portfolio: Portfolio) -> None:
    made = evidence.add(portfolio, 1, "a.pdf", PDF, DAY)
    evidence.edit(portfolio, made.id, effective_on=DAY, expires_on=DAY)
    with pytest.raises(UserError, match="run out before it holds"):
        evidence.edit(portfolio, made.id, expires_on=DAY - timedelta(1))
    assert evidence.get(portfolio, made.id).expires_on == DAY


def test_a_new_name_keeps_the_ending(portfolio: Portfolio) -> None:
    made = evidence.add(portfolio, 1, "a.pdf", PDF, DAY)
    assert evidence.edit(portfolio, made.id, file="ISO 27001").file == "ISO 27001.pdf"
    assert evidence.edit(portfolio, made.id, file="x/ISO.PDF").file == "ISO.PDF"


def test_a_closed_checklist_keeps_its_evidence(portfolio: Portfolio) -> None:
    made = evidence.add(portfolio, 1, "a.pdf", PDF, DAY, where=WHERE, item="x")
    with portfolio.change("Close"):
        records.add(
            portfolio,
            Checklist(9, 1, "quarterly_review", 1, "", "2026-Q4", None, DAY, state="closed"),
        )
    for write in (
        lambda: evidence.remove(portfolio, made.id),
        lambda: evidence.verify(portfolio, made.id, "Ana", DAY),
        lambda: evidence.replace(portfolio, made.id, "b.png", png(), DAY),
        lambda: evidence.add(portfolio, 1, "b.png", png(), DAY, where=WHERE, item="x"),
    ):
        with pytest.raises(UserError, match="is closed"):
            write()
    assert evidence.of_partner(portfolio, 1) == (made,)


@pytest.mark.parametrize(("days", "told"), [(-1, -1), (0, 0), (30, 30), (31, None)])
def test_what_runs_out_is_told_to_the_day(
    portfolio: Portfolio, days: int, told: int | None
) -> None:
    evidence.add(portfolio, 1, "a.pdf", PDF, DAY, expires_on=DAY + timedelta(days))
    found = [(one.partner, one.days) for one in evidence.expiring(portfolio, DAY, 30)]
    assert found == ([] if told is None else [("Ünal", told)])


def test_what_was_replaced_or_belongs_to_one_that_left_reminds_nobody(
    portfolio: Portfolio,
) -> None:
    made = evidence.add(portfolio, 1, "a.pdf", PDF, DAY, expires_on=DAY)
    evidence.add(portfolio, 2, "a.pdf", PDF, DAY, expires_on=DAY)
    evidence.replace(portfolio, made.id, "b.png", png(), DAY)
    records.update(portfolio, Partner, 2, removed_on=DAY)
    assert evidence.expiring(portfolio, DAY, 30) == ()


def test_twenty_five_megabytes_go_in_and_come_out(portfolio: Portfolio) -> None:
    data = PDF.ljust(MOST_BYTES, b"x")
    made = evidence.add(portfolio, 1, "big.pdf", data, DAY)
    assert evidence.content(portfolio, made.sha256) == data
    assert soundness.faults(portfolio.conn) == []


def test_a_flipped_byte_and_a_missing_content_are_found(portfolio: Portfolio) -> None:
    flipped = evidence.add(portfolio, 1, "a.pdf", PDF, DAY)
    missing = evidence.add(portfolio, 1, "b.png", png(), DAY)
    evidence.add(portfolio, 2, "c.png", png(), DAY)
    portfolio.conn.execute(
        "UPDATE evidence_files SET data=? WHERE sha256=?", (PDF[:-1] + b"!", flipped.sha256)
    )
    portfolio.conn.execute("DELETE FROM evidence_files WHERE sha256=?", (missing.sha256,))
    assert soundness.faults(portfolio.conn) == [
        "The evidence a.pdf is damaged: its content is not what was added.",
        "The evidence b.png (and 1 more with the same content) is damaged: its content is missing.",
    ]
    with pytest.raises(UserError, match=r"copy of a.pdf is damaged"):
        evidence.content(portfolio, flipped.sha256)
    with pytest.raises(UserError, match=r"copy of b.png is missing"):
        evidence.content(portfolio, missing.sha256)
    evidence.add(portfolio, 2, "a.pdf", PDF, DAY)  # adding it anew mends it
    assert evidence.content(portfolio, flipped.sha256) == PDF


def test_a_file_that_is_refused_leaves_nothing(portfolio: Portfolio) -> None:
    with pytest.raises(UserError):
        evidence.add(portfolio, 1, "a.exe", b"MZ", DAY)
    with pytest.raises(UserError, match="not there any more"):
        evidence.add(portfolio, 3, "a.pdf", PDF, DAY)
    assert (kept(portfolio), evidence.of_partner(portfolio, 1)) == (0, ())


@pytest.mark.parametrize("turned", [False, True])
def test_what_two_that_go_together_had_replaced_counts_again(
    portfolio: Portfolio, turned: bool
) -> None:
    first = evidence.add(portfolio, 1, "a.pdf", PDF, DAY)
    second = evidence.replace(portfolio, first.id, "b.png", png(), DAY)
    third = evidence.replace(portfolio, second.id, "c.pdf", PDF + b"%", DAY)
    both = [second.id, third.id]
    evidence.remove(portfolio, both[::-1] if turned else both)
    assert evidence.of_partner(portfolio, 1) == (first,)
    portfolio.undo()
    assert evidence.get(portfolio, first.id).replaced_by == second.id


def test_what_stood_between_is_taken_out_of_the_row(portfolio: Portfolio) -> None:
    first = evidence.add(portfolio, 1, "a.pdf", PDF, DAY)
    second = evidence.replace(portfolio, first.id, "b.png", png(), DAY)
    third = evidence.replace(portfolio, second.id, "c.pdf", PDF + b"%", DAY)
    evidence.remove(portfolio, second.id)
    assert evidence.get(portfolio, first.id).replaced_by == third.id


def close_it(portfolio: Portfolio, state: str = "closed") -> None:
    with portfolio.change("Close"):
        kept = Checklist(9, 1, "quarterly_review", 1, "", "2026-Q4", None, DAY, state=state)
        records.add(portfolio, kept)


def test_dates_the_wrong_way_round_are_refused_from_the_beginning(portfolio: Portfolio) -> None:
    with pytest.raises(UserError, match="run out before it holds"):
        evidence.add(
            portfolio, 1, "a.pdf", PDF, DAY, effective_on=DAY, expires_on=DAY - timedelta(1)
        )
    kept = evidence.add(portfolio, 1, "a.pdf", PDF, DAY, effective_on=DAY, expires_on=DAY)
    assert kept.expires_on == DAY


def test_what_is_there_already_replaces_nothing_and_moves_nowhere(portfolio: Portfolio) -> None:
    first = evidence.add(portfolio, 1, "a.pdf", PDF, DAY, criterion="nda")
    other = evidence.add(portfolio, 1, "b.png", png(), DAY, criterion="nda")
    with pytest.raises(UserError, match=r"is here already as a\.pdf"):
        evidence.replace(portfolio, other.id, "c.pdf", PDF, DAY)
    whole = evidence.add(portfolio, 1, "a.pdf", PDF, DAY)
    with pytest.raises(UserError, match="is here already"):
        evidence.edit(portfolio, whole.id, criterion="nda")
    assert evidence.edit(portfolio, first.id, criterion="nda", note="x").note == "x"


def test_the_same_paper_proves_something_in_each_quarter_and_again_after_it_was_replaced(
    portfolio: Portfolio,
) -> None:
    first = evidence.add(portfolio, 1, "a.pdf", PDF, DAY, where=WHERE, item="x")
    last = Where(1, "quarterly_review", "2026-Q3")
    evidence.add(portfolio, 1, "a.pdf", PDF, DAY, where=last, item="x")
    evidence.replace(portfolio, first.id, "b.png", png(), DAY)
    evidence.add(portfolio, 1, "a.pdf", PDF, DAY, where=WHERE, item="x")
    assert len(evidence.of_partner(portfolio, 1)) == 4


def test_nothing_of_a_closed_checklist_is_edited_and_nothing_moves_into_it(
    portfolio: Portfolio,
) -> None:
    made = evidence.add(portfolio, 1, "a.pdf", PDF, DAY, where=WHERE, item="x")
    whole = evidence.add(portfolio, 1, "a.pdf", PDF, DAY)
    evidence.verify(portfolio, made.id, "Ana", DAY)
    close_it(portfolio)
    place = {"template": "quarterly_review", "period": "2026-Q4", "item": "y"}
    for write in (
        lambda: evidence.unverify(portfolio, made.id),
        lambda: evidence.edit(portfolio, made.id, note="x"),
        lambda: evidence.edit(portfolio, made.id, template="", period="", item=""),
        lambda: evidence.edit(portfolio, whole.id, **place),
    ):
        with pytest.raises(UserError, match="is closed"):
            write()
    assert evidence.get(portfolio, made.id).verified_on == DAY


@pytest.mark.parametrize(
    ("period", "state", "told"),
    [("2026-Q4", "closed", 0), ("2026-Q4", "open", 1), ("2026-Q3", "closed", 1)],
)
def test_only_what_belongs_to_a_closed_checklist_reminds_nobody(
    portfolio: Portfolio, period: str, state: str, told: int
) -> None:
    where = Where(1, "quarterly_review", period)
    evidence.add(portfolio, 1, "a.pdf", PDF, DAY, where=where, item="x", expires_on=DAY)
    close_it(portfolio, state)
    assert len(evidence.expiring(portfolio, DAY, 30)) == told


def test_reminders_come_soonest_first_and_by_partner(portfolio: Portfolio) -> None:
    later = DAY + timedelta(1)
    evidence.add(portfolio, 2, "later.pdf", PDF, DAY, expires_on=later)
    evidence.add(portfolio, 1, "second.pdf", PDF, DAY, expires_on=DAY)
    evidence.add(portfolio, 2, "first.png", png(), DAY, expires_on=DAY)
    found = [one.evidence.file for one in evidence.expiring(portfolio, DAY, 30)]
    assert found == ["first.png", "second.pdf", "later.pdf"]


def test_a_length_that_is_not_told_as_it_is_is_found(portfolio: Portfolio) -> None:
    made = evidence.add(portfolio, 1, "a.pdf", PDF, DAY)
    assert list(evidence.faults(portfolio.conn)) == []
    records.update(portfolio, Evidence, made.id, bytes=1)
    [told] = evidence.faults(portfolio.conn)
    assert f"it has {len(PDF)} bytes, not 1" in told
