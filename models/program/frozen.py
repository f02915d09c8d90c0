"""The facts and the decision of one partner as they were on a day, to be decided again at any time.

Everything is kept that the decision rests on: the partner's records, each deal with its bucket,
reason and converted money, the program's text by its digest, and the readings that were in force.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from models.partner_file import CountedDeal, PartnerFile
from models.program.deals import facts_of, periods, with_deals
from models.program.decide import decide
from models.program.decision import Decision
from models.program.measure import Facts
from models.program.plain import from_plain, to_plain
from models.program.terms import Terms

_FORM = 1


@dataclass(frozen=True)
class Frozen:
    """What was known and what was decided; `deals` are all of the partner's, as counted."""

    facts: Facts
    deals: tuple[CountedDeal, ...]
    decision: Decision
    terms: Terms
    readings: Mapping[str, str] = field(default_factory=dict)

    @property
    def as_of(self) -> date:
        return self.decision.as_of


def frozen_from(file: PartnerFile, terms: Terms, readings: Mapping[str, str]) -> Frozen:
    """A partner's file as it is to be kept."""
    facts = facts_of(file, terms, file.decision.as_of)
    return Frozen(facts, file.deals, file.decision, terms, readings)


def file_of(frozen: Frozen) -> PartnerFile:
    """The frozen records as a partner's file, for whatever shows or prints one."""
    facts = frozen.facts
    days = periods(frozen.terms, frozen.as_of)
    return PartnerFile(
        facts.partner,
        tuple(facts.contacts),
        tuple(facts.agreements),
        tuple(facts.offerings),
        tuple(facts.trainings),
        tuple(facts.integrations),
        frozen.deals,
        tuple(facts.grants),
        frozen.decision,
        (days.window_first, days.window_last),
    )


def again(frozen: Frozen) -> Decision:
    """Decide anew from the frozen deals and records: the same decision, whenever it is asked."""
    decision = frozen.decision
    facts = with_deals(frozen.facts, frozen.deals, frozen.terms, decision.as_of)
    return decide(facts, frozen.terms, decision.as_of, decision.prerequisites_as_of)


def facts_text(facts: Facts, deals: tuple[CountedDeal, ...]) -> str:
    """Facts and counted deals as text that loses nothing; `read_facts` reads it."""
    return _json(
        {
            "form": _FORM,
            "facts": to_plain(Facts, facts),
            "deals": to_plain(tuple[CountedDeal, ...], deals),
        }
    )


def read_facts(text: str) -> tuple[Facts, tuple[CountedDeal, ...]]:
    """Raises ValueError for a text that `facts_text` can't have written."""
    told = _read(text)
    facts: Facts = from_plain(Facts, told.get("facts"))
    deals: tuple[CountedDeal, ...] = from_plain(tuple[CountedDeal, ...], told.get("deals"))
    return facts, deals


def decision_text(decision: Decision) -> str:
    """The whole decision as text that loses nothing; `read_decision` reads it."""
    return _json({"form": _FORM, "decision": to_plain(Decision, decision)})


def read_decision(text: str) -> Decision:
    """Raises ValueError for a text that `decision_text` can't have written."""
    decision: Decision = from_plain(Decision, _read(text).get("decision"))
    return decision


def _json(told: Mapping[str, object]) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _read(text: str) -> Mapping[str, object]:
    told = json.loads(text)
    if not isinstance(told, dict) or told.get("form") != _FORM:
        raise ValueError("it was written by another version of Alliance Desk")
    return told
