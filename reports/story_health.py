"""The health of the relationship: four views, each judged only by what the records give."""

from collections.abc import Sequence
from typing import NamedTuple

from models.health import BELOW, NEAR, NO_EVIDENCE, ON_TARGET, UNKNOWN, WORDS, judged
from models.ledger_health import NO_LIST, LedgerHealth, Share
from models.program.terms import Tier
from models.text import counted, listed, money_said, number
from reports import story
from reports.figures import Figures
from reports.figures_capability import training_lines

STRATEGIC = "No joint objective is recorded."
RELATIONSHIP = "No survey of either side is recorded."
GOVERNANCE = "Notice of meetings, surveys and infractions: nothing is recorded."
_WORST = (BELOW, NEAR, ON_TARGET)


class Measure(NamedTuple):
    """A figure and what is wanted of it, with what it means; a whole of 0 is not known."""

    name: str
    part: int
    whole: int
    said: str

    @property
    def percent(self) -> int | None:
        return self.part * 100 // self.whole if self.whole > 0 else None


class View(NamedTuple):
    """One of the four views; `colour` is that of its weakest figure, blank without any."""

    name: str
    colour: str
    evidence: str
    measures: tuple[Measure, ...] = ()

    @property
    def words(self) -> str:
        return WORDS.get(self.colour, NO_EVIDENCE)


def views(figures: Figures) -> tuple[View, View, View, View]:
    """Strategic, financial, operational and relationship."""
    return (
        View("Strategic", UNKNOWN, STRATEGIC),
        _view("Financial", _money(figures), figures, _no_money(figures)),
        _operational(figures),
        View("Relationship", UNKNOWN, RELATIONSHIP),
    )


def colour_of(measure: Measure, figures: Figures) -> str:
    return judged(measure.part, measure.whole, figures.facts.background.limits)


def _view(name: str, measures: Sequence[Measure], figures: Figures, none: str) -> View:
    known = tuple(one for one in measures if one.whole > 0)
    colours = {colour_of(one, figures) for one in known}
    colour = next((one for one in _WORST if one in colours), UNKNOWN)
    return View(name, colour, " ".join(one.said for one in known) or none, known)


def held_tier(figures: Figures) -> Tier | None:
    """The granted tier; None without one, or where it is another program's."""
    tier = figures.terms.by_key.get(figures.decision.granted_tier or "")
    return tier if tier in figures.terms.tiers else None


def _money(figures: Figures) -> list[Measure]:
    tier = held_tier(figures)
    target = next((asked for one, asked in figures.money_targets() if one == tier), 0)
    if tier is None or not target:
        return []
    total, currency = figures.decision.tcv.total, figures.currency
    name = f"{figures.terms.tcv_label}, {tier.label}"
    said = f"{money_said(total, currency)} of the {money_said(target, currency)} that"
    return [Measure(name, total, target, f"{said} {tier.label} asks for.")]


def _no_money(figures: Figures) -> str:
    if held_tier(figures) is None:
        return "No tier is granted, so there is no target to be held against."
    return f"{figures.terms.program} asks for no amount."


def _operational(figures: Figures) -> View:
    ledger = figures.facts.background.ledger
    measures = [*_list(ledger), *_trained(figures)]
    found = _view("Operational", measures, figures, NO_LIST)
    listed_ = ledger.evidence if ledger is not None else NO_LIST
    trained = " ".join(one.said for one in _trained(figures))
    return found._replace(evidence=f"{listed_} {trained}".strip())


def _list(ledger: LedgerHealth | None) -> list[Measure]:
    if ledger is None or ledger.listed_on is None:
        return []
    told: list[tuple[str, Share]] = [
        ("The host's open deals that the list confirms", ledger.named),
        ("Deals of the list that the host knows", ledger.known),
        ("Deals in both lists that agree", ledger.agreed),
    ]
    return [Measure(name, share.part, share.whole, "") for name, share in told]


def _trained(figures: Figures) -> list[Measure]:
    """Trained people against the minimum of the tier that is held, else of the one aimed at."""
    tier = held_tier(figures) or figures.target
    found: list[Measure] = []
    if not figures.facts.file.trainings:
        return found  # nothing on record is no evidence that nobody is trained
    for line in training_lines(figures):
        asked = line.asked(tier)
        if not line.deeper and asked:
            people = counted(line.value, "trained person", "trained people")
            said = (
                f"{people[:1].upper()}{people[1:]} of {number(asked)} that {tier.label} asks for."
            )
            found.append(Measure(f"Trained people, {tier.label}", line.value, asked, said))
    return found


def title(found: Sequence[View]) -> str:
    """Which views are judged and how, and for how many there is nothing to judge by."""
    known = [view for view in found if view.colour]
    if not known:
        return "No view of the relationship can be judged yet: too little is on record"
    said = []
    for colour in (ON_TARGET, NEAR, BELOW):
        names = [view.name.lower() for view in known if view.colour == colour]
        if names:
            verb = "is" if len(names) == 1 else "are"
            said.append(f"{listed(names)} health {verb} {WORDS[colour].lower()}")
    said[0] = said[0][:1].upper() + said[0][1:]
    lacking = len(found) - len(known)
    if not lacking:
        return listed(said)
    views_ = f"{story.word(lacking)} of {story.word(len(found))} views"
    return f"{listed(said)}; {views_} {'lacks' if lacking == 1 else 'lack'} data"
