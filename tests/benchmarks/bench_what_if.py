"""A step of what-if, the path and the margin with 2,000 deals, against the plain decision."""

import gc
import random
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.program.deals import facts_of
from models.program.decide import decide
from models.program.levers import levers
from models.program.loading import terms_on
from models.program.margin import margin
from models.program.path import shortest
from models.program.what_if import Trial, in_program_money, step
from tests.models.program.files import file_of
from tests.models.program.making import complete, deal, with_trained, won

DEALS = 2_000
AS_OF = date(2022, 1, 5)
TERMS = terms_on(AS_OF)

pytestmark = pytest.mark.bench


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def test_a_step_costs_no_more_than_a_few_decisions_from_the_deals_on() -> None:
    chance = random.Random(7)
    first = date(2020, 6, 1)
    file = file_of(
        with_trained(
            complete(
                won("9_000_000"),
                *(
                    deal(
                        chance.choice(("open", "won", "lost")),
                        first + timedelta(days=chance.randrange(1_000)),
                        chance.randrange(1, 2_000_000),
                        chance.choice((0, 1)),
                        qualified=chance.random() < 0.95,
                    )
                    for _ in range(DEALS)
                ),
            ),
            8,
        ),
        AS_OF,
    )
    moved = next(d for d in file.deals if d.bucket == "out_of_window")
    trial = (
        Trial()
        .put_deal(replace(in_program_money(moved, TERMS), close_date=AS_OF))
        .bring("mss_trained_people", 12)
        .bring("offering_availability", 2)
        .bring("aggregate_tcv", 15_000_000_00)
        .bring("nda", 0)
    )

    def plain() -> None:
        decide(facts_of(file, TERMS, AS_OF), TERMS, AS_OF, AS_OF)

    def one_step() -> None:
        after = step(file, trial, TERMS, "gold")
        levers(file, TERMS, after.decision, "gold")

    best = {
        name: min(_seconds(work) for _ in range(9)) * 1_000
        for name, work in (
            ("decision", plain),
            ("step", one_step),
            ("path", lambda: shortest(file, TERMS, "platinum")),
            ("margin", lambda: margin(file, TERMS)),
        )
    }
    print(f"\n{DEALS:,} deals: " + ", ".join(f"{name} {ms:.1f} ms" for name, ms in best.items()))
    assert best["step"] <= 6 * best["decision"]
    assert best["path"] <= 40 * best["decision"]
    assert best["margin"] <= 40 * best["decision"]
