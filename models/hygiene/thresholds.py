"""From when on each hygiene rule speaks: numbers and words that a portfolio may set for itself."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from models.errors import UserError
from models.names import fold, tidy

KEYS = (
    "past_close_date", "outside_window", "no_money", "no_services", "no_next_step", "unchanged",
    "duplicate", "stage_skipped", "no_offering",
)  # fmt: skip
MOST_DAYS = 3_650
LEAST_LIKE = 60  # percent; below it nearly any two names would be alike
_STAGES = ("Qualify", "Validate", "Propose", "Negotiate", "Contract")
_MOST_STAGES = 30


@dataclass(frozen=True, slots=True)
class Thresholds:
    """`off` are rules that are switched off, `stages` the order in which a deal goes through them.

    A deal is unchanged when it was last written more than `unchanged_days` ago; it needs a next
    step from `next_step_days` before its close date on. Names of one customer's deals are alike
    from `likeness` percent on, 100 is equal. A clean share of `clean_share` percent is good.
    """

    unchanged_days: int = 60
    next_step_days: int = 21
    likeness: int = 92
    clean_share: int = 85
    stages: tuple[str, ...] = _STAGES
    off: tuple[str, ...] = ()

    def on(self, rule: str) -> bool:
        return rule not in self.off


DEFAULTS = Thresholds()


def checked(told: Thresholds) -> Thresholds:
    """The same, tidied. Raises UserError for what can't be: its hint names the field's key."""
    for name, least, most, what in (
        ("unchanged_days", 1, MOST_DAYS, "Days unchanged"),
        ("next_step_days", 0, MOST_DAYS, "Days before the close date"),
        ("likeness", LEAST_LIKE, 100, "Likeness"),
        ("clean_share", 1, 100, "The clean share"),
    ):
        value = getattr(told, name)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise UserError(f"{what} can be {least:,} to {most:,}, not {value}.", "Type another.")
    stages = stages_of(told.stages)
    unknown = sorted(set(told.off) - set(KEYS))
    if unknown:
        raise UserError(
            f"There is no hygiene rule {unknown[0]!r}.", f"Known are {', '.join(KEYS)}."
        )
    return replace(told, stages=stages, off=tuple(key for key in KEYS if key in told.off))


def stages_of(words: Iterable[str]) -> tuple[str, ...]:
    """Stages in their order, without blanks. Raises UserError for one that is there twice."""
    stages = tuple(stage for word in words if (stage := tidy(word)))
    seen: set[str] = set()
    for stage in stages:
        if fold(stage) in seen:
            raise UserError(f"The stage {stage} is there twice.", "A stage has one place.")
        seen.add(fold(stage))
    if len(stages) > _MOST_STAGES:
        raise UserError(f"{len(stages)} stages are too many.", f"Name {_MOST_STAGES} at most.")
    return stages


def as_json(told: Thresholds) -> str:
    """What the portfolio's settings keep: only what is other than usual."""
    usual = asdict(DEFAULTS)
    return json.dumps(
        {name: value for name, value in asdict(told).items() if value != usual[name]},
        ensure_ascii=False,
        sort_keys=True,
    )


def from_json(text: str) -> Thresholds:
    """Thresholds as they were kept; what can't be read any more is as usual."""
    try:
        kept: Any = json.loads(text or "{}")
    except ValueError:
        return DEFAULTS
    if not isinstance(kept, dict):
        return DEFAULTS
    found = DEFAULTS
    for field in fields(Thresholds):
        value = kept.get(field.name)
        if value is None:
            continue
        try:
            values: Any = {field.name: tuple(value) if isinstance(value, list) else value}
            found = checked(replace(found, **values))
        except (UserError, TypeError, AttributeError):
            continue
    return found
