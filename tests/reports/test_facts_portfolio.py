"""Whatever the host typed into a portfolio stays out of every paper that the partner is given."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest

from models.checklist.filled import Filled
from models.checklist.records import Checklist, Where
from models.checklist.sending import Sending, for_partner
from models.issued_pack import Issue
from models.pack_plan import KINDS, PackPlan
from models.program.loading import terms_on
from models.store import records
from models.store.checklist_forms import prepared
from models.store.packs import Packed, issue, packed
from models.store.portfolio import Portfolio, create
from reports import letters
from reports.binder.facts import bind
from reports.facts import EDITIONS, PackFacts, freeze, pack_id
from reports.facts_json import to_json
from reports.forms.checklist_form import make_form
from reports.forms.checklist_sheet import make_sheet
from reports.letter_facts import status_letter
from reports.slides import presentation as slides
from tests.reports import planted
from tests.reports.planted import DAY, EARLIER, KEPT, TOLD, Planted
from tests.reports.reading import Read, read
from tests.sample_portfolio import sample_at

# What the host's own full pack shows of it; so the looking itself is known to work.
OURS = """
    actions.detail answers.reason* answers.value* benefit_events.evidence concerns.owner*
    concerns.response* concerns.title* contacts.email customer_references.note deals.next_step
    deals.source escalation_steps.to_whom* evidence.note evidence.reviewer grants.approver
    grants.reason health_overrides.by_whom health_overrides.reason objectives.note
    omissions.decided_by omissions.reason partners.investments partners.nomination partners.notes
    review_blocks.text roadmap_items.note win_wires.challenge win_wires.title
""".split()


class Sown(NamedTuple):
    """What the papers are made from, and the words that were put into it."""

    told: Packed
    words: tuple[Planted, ...]
    forms: tuple[tuple[Filled, Sending], ...]
    bare: list[str]

    def facts(self, kind: str, edition: str) -> PackFacts:
        one = self.told
        return freeze(
            one.file, edition=edition, checked=one.checked, proofs=one.proofs,
            background=one.background, plan=PackPlan(kind),
        )  # fmt: skip

    def kept_in(self, said: str) -> list[str]:
        """The columns that are kept from the partner whose words stand in a text."""
        return [one.name for one in self.words if one.kept and one.word in said]

    def told_in(self, said: str) -> set[str]:
        return {one.name for one in self.words if not one.kept and one.word in said}


@cache
def sown() -> Sown:
    with TemporaryDirectory() as folder, sample_at(Path(folder) / "S.alliance", DAY) as portfolio:
        partner, words = planted.plant(portfolio)
        _issue(portfolio, partner)
        forms = tuple(
            prepared(portfolio, Where(partner, one.template, one.period), DAY, "partner")
            for one in records.find(portfolio, Checklist, partner_id=partner)
            if one.state == "open"
        )
        bare = planted.bare(portfolio, partner, words)
        return Sown(packed(portfolio, partner, DAY), tuple(words), forms, bare)


def _issue(portfolio: Portfolio, partner: int) -> None:
    """The host's pack of the quarter before: what changed since is told in both editions."""
    one = packed(portfolio, partner, EARLIER)
    facts = freeze(one.file, background=one.background, checked=one.checked, proofs=one.proofs)
    with portfolio.change("Issue"):
        issue(
            portfolio,
            Issue(partner, planted.NAME, pack_id(facts), "full", "internal", EARLIER, "Review", 1,
                  "2021", "1", "0" * 64, to_json(facts), "Review.pdf"),
        )  # fmt: skip


@cache
def pack(kind: str, edition: str) -> Read:
    return read(sown().facts(kind, edition))


@pytest.mark.clause("C102")
@pytest.mark.parametrize("kind", KINDS)
def test_no_pack_of_the_partner_holds_a_word_of_the_host(kind: str) -> None:
    facts = sown().facts(kind, "partner")
    assert sown().kept_in(repr(facts)) == []
    assert sown().kept_in(pack(kind, "partner").everything()) == []


@pytest.mark.clause("C102")
@pytest.mark.parametrize("kind", KINDS)
def test_no_slide_for_the_partner_holds_a_word_of_the_host(kind: str) -> None:
    held = io.BytesIO()
    slides.build(sown().facts(kind, "partner"), held)
    assert sown().kept_in("\n".join(_texts(held.getvalue()))) == []


@pytest.mark.clause("C071", "C102")
def test_no_letter_to_the_partner_holds_a_word_of_the_host() -> None:
    letter = letters.build(status_letter(sown().told.file, terms_on(DAY), on=DAY))
    said = Read(letter.data).everything()
    assert planted.NAME in said or sown().told_in(said)
    assert sown().kept_in(said) == []


@pytest.mark.clause("C102")
def test_no_form_for_the_partner_holds_a_word_of_the_host() -> None:
    made = 0
    for filled, sending in sown().forms:
        if for_partner(filled):
            made += 1
            assert sown().kept_in(Read(make_form(filled, sending)).everything()) == []
            assert sown().kept_in("\n".join(_texts(make_sheet(filled, sending)))) == []
    assert made > 1


@pytest.mark.clause("C102")
def test_no_binder_for_the_partner_names_a_word_of_the_host() -> None:
    for edition, there in (("partner", False), ("internal", True)):
        bound = bind(planted.NAME, sown().told.proofs, DAY, edition=edition, portfolio="P")
        assert bool(sown().kept_in(repr(bound))) is there


def test_the_host_reads_its_words_and_so_the_looking_finds_them() -> None:
    said = sown().kept_in(pack("full", "internal").everything())
    assert set(OURS) - set(said) == set()
    assert "review_blocks.text" in sown().kept_in(pack("pipeline_review", "internal").text)
    assert "concerns.title*" in sown().kept_in(pack("briefing", "internal").text)


def test_both_sides_read_what_is_told() -> None:
    ours, theirs = (sown().told_in(pack("full", edition).text) for edition in EDITIONS)
    assert ours == theirs
    assert len(theirs) > 20


def test_every_text_of_a_portfolio_is_decided_to_be_kept_or_told(tmp_path: Path) -> None:
    with create(tmp_path / "New.alliance") as portfolio:
        there = set(planted.text_columns(portfolio.conn))
    decided = [
        (table, column)
        for lists in (KEPT, TOLD, planted.FIXED)
        for table, columns in lists.items()
        for column in columns.split()
    ]
    assert there - set(decided) == set()
    assert set(decided) - there == set()
    assert len(decided) == len(set(decided))


def test_every_text_that_is_kept_or_told_stands_in_a_record_of_the_partner() -> None:
    assert sown().bare == []


def test_what_is_kept_in_some_rows_is_told_in_others() -> None:
    for table, (columns, _) in planted.PARTLY.items():
        assert set(columns.split()) <= set(TOLD[table].split())


def _texts(data: bytes) -> Iterator[str]:
    """Every part of a package as text, and those of packages within."""
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        for name in held.namelist():
            part = held.read(name)
            yield name
            if part[:2] == b"PK":
                yield from _texts(part)
            else:
                yield part.decode("utf-8", errors="replace")
