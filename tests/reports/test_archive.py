"""An issued pack is kept with what makes it again, to the byte."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from models import product
from models.errors import UserError
from models.issued_pack import Issue, IssuedPack
from models.pack_plan import PackPlan, Words
from reports import worker
from reports.archive import again, issue_of
from reports.facts import PackFacts, freeze, pack_id
from reports.facts_json import to_json
from reports.pack import render
from tests.reports import background_builder, facts_builder

CASES = {
    "platinum": facts_builder.platinum,
    "for the partner": lambda: facts_builder.silver("partner"),
    "far away": facts_builder.far_away,
    "empty": facts_builder.empty,
    "400 deals": lambda: facts_builder.many(400),
    "with words": lambda: freeze(
        facts_builder.silver().file,
        background=background_builder.full(),
        plan=PackPlan(kind="short", title="Ours", words={"tier": Words("Grown", "Not yet")}),
    ),
}


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "build_bytes", worker.build_here)


def issued(facts: PackFacts) -> tuple[bytes, Issue]:
    data, pages, key = render(facts)
    return data, issue_of(facts, data, pages, key, Path("a.pdf"))


def row(pack: Issue) -> IssuedPack:
    return IssuedPack(
        1, pack.partner_id, pack.partner, pack.pack_id, pack.kind, pack.edition, pack.as_of,
        pack.title, pack.pages, pack.program_version, pack.product_version, pack.digest, pack.file,
        "2026-11-24T09:00:00", True,
    )  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_the_same_version_makes_the_same_file_again(case):
    data, pack = issued(CASES[case]())
    made = again(row(pack), pack.facts)
    assert (made.data, made.same, made.said) == (data, True, "")
    assert made.pages == pack.pages


def test_what_is_kept_says_what_the_pack_was():
    facts = facts_builder.platinum("partner")
    data, pack = issued(facts)
    assert (pack.kind, pack.edition, pack.title) == ("full", "partner", facts.title)
    assert (pack.pack_id, pack.facts) == (pack_id(facts), to_json(facts))
    assert pack.digest == hashlib.sha256(data).hexdigest()
    assert pack.product_version == product.__version__
    assert pack.program_version == facts.decision.version


def test_another_version_gives_the_same_figures_and_says_whose_layout_it_is():
    facts = facts_builder.silver()
    _, pack = issued(facts)
    older = replace(row(pack), product_version="0.0.9", digest="ab" * 32)
    made = again(older, pack.facts)
    assert not made.same
    assert "the layout is of Alliance Desk" in made.said
    assert "it was issued by 0.0.9" in made.said


def test_another_build_of_the_same_version_says_that_it_is_not_the_same_file():
    _, pack = issued(facts_builder.empty())
    made = again(replace(row(pack), digest="ab" * 32), pack.facts)
    assert (made.same, "not the same to the byte" in made.said) == (False, True)


def test_changed_facts_are_not_made_into_a_pack():
    _, pack = issued(facts_builder.empty())
    changed = pack.facts.replace(b"Blank Slate", b"Black Slate")
    with pytest.raises(UserError, match="were changed after the pack was made"):
        again(row(pack), changed)
