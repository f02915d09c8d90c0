"""A partner's evidence as its page, its pack and its binder have it, read from the file."""

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.errors import UserError
from models.names import fold
from models.partner import Partner
from models.store import evidence, evidence_page, records
from models.store.checklist_answers import answer
from models.store.checklists import filled
from models.store.portfolio import Portfolio
from models.store.standing import partner_file
from tests.models.checklist.evidence_made import PDF, png
from tests.sample_portfolio import sample_at

DAY = date(2026, 11, 24)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with sample_at(tmp_path / "p.alliance", DAY) as made:
        yield made


@pytest.fixture
def partner_id(portfolio: Portfolio) -> int:
    (found,) = records.find(portfolio, Partner, name_key=fold("Oxlip & Ferrule Data Safety"))
    return found.id


def test_what_a_file_can_be_for_is_the_partner_each_criterion_and_each_question(
    portfolio: Portfolio, partner_id: int
) -> None:
    told = evidence_page.page(portfolio, partner_id, DAY)
    assert told.proofs == ()
    assert (told.aims[0].group, told.aims[0].where) == ("", None)
    terms = partner_file(portfolio, partner_id, DAY).terms
    assert terms is not None
    criteria = [aim.criterion for aim in told.aims if aim.group == "Criteria"]
    assert criteria == [one.id for one in terms.criteria]
    asked = [aim for aim in told.aims if aim.where]
    assert any("Q4 2026" in aim.group for aim in asked)
    assert not any("{" in aim.label for aim in asked)


def test_a_file_of_a_question_says_so_and_a_criterion_links_to_files_and_items(
    portfolio: Portfolio, partner_id: int
) -> None:
    told = evidence_page.page(portfolio, partner_id, DAY)
    aim = next(aim for aim in told.aims if aim.where and aim.criterion)
    made = evidence.add(
        portfolio, partner_id, "a.pdf", PDF, DAY,
        where=aim.where, item=aim.item, criterion=aim.criterion,
    )  # fmt: skip
    evidence.add(portfolio, partner_id, "b.png", png(), DAY, criterion=aim.criterion)
    told = evidence_page.page(portfolio, partner_id, DAY)
    assert (told.proofs[0].id, told.proofs[0].about) == (made.id, aim.label)
    linked = told.links[aim.criterion]
    assert [one.file for one in linked.files] == ["a.pdf", "b.png"]
    assert aim.where in [asked.where for asked in linked.items]
    assert evidence_page.links(portfolio, partner_id, DAY) == told.links


def test_evidence_never_makes_a_criterion_met(portfolio: Portfolio, partner_id: int) -> None:
    before = partner_file(portfolio, partner_id, DAY).decision
    for number, criterion in enumerate({one.id for one in before.criteria}, 1):
        made = evidence.add(portfolio, partner_id, "a.png", png(number), DAY, criterion=criterion)
        evidence.verify(portfolio, made.id, "Ana", DAY)
    assert partner_file(portfolio, partner_id, DAY).decision == before


def test_a_pack_has_the_begun_checklists_and_marks_what_is_internal(
    portfolio: Portfolio, partner_id: int
) -> None:
    file = partner_file(portfolio, partner_id, DAY)
    assert evidence_page.for_pack(portfolio, file, DAY) == ((), ())
    told = evidence_page.page(portfolio, partner_id, DAY)
    where = next(aim.where for aim in told.aims if aim.where and "Q4 2026" in aim.group)
    assert where is not None
    sheet = filled(portfolio, where, DAY)
    inner = next(line.item for line in sheet.asked if line.item.internal)
    open_to = next(
        line.item for line in sheet.asked
        if line.item.kind == "yes_no" and not line.item.derived and not line.item.internal
        and not line.item.mirrors
    )  # fmt: skip
    answer(portfolio, where, open_to.key, "yes", DAY)
    evidence.add(portfolio, partner_id, "in.pdf", PDF, DAY, where=where, item=inner.key)
    evidence.add(portfolio, partner_id, "out.png", png(), DAY, where=where, item=open_to.key)
    checked, proofs = evidence_page.for_pack(portfolio, file, DAY)
    assert len(checked) == 1
    told_of = {proof.evidence.file: proof.internal for proof in proofs}
    assert told_of == {"in.pdf": True, "out.png": False}
    inside = [item.question for item in checked[0].items if item.internal]
    line = sheet.line(inner.key)
    assert line is not None
    assert line.question in inside


def test_contents_are_laid_out_and_what_is_damaged_is_named(
    portfolio: Portfolio, partner_id: int, tmp_path: Path
) -> None:
    evidence.add(portfolio, partner_id, "a.pdf", PDF, DAY)
    bad = evidence.add(portfolio, partner_id, "b.png", png(), DAY)
    portfolio.conn.execute("UPDATE evidence_files SET data=x'00' WHERE sha256=?", (bad.sha256,))
    told = evidence_page.page(portfolio, partner_id, DAY)
    wrong = evidence_page.export(portfolio, told.proofs, tmp_path)
    assert list(wrong) == [bad.sha256]
    assert "b.png is damaged" in wrong[bad.sha256]
    assert (tmp_path / hashlib.sha256(PDF).hexdigest()).read_bytes() == PDF


def test_a_partner_that_is_gone_is_a_sentence(portfolio: Portfolio) -> None:
    with pytest.raises(UserError):
        evidence_page.page(portfolio, 5, DAY)
