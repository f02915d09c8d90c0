"""What one version of a program has otherwise than another, in words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from models.program.loading import boundaries, program_of, terms_from
from models.program.terms import Ask, Benefit, CriterionTerms, Interpretation, Terms
from models.text import benefit_text, counted, day_text, listed, value_text, yes_no

E = TypeVar("E", CriterionTerms, Benefit, Interpretation)

PARTS = (
    "Program", "Tiers", "Criteria", "Benefits", "Measure", "Calendar", "Geographies", "Readings",
)  # fmt: skip
_RULE_WORDS = {
    "first_working_day": "the first working day of January",
    "end_of_prior_year": "31 December before",
    "measurement_day": "the measurement day",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that differs: blank `before` is new, blank `after` is gone; from `since` on."""

    part: str
    what: str
    before: str
    after: str
    since: date

    @property
    def words(self) -> str:
        """The difference in one line without its day: "Gold, Aggregate TCV: $15M → $18M"."""
        if not self.before:
            return f"{self.what}: new, {self.after}"
        if not self.after:
            return f"{self.what}: gone, was {self.before}"
        return f"{self.what}: {self.before} → {self.after}"


def of_texts(old: str, new: str) -> tuple[Difference, ...]:
    """What a new text does otherwise, on the first day of both and on each later day it changes.

    Raises UserError where one of the texts is no program.
    """
    start = max(program_of(old).from_on, program_of(new).from_on)
    later = {day for text in (old, new) for day in boundaries(text) if day > start}
    found: list[Difference] = []
    known: set[tuple[str, str, str, str]] = set()
    for day in (start, *sorted(later)):
        here = between(terms_from(old, day), terms_from(new, day), day)
        found += [d for d in here if _key(d) not in known]
        known = {_key(difference) for difference in here}
    return tuple(found)


def between(old: Terms, new: Terms, since: date | None = None) -> tuple[Difference, ...]:
    """What new terms have otherwise, part by part; readings are compared as they are in force."""
    since = since or new.from_on
    parts = (_program, _tiers, _criteria, _benefits, _measure, _calendar, _geographies, _readings)
    return tuple(
        Difference(name, what, before, after, since)
        for name, part in zip(PARTS, parts, strict=True)
        for what, before, after in part(old, new)
        if before != after
    )


Pair = tuple[str, str, str]


def _key(found: Difference) -> tuple[str, str, str, str]:
    return found.part, found.what, found.before, found.after


def _program(old: Terms, new: Terms) -> Iterator[Pair]:
    yield "Name", old.program, new.program
    yield "Version", old.version, new.version
    yield "First day", day_text(old.from_on), day_text(new.from_on)
    yield "Currency", old.currency, new.currency
    first, then = (
        f"{t.label(t.provisional.tier)} for {t.provisional.year}, until"
        f" {day_text(t.provisional.until)}"
        if t.provisional
        else "none"
        for t in (old, new)
    )
    yield "Provisional tier", first, then
    if old.provisional and new.provisional:
        yield "Clause of the provisional tier", old.provisional.clause, new.provisional.clause


def _tiers(old: Terms, new: Terms) -> Iterator[Pair]:
    before, after = (
        {
            tier.key: (f"{tier.label} ({tier.alias})" if tier.alias else tier.label, tier.rank)
            for tier in (*t.tiers, t.outside)
        }
        for t in (old, new)
    )
    clauses, newer = ({t.key: t.clause for t in (*terms.tiers, terms.outside)}
                      for terms in (old, new))  # fmt: skip
    for key in dict.fromkeys([*before, *after]):
        name, rank = before.get(key, ("", 0))
        now, place = after.get(key, ("", 0))
        yield f"Tier {(name or now).partition(' (')[0]}", name, now
        if name and now and rank != place:
            yield f"Place of {now}", _place(rank), _place(place)
        if name and now:
            yield f"Clause of {now}", clauses[key], newer[key]


def _place(rank: int) -> str:
    return f"place {rank}" if rank else "outside the tiers"


def _matched(old: Iterable[E], new: Iterable[E]) -> Iterator[tuple[E, E | None, E | None]]:
    """Entries by id: the entry as it is last, as it was in the old terms, as it is in the new."""
    before = {entry.id: entry for entry in old}
    after = {entry.id: entry for entry in new}
    for key, entry in (before | after).items():
        yield entry, before.get(key), after.get(key)


