"""What a file would do, with how that reads: worked out on the lane for the steps to show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from models.intake import asking, overview, showing, telling
from models.intake import job as intake

if TYPE_CHECKING:
    from models.intake.asking import WordSaid
    from models.intake.job import Job
    from models.intake.match_rows import MatchRow
    from models.intake.matching import Candidate
    from models.intake.plan import Plan
    from models.intake.showing import Row
    from models.intake.telling import ColumnSaid
    from models.store.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class Seen:
    """Names, partners and what is remembered, with what the names may mean by that."""

    by: tuple[object, ...]
    proposals: Mapping[str, tuple[Candidate, ...]]


@dataclass(frozen=True, slots=True)
class Checked:
    """What the file would do, and how that reads."""

    plan: Plan
    columns: list[ColumnSaid]
    headings: list[str]
    preview: list[Row]
    words: list[WordSaid]
    lists: dict[str, list[Row]]
    worth: dict[str, str]  # what the counts come to in money, by list
    names: list[MatchRow]
    partners: list[str]
    seen: Seen  # what the proposals rest on

    @property
    def alike(self) -> list[tuple[str, str]]:
        """New names that nobody has said anything of, each with what it looks most like."""
        return [
            (row.name, row.proposal.partner) for row in self.names if row.is_open and row.proposal
        ]


def check(portfolio: Portfolio, job: Job, today: date, seen: Seen | None, progress: Any) -> Checked:
    """What the import would do; `seen` are proposals that still hold where nothing has moved."""
    from models.intake.match_rows import rows_of
    from models.names import fold
    from models.store.deals import partner_names
    from models.store.programs import terms_on

    plan = intake.check(portfolio, job, today=today, progress=progress)
    currency = terms_on(portfolio, today).currency
    known = partner_names(portfolio)
    names = dict(known)
    for batch in plan.batches:
        if batch.table == "partners":
            names |= {row[0]: row[1] for row in batch.rows}
    headings, preview = showing.preview(job, plan, currency)
    lists = {
        "new": showing.new(portfolio, plan, names),
        "changed": showing.changed(plan, names, currency, overview.offering_names(portfolio)),
        "same": overview.same(plan),
        "rejected": showing.rejected(plan),
        "skipped": showing.skipped(plan),
    }
    found = overview.worth(portfolio, plan)
    worth = {
        "new": overview.money_said(found.new),
        "changed": overview.change_said(found),
        "missing": overview.missing_money(plan),
    }
    partners = [name for _, name in known]
    seen = _proposals(portfolio, plan, known, seen, progress)
    said = {fold(one.name): one.said for one in plan.names if one.said is not None}
    return Checked(
        plan,
        telling.columns_said(job, plan, currency),
        headings,
        preview,
        asking.words_said(plan, job, currency),
        lists,
        worth,
        rows_of(plan.names, seen.proposals, said, currency),
        partners,
        seen,
    )


def _proposals(
    portfolio: Portfolio,
    plan: Plan,
    partners: Sequence[tuple[int, str]],
    seen: Seen | None,
    progress: Any,
) -> Seen:
    """What the names may mean; names that were compared before are not compared again."""
    from models.intake.verdicts import proposals
    from models.store.aliases import aliases

    names, known = [one.name for one in plan.names], aliases(portfolio)
    by = (tuple(names), tuple(partners), known)
    if seen is not None and seen.by == by:
        return seen
    return Seen(by, proposals(names, partners, known, progress))
