"""One checklist of one period over all partners: a row each, for filling in many at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.checklist.expanding import expanded
from models.checklist.filled import Filled
from models.checklist.periods import before, period_of
from models.checklist.records import Where
from models.checklist.template import Template
from models.store.checklist_templates import in_use
from models.store.checklists import applies, fill, held_of
from models.store.portfolio import Portfolio
from models.store.programs import terms_on
from models.store.standing import partner_files


@dataclass(frozen=True)
class Grid:
    """The rows of a grid by folded name; `template` is the one in use and heads its columns.

    `periods` are those to choose from, the newest first. A row that began with another version has
    lines by its own items; what it lacks it has no cell for.
    """

    template: Template
    period: str
    periods: tuple[str, ...]
    rows: tuple[Filled, ...]


def grid(portfolio: Portfolio, template: str, period: str, today: date) -> Grid:
    """All partners that the template applies to, or that have begun it in this period.

    Raises UserError where there is no such template.
    """
    offered = in_use(portfolio, template)
    return Grid(
        expanded(offered, terms_on(portfolio, today)),
        period,
        _periods(portfolio, offered, period, today),
        grid_rows(portfolio, template, period, today),
    )


def grid_rows(
    portfolio: Portfolio,
    template: str,
    period: str,
    today: date,
    partner_ids: Sequence[int] | None = None,
) -> tuple[Filled, ...]:
    """The rows of a grid, of all partners or of those whose answers have just changed."""
    offered = in_use(portfolio, template)
    rows = portfolio.conn.rows(
        "SELECT partner_id, id FROM checklists WHERE template = ? AND period = ?",
        (template, period),
    )
    begun: dict[int, int] = dict(rows)
    files = [
        file
        for file in partner_files(portfolio, today, partner_ids)
        if file.partner.id in begun or applies(offered, file)
    ]
    chosen = [file.partner.id for file in files]
    held = held_of(portfolio, [begun[one] for one in chosen if one in begun], chosen)
    return tuple(
        fill(portfolio, Where(one, template, period), file, held, today)
        for one, file in zip(chosen, files, strict=True)
    )


def _periods(portfolio: Portfolio, template: Template, chosen: str, today: date) -> tuple[str, ...]:
    """The current period, the one before, and every one that somebody began."""
    now = period_of(template.every, today)
    if now is None:
        return ("",)
    rows = portfolio.conn.rows(
        "SELECT DISTINCT period FROM checklists WHERE template = ?", (template.key,)
    )
    return tuple(
        sorted({now.key, before(now.key), chosen, *(row[0] for row in rows)}, reverse=True)
    )
