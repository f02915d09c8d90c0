"""The shortest way to a tier: the fewest records to touch, then the least new money."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from models.action import Action
from models.partner_file import PartnerFile
from models.partner_words import missing_for
from models.program import path_words as words
from models.program.bringing import MONEY, TABLE_OF, new_records, widened
from models.program.deal_criteria import BY_DEALS
from models.program.decision import Criterion
from models.program.measure import Facts, findings, reach
from models.program.mending import mended
from models.program.path_deals import money_step, window_steps
from models.program.path_words import Row, Step
from models.program.terms import CriterionTerms, Terms
from models.program.what_if import Trial, applied, decided, reaches

_ROUNDS = 3  # a program whose criteria get in each other's way is gone over again


@dataclass(frozen=True, slots=True)
class Path:
    """Steps to a tier. `trial` is all of them together, `unclosed` what no step can close.

    `records` are those touched, `money_minor` is the amount of deals that are not there yet.
    """

    target: str
    steps: tuple[Step, ...]
    unclosed: tuple[str, ...]
    trial: Trial
    records: int
    money_minor: int

    @property
    def reaches(self) -> bool:
        return not self.unclosed


def shortest(file: PartnerFile, terms: Terms, target: str) -> Path:
    """The way from the records as they stand to a tier; no steps where it is reached."""
    trial, steps = Trial(), []
    decision = file.decision
    for _ in range(_ROUNDS):
        if reaches(decision, terms, target):
            break
        more = list(_steps(file, trial, terms, missing_for(decision, target)))
        if not more:
            break
        steps += more
        for one in more:
            trial = trial.also(one.trial)
        decision = decided(file, trial, terms)
    if reaches(decision, terms, target):
        steps, trial = _needed(file, terms, target, steps, trial)
    missing = () if reaches(decision, terms, target) else missing_for(decision, target)
    return Path(
        target,
        tuple(steps),
        tuple(row.id for row in missing),
        trial,
        sum(one.records for one in steps),
        sum(one.new_minor for one in steps),
    )


def _needed(
    file: PartnerFile, terms: Terms, target: str, steps: list[Step], trial: Trial
) -> tuple[list[Step], Trial]:
    """Without the steps that others make idle, as where a deal closes two gaps at once."""
    for step in reversed(steps):
        left = [one for one in steps if one is not step]
        fewer = Trial()
        for one in left:
            fewer = fewer.also(one.trial)
        if reaches(decided(file, fewer, terms), terms, target):
            steps, trial = left, fewer
    return steps, trial


def planned(path: Path, terms: Terms, today: date) -> tuple[Action, ...]:
    """The steps as actions, the requirement first, due before the next measurement (C040)."""
    due = due_on(terms, today)
    return tuple(
        Action(
            0,
            0,
            step.title,
            f"{step.detail} ({step.clause})",
            step.criteria[0],
            step.side,
            priority=1 if terms.criterion(step.criteria[0]).is_requirement else 2,
            due_on=due,
            made_on=today,
        )
        for step in path.steps
    )


def due_on(terms: Terms, today: date) -> date:
    """By when a step has to be done: a working day before the next measurement is made."""
    year = today.year
    while True:
        day = min(
            terms.board_prerequisites_day(year), terms.measurement_day(year) - timedelta(days=1)
        )
        while day.weekday() >= 5:
            day -= timedelta(days=1)
        if day > today:
            return day
        year += 1


def _steps(
    file: PartnerFile, trial: Trial, terms: Terms, missing: Sequence[Criterion]
) -> Iterator[Step]:
    """The steps that close what is missing, in the program's order."""
    facts, day = applied(file, trial, terms), file.decision.prerequisites_as_of
    by_way: dict[str, list[Row]] = {}
    for row in missing:
        told = terms.criterion(row.id)
        way = "offerings" if told.counts == "geographies" else told.counts
        by_way.setdefault(way, []).append((told, row))
    for way, rows in by_way.items():
        if way == "aggregate_tcv":
            step = money_step(file, trial, terms, rows)
            trial = trial.also(step.trial)
            yield step
        elif way in (*MONEY, *BY_DEALS):
            for step in window_steps(file, trial, terms, rows):
                trial = trial.also(step.trial)
                yield step
        elif way == "fact":
            yield from _facts(facts, rows)
        elif way == "offerings":
            yield from _offerings(facts, terms, rows, day)
        elif way in ("people_trained", "contacts", "integrations", "agreement"):
            yield from _counted(file, facts, terms, rows)


# ---- records -----------------------------------------------------------------------------------


def _facts(facts: Facts, rows: Sequence[Row]) -> Iterator[Step]:
    done: set[str] = set()
    for told, row in rows:
        names = [n for n in told.of if not getattr(facts.partner, n) and n not in done]
        done.update(names)
        if names:
            yield words.fact_step(told, row, facts.partner, names)