def _criteria(old: Terms, new: Terms) -> Iterator[Pair]:
    for there, was, now in _matched(old.criteria, new.criteria):
        if was is None or now is None:
            terms = old if was else new
            whole = listed([f"{t.label}: {_ask(there, t.key, terms)}" for t in terms.tiers])
            yield there.label, whole if was else "", whole if now else ""
            continue
        yield f"Name of {was.label}", was.label, now.label
        yield f"What {now.label} counts", _counts(was), _counts(now)
        yield f"Part of {now.label}", was.group, now.group
        yield f"Unit of {now.label}", " and ".join(was.unit), " and ".join(now.unit)
        for field in ("said", "none", "yes", "no"):
            yield f"Sentence of {now.label}", getattr(was, field), getattr(now, field)
        yield f"Clause of {now.label}", was.clause, now.clause
        for tier in (*new.tiers, new.outside):
            if tier.key in was.asks:
                asked, asks = _ask(was, tier.key, old), _ask(now, tier.key, new)
                yield f"{tier.label}, {now.label}", asked, asks
                before, after = was.asks[tier.key].clause, now.asks[tier.key].clause
                yield f"Clause of {tier.label}, {now.label}", before, after


def _counts(criterion: CriterionTerms) -> str:
    words = [criterion.counts.replace("_", " "), *criterion.of]
    if criterion.window:
        words.append(criterion.window.words)
    if criterion.counts == "deal_money":
        words.append(f"{criterion.portion} portion")
    if criterion.months:
        words.append(f"not older than {counted(criterion.months, 'month')}")
    if criterion.combine != "any":
        words.append({"each": "each kind by itself", "all": "all kinds"}[criterion.combine])
    return ", ".join(words)


def _ask(criterion: CriterionTerms, tier: str, terms: Terms) -> str:
    ask: Ask = criterion.asks[tier]
    if ask.obligation == "not_required":
        return "not required"
    value = value_text(ask.required, criterion.kind, terms.currency)
    if ask.all_of_them:
        value = f"all {value}"
    if criterion.kind == "yes_no":
        return ask.obligation
    return value if ask.obligation == "required" else f"{value} (recommended)"


def _benefits(old: Terms, new: Terms) -> Iterator[Pair]:
    for there, was, now in _matched(old.benefits, new.benefits):
        if was is None or now is None:
            yield f"Benefit {there.label}", "given" if was else "", "given" if now else ""
            continue
        yield f"Name of {was.label}", was.label, now.label
        yield f"Group of {now.label}", was.group, now.group
        yield f"Head of {now.label}", was.short, now.short
        yield f"Clause of {now.label}", was.clause, now.clause
        yield f"{now.label} switched on", yes_no(was.on), yes_no(now.on)
        for tier in (*new.tiers, new.outside):
            if tier.key in was.states:
                given, gives = was.states[tier.key], now.states[tier.key]
                yield f"{tier.label}, {now.label}", benefit_text(given), benefit_text(gives)


def _measure(old: Terms, new: Terms) -> Iterator[Pair]:
    yield "Closed deals count", old.closed_window.words, new.closed_window.words
    yield "Losses count", yes_no(old.losses_count), yes_no(new.losses_count)
    before, after = (counted(t.pipeline_quarters, "quarter") for t in (old, new))
    yield "Pipeline", before, after
    before, after = (yes_no(not t.exclude_without_services) for t in (old, new))
    yield "Deals without services count", before, after
    yield "Measurement day", _rule(old.measurement_rule), _rule(new.measurement_rule)
    yield "Day of prerequisites at the board", _rule(old.board_rule), _rule(new.board_rule)
    for name, clause in new.measure_clauses.items():
        words = name.replace("_", " ")
        yield f"Clause of {words}", old.measure_clauses.get(name, ""), clause


def _rule(rule: str | int) -> str:
    return f"{rule} January" if isinstance(rule, int) else _RULE_WORDS.get(rule, rule)


def _calendar(old: Terms, new: Terms) -> Iterator[Pair]:
    was, now = old.calendar, new.calendar
    yield "Statements", _every(was.statement_months), _every(now.statement_months)
    for tier in (*new.tiers, new.outside):
        before, after = (_every(c.review_months.get(tier.key, 0)) for c in (was, now))
        yield f"{tier.label}, business reviews", before, after
    before, after = (
        counted(c.notice_days, "working day" if c.working_days else "day") for c in (was, now)
    )
    yield "Notice of meetings", before, after


def _every(months: int) -> str:
    return f"every {counted(months, 'month')}" if months else "no interval"


def _geographies(old: Terms, new: Terms) -> Iterator[Pair]:
    yield from _named(dict.fromkeys(old.geographies, ""), dict.fromkeys(new.geographies, ""))
    before, after = (
        {name: listed(list(to)) for name, to in t.geography_aliases.items()} for t in (old, new)
    )
    for name in dict.fromkeys([*before, *after]):
        yield f"{name} stands for", before.get(name, ""), after.get(name, "")


def _named(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Pair]:
    for name in dict.fromkeys([*before, *after]):
        yield name, "a geography" if name in before else "", "a geography" if name in after else ""


def _readings(old: Terms, new: Terms) -> Iterator[Pair]:
    for there, was, now in _matched(old.interpretations, new.interpretations):
        read, reads = (f"“{entry.reading}”" if entry else "" for entry in (was, now))
        yield f"{there.id}, {there.topic}", read, reads
