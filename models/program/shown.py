"""A program's values on one day as a page shows them, each with its clause and its reading."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from models.money import decimals
from models.program.terms import Ask, CriterionTerms, Terms, Tier
from models.program.windows import Window
from models.text import benefit_text, counted, day_text, listed, money_said, number
from models.toml_text import parsed

_BOARD = {
    "end_of_prior_year": "31 December of the year before",
    "measurement_day": "The measurement day itself",
}
_COUNTS = {
    "aggregate_tcv": "The total that the measure gives",
    "offerings": "Standard offerings in force",
    "geographies": "Geographies of the widest standard offering",
    "people_trained": "People trained",
    "contacts": "Named contacts",
    "integrations": "Agreed integrations",
    "agreement": "A signed agreement",
    "fact": "A commitment that is given or not",
    "deal_money": "Money of deals",
    "deals": "Deals",
    "registered_deals": "Registered deals",
    "customers": "Different customers",
    "membership_months": "Whole months in the program",
}


@dataclass(frozen=True, slots=True)
class AskCell:
    """What one tier asks: in words, as a bare value, and where the program says so.

    `reading` is the id of a reading that has changed the cell; blank where none has.
    """

    text: str
    plain: str
    obligation: str
    clause: str
    reading: str = ""


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One criterion with a cell for every tier, the highest first, and one for outside them."""

    id: str
    label: str
    group: str
    counts: str
    clause: str
    cells: tuple[AskCell, ...]


@dataclass(frozen=True, slots=True)
class BenefitRow:
    """One benefit with its state for every tier and for outside them."""

    id: str
    label: str
    group: str
    on: bool
    clause: str
    states: tuple[str, ...]
    reading: str = ""


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One value of how a program measures or when it does things."""

    id: str
    part: str
    label: str
    value: str
    clause: str
    reading: str = ""


def columns_of(terms: Terms) -> tuple[Tier, ...]:
    """The tiers, the highest first, then the label outside them."""
    return (*terms.tiers, terms.outside)


def ask_words(ask: Ask, kind: str, currency: str) -> str:
    """What a cell says, and what an editor of it begins with."""
    if ask.obligation == "not_required":
        return "Not required"
    if kind == "yes_no":
        return "Required" if ask.obligation == "required" else "Recommended"
    if ask.all_of_them:
        words = "Worldwide"
    elif kind == "money":
        words = money_said(ask.required, currency)
    else:
        words = number(ask.required)
    return words if ask.obligation == "required" else f"{words} recommended"


def requirements(terms: Terms) -> tuple[CriterionRow, ...]:
    """Every criterion in the program's order, what is primary before the prerequisites (C078)."""
    read = _read_by(terms)
    ordered = sorted(terms.criteria, key=lambda criterion: not criterion.is_requirement)
    return tuple(
        CriterionRow(
            criterion.id,
            criterion.label,
            "Requirement" if criterion.is_requirement else "Prerequisite",
            _counts(criterion),
            criterion.clause,
            tuple(_cell(criterion, tier.key, terms, read) for tier in columns_of(terms)),
        )
        for criterion in ordered
    )


def benefits(terms: Terms) -> tuple[BenefitRow, ...]:
    """Every benefit, also one that is switched off, in the program's order."""
    read = _read_by(terms)
    return tuple(
        BenefitRow(
            benefit.id,
            benefit.label,
            benefit.group,
            benefit.on,
            benefit.clause,
            tuple(benefit_text(benefit.states[tier.key]) for tier in columns_of(terms)),
            _of(read, f"benefits.{benefit.id}."),
        )
        for benefit in terms.benefits
    )


def measures(text: str, terms: Terms, day: date) -> tuple[MeasureRow, ...]:
    """How the program of a text measures, and when it does things, by its terms on a day."""
    raw = parsed(text)
    read = _read_by(terms)
    rows = [*_measure(terms, day), *_calendar(raw, terms, day), *_rest(raw, terms)]
    return tuple(
        MeasureRow(key, part, label, value, clause, _of(read, key))
        for key, part, label, value, clause in rows
    )


Told = tuple[str, str, str, str, str]


def _measure(terms: Terms, day: date) -> Iterator[Told]:
    said = terms.measure_clauses
    closed, part = _window_words(terms.closed_window), "Measure"

    def row(name: str, label: str, value: str) -> Told:
        return f"measure.{name}", part, label, value, said[name]

    yield row("program_year", "Program year", "Calendar year, 1 January to 31 December")
    yield row("wins", "Deals won that count", closed)
    yield row("losses", "Deals lost that count", closed if terms.losses_count else "None")
    yield row("losses_count", "Losses add to the total", "Yes" if terms.losses_count else "No")
    yield row("pipeline_quarters", "Open deals that count", _pipeline(terms.pipeline_quarters))
    services = "Left out" if terms.exclude_without_services else "They count"
    yield row("exclude_without_services", "Deals without host services", services)
    rule = terms.measurement_rule
    named = f"{rule} January" if isinstance(rule, int) else "First working day of January"
    coming = terms.measurement_day(day.year)
    if coming < day:
        coming = terms.measurement_day(day.year + 1)
    yield row("measurement_day", "Measurement day", f"{named}; next {day_text(coming)}")
    board = _BOARD.get(terms.board_rule, terms.board_rule)
    yield row("board_prerequisites_day", "Prerequisites are judged as of", board)


