"""The hygiene rules: what each is called, why it matters, and which make sense under a program."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.hygiene.thresholds import KEYS, Thresholds
from models.names import fold
from models.program.bringing import MONEY
from models.program.deals import Periods, periods
from models.program.terms import Terms


@dataclass(frozen=True, slots=True)
class Rule:
    """`title` names what is wrong, `why` says what it leads to, `fix` what puts it right.

    `weighs` tells whether a deal with such a finding is not clean; the others are advice.
    `lift` and `lifted` are how a sentence begins that says what putting it right would bring.
    """

    key: str
    title: str
    why: str
    fix: str
    weighs: bool = True
    measure: str = ""
    lift: tuple[str, str] = ("", "")


_RULES = (
    Rule(
        "past_close_date",
        "Past its close date",
        "An open deal whose date has passed is closed by now, or late. Whatever is planned by its"
        " date is planned wrong.",
        "Give it another date, or say how it ended.",
        measure="pipeline_quarters",
        lift=("Moving {n} date into the window", "Moving {n} dates into the window"),
    ),
    Rule(
        "outside_window",
        "Outside the window",
        "An open deal counts only while it is dated in the window of the day; one without a date"
        " counts nowhere.",
        "Move the date into the window where the deal can close by then.",
        measure="pipeline_quarters",
        lift=("Moving {n} date into the window", "Moving {n} dates into the window"),
    ),
    Rule(
        "no_money",
        "Zero amount",
        "A deal's value is the partner's portion and the host's services; without the partner's"
        " portion it adds nothing of the partner's to the sum.",
        "Type the partner portion, or mark the deal as not qualified.",
        measure="amount",
    ),
    Rule(
        "no_services",
        "No services portion",
        "The host's services are part of every engagement; a deal without them is distribution"
        " only, and a program may leave it out of the sum.",
        "State the services portion: a percentage of the value, or an amount.",
        measure="exclude_without_services",
        lift=(
            "Stating the services portion of {n} deal",
            "Stating the services portion of {n} deals",
        ),
    ),
    Rule(
        "no_next_step",
        "No next step",
        "A deal that closes soon and has nothing planned seldom closes on its date.",
        "Write down what happens next.",
    ),
    Rule(
        "unchanged",
        "Unchanged for long",
        "A deal that nobody has touched for so long is likely to be other than it says.",
        "Look at it with the partner: change what is other, or keep it as it is.",
    ),
    Rule(
        "duplicate",
        "Duplicate",
        "A deal that is there twice counts twice.",
        "Delete all but one, or keep them where they are two deals.",
    ),
    Rule(
        "stage_skipped",
        "Stage skipped",
        "A deal that jumps over a stage may lack what that stage is for.",
        "Set the stage back, or keep it as it is.",
    ),
    Rule(
        "no_offering",
        "Not linked to an offering",
        "The partner's portion is its core competency, resold inside an offering; without the link"
        " nobody can say which.",
        "Choose the offering that the deal sells.",
        weighs=False,
    ),
)
RULES: Mapping[str, Rule] = {rule.key: rule for rule in _RULES}
assert tuple(RULES) == KEYS  # noqa: S101  one order everywhere
WEIGHING = frozenset(key for key, rule in RULES.items() if rule.weighs)


@dataclass(frozen=True, slots=True)
class Scope:
    """What deals are held against on a day.

    `days` is None where no program is in force. `offerings` are the partners that have some,
    `stages_before` is the stage that a deal was known with before the one that it has, `order`
    the place of each stage by its folded name. `off` says by rule why it does not speak.
    """

    as_of: date
    thresholds: Thresholds
    days: Periods | None = None
    offerings: frozenset[int] = frozenset()
    stages_before: Mapping[int, str] | None = None
    order: Mapping[str, int] | None = None
    off: Mapping[str, str] | None = None
    excludes_bare: bool = False

    def speaks(self, rule: str) -> bool:
        return rule not in (self.off or {})


def scope(
    as_of: date,
    thresholds: Thresholds,
    terms: Terms | None,
    offerings: frozenset[int] = frozenset(),
    stages_before: Mapping[int, str] | None = None,
) -> Scope:
    """The scope of a day; `stages_before` is None where stages are known of no earlier day."""
    days = periods(terms, as_of) if terms is not None else None
    return Scope(
        as_of,
        thresholds,
        days,
        offerings,
        stages_before or {},
        {fold(stage): at for at, stage in enumerate(thresholds.stages)},
        _off(thresholds, terms, days, knows_stages=stages_before is not None),
        terms is not None and terms.exclude_without_services,
    )


def clause_of(rule: str, terms: Terms | None) -> str:
    """The clause of the program that a rule comes from; blank where there is none."""
    measure = RULES[rule].measure
    if terms is None or not measure:
        return ""
    if measure == "amount":
        return terms.amount.clause if terms.amount else ""
    return terms.measure_clauses.get(measure, "")


def _off(
    thresholds: Thresholds, terms: Terms | None, days: Periods | None, *, knows_stages: bool
) -> dict[str, str]:
    """The rules that do not speak, with the reason."""
    off = {}
    if days is None or terms is None:
        off["outside_window"] = "No program is in force on this day, so there is no window."
    elif days.window_last < days.window_first:
        off["outside_window"] = f"{terms.program} counts no open deals, so there is no window."
    if terms is not None and not any(told.counts in MONEY for told in terms.criteria):
        for key in ("no_money", "no_services"):
            off[key] = f"{terms.program} asks for no money."
    if len(thresholds.stages) < 3:
        off["stage_skipped"] = "It takes an order of three stages or more; set it in the rules."
    elif not knows_stages:
        off["stage_skipped"] = "Stages are known of no earlier day yet; the next import keeps them."
    return {
        key: "Switched off in the rules." if not thresholds.on(key) else off[key]
        for key in KEYS
        if key in off or not thresholds.on(key)
    }
