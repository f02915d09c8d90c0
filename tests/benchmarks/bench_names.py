"""Names: new against known ones, and all pairs of a portfolio, against the bare library."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from itertools import pairwise

import pytest
from rapidfuzz import fuzz, process

from models.intake.matching import CLOSE, candidates, known_names, pairs
from models.intake.name_words import name_words

KNOWN, NEW = 3_500, 200
MOST_RATIO = 2.0
MOST_MS = 50.0  # between two reports nothing else of the interpreter runs
ROUNDS = 3
PARTS = "nor thwi alp tek sys data cloud wei bau ter ra com net bio med gen ix ova lum ark".split()
ENDS = ("", " Ltd", " GmbH", " Group", " Inc.", " S.A.")

pytestmark = pytest.mark.bench


def made(count: int, seed: int) -> list[str]:
    chance = random.Random(seed)

    def word() -> str:
        return "".join(chance.choices(PARTS, k=chance.randint(2, 3))).title()

    def name() -> str:
        return " ".join(word() for _ in range(chance.randint(1, 3))) + chance.choice(ENDS)

    return [name() for _ in range(count)]


def timed(job: Callable[[], object]) -> float:
    found = []
    for _ in range(ROUNDS):
        name_words.cache_clear()
        begun = time.process_time()
        job()
        found.append(time.process_time() - begun)
    return min(found)


def bare(new: list[str], known: list[str]) -> Callable[[], object]:
    """What the scores alone take, of all against all."""
    return lambda: process.cdist(new, known, scorer=fuzz.token_set_ratio, score_cutoff=CLOSE)


def test_new_names_against_known_ones() -> None:
    known, new = made(KNOWN, 1), made(NEW, 2)
    partners = known_names(enumerate(known, start=1))
    ours, theirs = timed(lambda: candidates(new, partners)), timed(bare(new, known))
    print(f"\n{NEW} against {KNOWN}: {ours:.2f} s, bare {theirs:.2f} s, {ours / theirs:.2f}")
    assert ours < 0.6
    assert ours / theirs <= MOST_RATIO


def test_all_pairs_of_a_portfolio_and_nothing_stands_still() -> None:
    known = made(KNOWN, 1)
    beats = [time.perf_counter()]

    def report(*_: object) -> None:
        beats.append(time.perf_counter())

    ours, theirs = timed(lambda: pairs(known)), timed(bare(known, known))
    pairs(known, report)
    longest = max(b - a for a, b in pairwise(beats[1:])) * 1_000
    print(
        f"\nall pairs of {KNOWN}: {ours:.2f} s, bare {theirs:.2f} s, {ours / theirs:.2f},"
        f" longest between two reports {longest:.0f} ms"
    )
    assert ours / theirs <= MOST_RATIO
    assert longest <= MOST_MS
