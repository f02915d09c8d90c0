"""From what is in memory to a pack: frozen, built, and looked at for what it lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from models.store import packs as store
from reports import worker
from reports.facts import PackFacts, freeze

if TYPE_CHECKING:
    from models.pack_plan import PackPlan
    from models.pack_warnings import PackWarning
    from models.store.pack_plans import Wanted
    from models.store.portfolio import Portfolio
    from reports.parts import Part


@dataclass(frozen=True, slots=True)
class Shown:
    """The pack in the preview: its facts and its bytes, which Export writes as they are."""

    facts: PackFacts
    pdf: bytes
    pages: int
    pack_id: str
    parts: tuple[Part, ...] = ()
    warnings: tuple[PackWarning, ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """Reads what a pack is made from and how it is wanted."""

    partner_id: int
    kind: str
    as_of: date

    def __call__(self, portfolio: Portfolio) -> tuple[store.Packed, Wanted]:
        from models.store.pack_plans import wanted

        found = store.packed(portfolio, self.partner_id, self.as_of)
        return found, wanted(portfolio, self.partner_id, self.kind)


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """Reads how a pack is wanted, and nothing else."""

    partner_id: int
    kind: str

    def __call__(self, portfolio: Portfolio) -> Wanted:
        from models.store.pack_plans import wanted

        return wanted(portfolio, self.partner_id, self.kind)


def build(file: store.Packed, plan: PackPlan, edition: str) -> Shown:
    """Build a pack as it is wanted now; the portfolio is not asked again."""
    from models.pack_warnings import warnings_of

    facts = freeze(
        file.file,
        edition=edition,
        checked=file.checked,
        proofs=file.proofs,
        background=file.background,
        plan=replace(plan, asks=tuple(ask for ask in plan.asks if ask.what.strip())),
    )
    made = worker.build_bytes(facts)
    warnings = warnings_of(
        file.file,
        facts.terms,
        plan,
        {part.key: part.name for part in made.parts if part.wanted},
        checked=file.checked,
        proofs=file.proofs,
        background=file.background,
    )
    return Shown(facts, made.data, made.pages, made.pack_id, made.parts, warnings)


def page_shift(before: Sequence[Part], now: Sequence[Part], page: int) -> int:
    """By how many pages what stood on a page has moved down; 0 where it is gone."""
    starts = {part.key: part.page for part in now if part.page}
    above = [part for part in before if 0 < part.page <= page]
    if not above:
        return 0
    section = max(above, key=lambda part: part.page)
    return starts.get(section.key, section.page) - section.page


def write(shown: Shown, target: Path) -> tuple[Shown, Path]:
    """Put the shown pack into a file, whole."""
    from models.files import write_bytes

    return shown, write_bytes(target, shown.pdf, force=True)


def write_slides(shown: Shown, target: Path) -> tuple[Shown, Path]:
    """Put the pages of the shown pack into slides, whole."""
    from models.files import write_bytes

    return shown, write_bytes(target, worker.slides_bytes(shown.facts).data, force=True)