def _calendar(raw: Mapping[str, Any], terms: Terms, day: date) -> Iterator[Told]:
    told = {}
    for name, rows in raw.get("calendar", {}).items():
        begun = [row for row in rows if row["from"] <= day] or rows
        told[name] = str(max(begun, key=lambda row: row["from"])["clause"])
    calendar, part = terms.calendar, "Intervals"
    if "statement_months" in told:
        every = f"Every {counted(calendar.statement_months, 'month')}"
        clause = told["statement_months"]
        yield "calendar.statement_months", part, "Status statements", every, clause
    if "review_months" in told:
        reviews = [
            f"{terms.label(tier.key)} every {counted(months, 'month')}"
            for tier in terms.tiers
            if (months := calendar.review_months.get(tier.key, 0))
        ]
        words = ", ".join(reviews) or "No interval"
        yield "calendar.review_months", part, "Business reviews", words, told["review_months"]
    if "notice_days" in told:
        noun = "working day" if calendar.working_days else "calendar day"
        words = f"{counted(calendar.notice_days, noun)} before"
        clauses = " · ".join(dict.fromkeys(told[n] for n in ("notice_days", "notice_in")
                                           if n in told))  # fmt: skip
        yield "calendar.notice", part, "Notice of meetings", words, clauses


def _rest(raw: Mapping[str, Any], terms: Terms) -> Iterator[Told]:
    clauses = " · ".join(dict.fromkeys(str(entry["clause"]) for entry in raw["geographies"]))
    places = f"{len(terms.geographies)} geographies: {'; '.join(terms.geographies)}"
    yield "geographies", "Geographies", "Worldwide is all of", places, clauses
    for alias, names in terms.geography_aliases.items():
        yield f"alias.{alias}", "Geographies", f"{alias} stands for", "; ".join(names), clauses
    yield "currency", "Money", "Reporting currency", terms.currency, ""
    given = terms.provisional
    if given is not None:
        words = (
            f"{terms.label(given.tier)} for who is invited in {given.year},"
            f" until {day_text(given.until)}"
        )
        yield "provisional", "First year", "Provisional tier", words, given.clause
    if terms.products.names:
        words = "; ".join(terms.products.names)
        note = "" if terms.products.complete else "; the list is not complete"
        label = "Host products to choose from"
        yield "products", "Integrations", label, f"{words}{note}", terms.products.clause


def _window_words(window: Window) -> str:
    return f"{window.words[:1].upper()}{window.words[1:]}"


def _pipeline(quarters: int) -> str:
    if quarters < 2:
        return "Due in the quarter of the day" if quarters else "None"
    return f"Due in the quarter of the day or the {counted(quarters - 1, 'quarter')} after it"


def _cell(criterion: CriterionTerms, tier: str, terms: Terms, read: Mapping[str, str]) -> AskCell:
    ask = criterion.asks[tier]
    plain = ""
    if ask.obligation != "not_required":
        if criterion.kind == "money":
            places = decimals(terms.currency)
            plain = f"{Decimal(ask.required).scaleb(-places):f}"
        else:
            plain = "yes" if criterion.kind == "yes_no" else str(ask.required)
    place = f"criteria.{criterion.id}."
    reading = _of(read, f"{place}{tier}.") or _whole(read, place)
    words = ask_words(ask, criterion.kind, terms.currency)
    return AskCell(words, plain, ask.obligation, ask.clause, reading)


def _counts(criterion: CriterionTerms) -> str:
    words = _COUNTS.get(criterion.counts, criterion.counts.replace("_", " "))
    if criterion.of and criterion.counts not in ("fact", "agreement"):
        words += f": {listed(criterion.of, 'or')}"
    if criterion.combine == "each":
        words += ", as many in each kind"
    elif criterion.combine == "all":
        words += ", each person in every kind"
    if criterion.counts == "deal_money" and criterion.portion != "tcv":
        words += f", {criterion.portion} portion"
    if criterion.window is not None:
        words += f", {criterion.window.words}"
    if criterion.months:
        words += f", not older than {counted(criterion.months, 'month')}"
    return words


def _read_by(terms: Terms) -> dict[str, str]:
    """The reading behind each place of the program that is not read in the usual way."""
    found: dict[str, str] = {}
    for entry in terms.interpretations:
        key = entry.chosen.partition(":")[0]
        if key != entry.usual:
            chosen = [option for option in entry.options if option.key == key]
            found |= {place: entry.id for option in chosen for place in option.sets}
    return found


def _of(read: Mapping[str, str], place: str) -> str:
    return next((reading for where, reading in read.items() if where.startswith(place)), "")


def _whole(read: Mapping[str, str], place: str) -> str:
    """The reading that has changed what a criterion counts, and so all of its cells."""
    fields = (f"{place}{name}" for name in ("of", "combine", "months", "window", "portion"))
    return next((read[where] for where in fields if where in read), "")