def _offerings(facts: Facts, terms: Terms, rows: Sequence[Row], day: date) -> Iterator[Step]:
    """As many offerings as are missing; one of them, or one that is there, gets the reach."""
    counts = [(told, row) for told, row in rows if told.counts == "offerings"]
    far = [(told, row) for told, row in rows if told.counts == "geographies"]
    number = max((row.gap for _, row in counts), default=0)
    chosen: list[Any] = []
    if number:
        told = max(counts, key=lambda pair: pair[1].gap)[0]
        chosen = _chosen(facts, terms, [told], number, day)
    elif far:
        told = far[0][0]
        counting = {ref.id for ref in findings(facts, terms, day)[told.id].counted}
        nearest = [one for one in facts.offerings if one.id in counting]
        chosen = nearest[:1] or _reachable(facts, terms, day)[:1]
        chosen = chosen or list(new_records(facts, replace(told, counts="offerings"), 1, day))
    if far:
        at = max(range(len(chosen)), key=lambda n: (reach(chosen[n], terms), -n))
        for told, row in far:
            chosen[at] = widened(chosen[at], terms, int(row.required), told.of)
    yield from words.offering_steps(rows, facts, chosen, terms)


def _reachable(facts: Facts, terms: Terms, day: date) -> list[Any]:
    """Offerings that do not count and would once they are mended, the widest first."""
    better = [m for one in facts.offerings if (m := mended(one, day)) is not None]
    return sorted(better, key=lambda one: -reach(one, terms))


def _counted(file: PartnerFile, facts: Facts, terms: Terms, rows: Sequence[Row]) -> Iterator[Step]:
    """So many records of each kind that together close every gap with the fewest of them."""
    day, table = file.decision.prerequisites_as_of, TABLE_OF[rows[0][0].counts]
    gaps = {told.id: row.gap for told, row in rows}
    kinds: dict[frozenset[str], str] = {}
    for kind in dict.fromkeys(kind for told, _ in rows for kind in told.of or ("",)):
        closes = frozenset(told.id for told, _ in rows if not told.of or kind in told.of)
        kinds.setdefault(closes, kind)
    for closes, number in _cover(gaps, list(kinds)).items():
        wanted = [(told, row) for told, row in rows if told.id in closes]
        chosen = _chosen(facts, terms, [told for told, _ in wanted], number, day, kinds[closes])
        facts = _put(facts, chosen)
        before = {one.id: one for one in getattr(file, table)}
        known = [before[one.id] for one in chosen if one.id in before]
        yield words.record_step(wanted, chosen, known, number)


def _chosen(
    facts: Facts,
    terms: Terms,
    closing: Sequence[CriterionTerms],
    number: int,
    day: date,
    kind: str = "",
) -> list[Any]:
    """Records that each bring every one of these criteria one nearer: mended ones, then new."""
    told = closing[0]
    chosen: list[Any] = []
    at = {one.id: int(findings(facts, terms, day)[one.id].actual) for one in closing}
    for record in _candidates(facts, closing, day):
        if len(chosen) == number:
            return chosen
        tried = _put(facts, [record])
        found = findings(tried, terms, day)
        if all(int(found[name].actual) > actual for name, actual in at.items()):
            chosen.append(record)
            facts = tried
            at = {name: int(found[name].actual) for name in at}
    made = new_records(facts, told, number - len(chosen), day, kind)
    return [*chosen, *made]


def _candidates(facts: Facts, closing: Sequence[CriterionTerms], day: date) -> Iterator[Any]:
    table = TABLE_OF[closing[0].counts]
    for record in reversed(getattr(facts, table)):  # the newest first
        better = mended(record, day, closing[0].months)
        if better is not None:
            yield better


def _put(facts: Facts, records: Iterable[Any]) -> Facts:
    for record in records:
        table = record.TABLE
        by_id = {one.id: one for one in getattr(facts, table)} | {record.id: record}
        changed: dict[str, Any] = {table: tuple(by_id.values())}
        facts = replace(facts, **changed)
    return facts


def _cover(gaps: Mapping[str, int], kinds: Sequence[frozenset[str]]) -> dict[frozenset[str], int]:
    """How many of each kind close all gaps with the fewest in all; a kind closes some of them."""
    best: dict[frozenset[str], int] = {}
    fewest = sum(gaps.values()) + 1

    def go(at: int, left: dict[str, int], taken: dict[frozenset[str], int], count: int) -> None:
        nonlocal best, fewest
        if count + max(left.values()) >= fewest:
            return
        if not any(left.values()):
            best, fewest = dict(taken), count
            return
        if at == len(useful):
            return
        kind = useful[at]
        for number in range(max(left[name] for name in kind), -1, -1):
            rest = {n: max(0, gap - number) if n in kind else gap for n, gap in left.items()}
            go(at + 1, rest, taken | ({kind: number} if number else {}), count + number)

    useful = [one for one in kinds if not any(one < other for other in kinds)]
    useful.sort(key=len, reverse=True)
    go(0, dict(gaps), {}, 0)
    return best
