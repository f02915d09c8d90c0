"""The front pages of programs with other tiers, other words, or no amount at all."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from models.pack_plan import KINDS, PackPlan
from models.partner_file import PartnerFile
from models.program.loading import programs
from models.store.partners import view
from models.store.portfolio import Portfolio
from models.store.programs import choose_program
from models.store.standing import partner_ids
from reports.facts import EDITIONS, freeze
from reports.pack import drawn
from tests.models.program.harbour import run_by
from tests.reports import background_builder
from tests.reports.looking import text, well_laid
from tests.reports.test_pack_front import FRONT, LONG, hostile
from tests.reports.test_pack_third_program import NONSENSE
from tests.sample_portfolio import sample_at

DAY = date(2026, 11, 24)
EXAMPLE = next(program.name for program in programs() if program.example)


def choose_example(portfolio: Portfolio) -> None:
    choose_program(portfolio, EXAMPLE)


@pytest.fixture(scope="module", params=[run_by, choose_example], ids=["no money", "other tiers"])
def files(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[PartnerFile]]:
    program: Callable[[Portfolio], object] = request.param
    path: Path = tmp_path_factory.mktemp("other") / "one.alliance"
    with sample_at(path, DAY) as portfolio:
        program(portfolio)
        yield [view(portfolio, key, DAY).file for key in partner_ids(portfolio)]


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("kind", KINDS)
def test_the_front_is_well_set_and_speaks_the_programs_words(files, kind, edition):
    background = replace(background_builder.full(DAY), ahead=None)
    for file in files:
        notes = file.partner.notes
        facts = freeze(file, edition=edition, plan=PackPlan(kind=kind), background=background)
        for leaf in drawn(facts, "0" * 64).leaves:
            if leaf.section.key in FRONT:
                well_laid(leaf)
                said = " ".join(text(leaf).replace(notes, "").split())
                if facts.terms.amount is None and not notes:
                    assert NONSENSE.findall(said) == [], (file.partner.name, leaf.section.key)


def test_the_longest_words_fit_beside_other_tiers_too(files):
    plan, background = hostile(LONG, 12)
    for kind in ("full", "briefing"):
        facts = freeze(files[0], plan=replace(plan, kind=kind), background=background)
        for leaf in drawn(facts, "0" * 64).leaves:
            if leaf.plain or leaf.section.key in FRONT:
                well_laid(leaf)
