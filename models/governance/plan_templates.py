"""What a new plan begins with: objectives from the program, the next tier, or last year's plan."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from models.governance.joint_plan import Initiative, Objective
from models.governance.plan_figures import Standing
from models.governance.plan_series import Series
from models.governance.plan_work import ENDED
from models.program.decision import Decision
from models.program.terms import Terms
from models.text import counted


class Template(NamedTuple):
    """An objective that is suggested, why, and the clause behind it; `usual` ones are ticked."""

    key: str
    objective: Objective
    why: str
    clause: str
    usual: bool


def of_program(
    year: int, currency: str, series: Sequence[Series] = (), *, host: str = "", partner: str = ""
) -> tuple[Template, ...]:
    """The five objectives of the program (C005-C007), with last year's figures as baselines.

    `host` and `partner` are who answers for them on either side.
    """
    last = {one.kind: _last(one, year - 1) for one in series}

    def made(
        kind: str, title: str, why: str, clause: str, unit: str = "money", measured: str = "typed"
    ) -> Template:
        money = unit == "money"
        objective = Objective(
            0, 0, year, kind, title, unit, currency if money else "",
            last.get(kind) if money else None, None, None, None, measured, host, partner,
            due_on=date(year, 12, 31),
        )  # fmt: skip
        return Template(kind, objective, why, clause, True)

    return (
        made("pipeline", "Grow the shared pipeline",
             "Measured by the open, qualified deals in the window", "C005", "money", "records"),
        made("signings", "Grow signings",
             "Measured by the deals won within the year", "C005", "money", "records"),
        made("revenue", "Grow revenue",
             "Typed as each side reports it; no deal tells it", "C005"),
        made("alignment", "Align tactics and strategy for results of both",
             "Measured by the share of agreed steps that were done, typed in percent", "C006",
             "percent"),
        made("advocacy", "Win customers who speak for us both",
             "Measured by the number of customers who can be named, typed", "C007", "count"),
    )  # fmt: skip


def of_next_tier(
    decision: Decision, terms: Terms, year: int, *, host: str = "", partner: str = ""
) -> tuple[Template, ...]:
    """An objective for each required criterion that keeps the partner from the next tier.

    The main amount is none of them: pipeline and signings are what lead to it.
    """
    if decision.next_tier is None:
        return ()
    tier = decision.next_tier.tier
    label = terms.label(tier)
    main = terms.amount.id if terms.amount is not None else ""
    found = []
    for one in decision.criteria:
        if (one.tier, one.obligation, one.met) != (tier, "required", False) or one.id == main:
            continue
        criterion = terms.criterion(one.id)
        money = criterion.kind == "money"
        objective = Objective(
            0, 0, year, "capability", f"{criterion.label}, as {label} asks",
            "money" if money else "count", decision.currency if money else "",
            int(one.actual), int(one.required), int(one.actual), None, "typed", host, partner,
            due_on=date(year, 12, 31),
        )  # fmt: skip
        why = f"{label} asks for it; today it is short"
        found.append(Template(f"tier:{one.id}", objective, why, one.clause, False))
    return tuple(found)


def rolled(standings: Sequence[Standing], year: int) -> tuple[Objective, ...]:
    """Last year's objectives for the next one: the last actual is the baseline, the rest is open.

    The ids are still those of last year's.
    """
    return tuple(
        replace(
            one.objective,
            year=year,
            baseline=one.actual,
            target=None,
            actual=None,
            forecast=None,
            state="in_progress",
            due_on=_moved(one.objective.due_on, year - one.objective.year),
            note="",
        )
        for one in standings
    )


def carried(
    initiatives: Sequence[Initiative], into: Mapping[int, int], year: int
) -> tuple[Initiative, ...]:
    """The initiatives that go on into the next year, each under the objective's new id.

    The ids are still those of last year's; days stay as they are, for the work does.
    """
    return tuple(
        replace(one, year=year, objective_id=into.get(one.objective_id, 0))
        for one in initiatives
        if one.state not in ENDED
    )


def roll_said(objectives: int, initiatives: int, year: int) -> str:
    """What came of it in a sentence."""
    work = f" and {counted(initiatives, 'open initiative')}" if initiatives else ""
    return (
        f"{counted(objectives, 'objective')}{work} taken into {year};"
        " last year’s figures are the baselines, targets are still to be set."
    )


def _last(series: Series, year: int) -> int | None:
    return next((one.actual for one in series.figures if one.year == year), None)


def _moved(day: date | None, years: int) -> date | None:
    """The same day so many years later; 29 February becomes the 28th."""
    if day is None:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
