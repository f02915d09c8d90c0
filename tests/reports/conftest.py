"""Packs that many tests look at, each made once: every kind and edition, usual and hostile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property, partial

import pytest

from models.deal import Deal
from models.pack_plan import KINDS, Ask, PackPlan, Words
from models.partner import Contact, Partner
from models.store.packs import Packed, packed
from models.store.standing import partner_ids
from reports.facts import EDITIONS, PackFacts, freeze, pack_id
from reports.pack import ONE_AT_A_TIME, drawn
from reports.page import Book
from tests.reports import background_builder, capability_builder, facts_builder
from tests.reports.reading import Read
from tests.sample_portfolio import sample_at

SAMPLE_DAY = date(2026, 11, 24)
PARTNERS = 6
NAMES = (
    "شركة الأمن السيبراني", "חברת אבטחת מידע", "日本電気セキュリティ", "<img src=x> & <b>",
    "A" * 90,
    "(unbalanced \\ ) paren", "=cmd|' /C calc'!A1", "\U0001f600 \U0001f389 mix 東京 Ω Ж",
)  # fmt: skip


@dataclass
class Made:
    """A pack with its facts, its pages as they were drawn, and its file."""

    facts: PackFacts
    book: Book = field(init=False)
    data: bytes = field(init=False)

    def __post_init__(self) -> None:
        with ONE_AT_A_TIME:
            self.book = drawn(self.facts, pack_id(self.facts))
            self.data = self.book.finish()

    @cached_property
    def read(self) -> Read:
        return Read(self.data)


def hostile(edition: str) -> PackFacts:
    """A partner whose every record bears a name that programs stumble over."""
    statuses = ("open", "won", "lost", "open", "open")
    deals = [
        Deal(
            n, 1, name, NAMES[n % len(NAMES)], f"ID {name}"[:40], statuses[n % 5],
            date(2022 if n % 5 in (0, 3) else 2021, 1 + n % 12, 3), 100_000 * n, 50_000,
            100_000 * n + 50_000, stage=name, next_step=name, source=name,
        )
        for n, name in enumerate(NAMES * 2, 1)
    ]  # fmt: skip
    people = tuple(
        Contact(n, 1, name, ("executive sponsor", "alliance manager")[n % 2],
                side=("partner", "host")[n // 2 % 2], email=name, phone=name)
        for n, name in enumerate(NAMES, 1)
    )  # fmt: skip
    partner = Partner(1, NAMES[1], NAMES[0], NAMES[3], invited_on=date(2021, 2, 1))
    file = facts_builder.partner_file(deals, partner=partner, contacts=people)
    background = background_builder.full()
    actions = tuple(
        replace(one, title=NAMES[n % 8], owner=NAMES[n % 7], detail=NAMES[n % 5])
        for n, one in enumerate(background.actions)
    )
    plan = PackPlan(
        words={"summary": Words(" ".join(NAMES[:4]), NAMES[6]), "tier": Words("", NAMES[2])},
        asks=(Ask(NAMES[0], NAMES[4], NAMES[3], "host", NAMES[1], date(2022, 3, 1)),),
        attendees=NAMES[:3], place=NAMES[2], confidentiality=NAMES[3],
    )  # fmt: skip
    return freeze(
        file, edition=edition, title=NAMES[7], background=replace(background, actions=actions),
        plan=plan,
    )  # fmt: skip


_Sample = Callable[[], Mapping[int, Packed]]


def _of_sample(at: int, kind: str, edition: str) -> Callable[[_Sample], PackFacts]:
    def made(sample: _Sample) -> PackFacts:
        one = list(sample().values())[at]
        return freeze(
            one.file, edition=edition, checked=one.checked, proofs=one.proofs,
            background=one.background, plan=PackPlan(kind),
        )  # fmt: skip

    return made


def _built(make: Callable[[], PackFacts]) -> Callable[[_Sample], PackFacts]:
    return lambda sample: make()


def _with_background(kind: str, edition: str) -> PackFacts:
    return freeze(
        facts_builder.silver().file, edition=edition, background=background_builder.full(),
        plan=PackPlan(kind),
    )  # fmt: skip


CASES: dict[str, Callable[[_Sample], PackFacts]] = {
    **{
        f"sample {at}, {edition}": _of_sample(at, "full", edition)
        for at in range(PARTNERS)
        for edition in EDITIONS
    },
    **{
        f"{kind}, {edition}": _built(partial(_with_background, kind, edition))
        for kind in KINDS
        for edition in EDITIONS
    },
    **{f"{kind} of sample 0": _of_sample(0, kind, "partner") for kind in KINDS if kind != "full"},
    **{f"hostile, {edition}": _built(partial(hostile, edition)) for edition in EDITIONS},
    **{
        f"too much, {edition}": _built(partial(capability_builder.hostile, edition=edition))
        for edition in EDITIONS
    },
    "empty": _built(facts_builder.empty),
    "far away": _built(facts_builder.far_away),
    "three hundred deals": _built(partial(facts_builder.many, 300)),
}


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> _Sample:
    """What the packs of the sample's first partners are made from, read when first asked for."""

    @cache
    def read() -> Mapping[int, Packed]:
        path = tmp_path_factory.mktemp("packs") / "Sample.alliance"
        with sample_at(path, SAMPLE_DAY) as portfolio:
            keys = partner_ids(portfolio)[:PARTNERS]
            return {key: packed(portfolio, key, SAMPLE_DAY) for key in keys}

    return read


@pytest.fixture(scope="session")
def all_made(sample: _Sample) -> Callable[[str], Made]:
    """Makes the pack of a name in `CASES`, once."""

    @cache
    def make(name: str) -> Made:
        return Made(CASES[name](sample))

    return make


@pytest.fixture(scope="session", params=CASES)
def pack(request: pytest.FixtureRequest, all_made: Callable[[str], Made]) -> Made:
    """Each of the packs, one after another."""
    return all_made(request.param)
