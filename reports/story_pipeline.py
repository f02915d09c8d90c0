"""What the deal pages say, in sentences: their titles, their support, and why a deal is watched."""

from collections.abc import Sequence
from datetime import date

from models.action import Action
from models.background import OmissionCase
from models.names import fold
from models.partner_file import CountedDeal
from models.text import (
    compact_money,
    count_word,
    counted,
    day_text,
    listed,
    lower_first,
    money_said,
    number,
    sentence,
)
from reports.figures import Figures, sum_of
from reports.figures_pipeline import (
    BEYOND,
    LATER,
    PASSED,
    UNDATED,
    Slip,
    cover_of_target,
    has_window,
    in_quarter,
    quarters,
    shown,
    slips,
)
from reports.marks import PAST_MARK, STEADY_MARK, WATCH_MARK

FEW = 5  # decided deals below which a rate says nothing
_OUT = (BEYOND, UNDATED)
_SILENT = frozenset({"past_close_date", "outside_window", "no_services"})  # seen from the deal
OMISSIONS = {
    "flagged": "Flagged",
    "under_review": "Under review",
    "more_information": "More information asked for",
    "accepted": "Accepted",
    "rejected": "Rejected",
    "withdrawn": "Withdrawn",
}


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


# ---- the pipeline by quarter and stage ---------------------------------------------------------


def pipeline_title(figures: Figures) -> str:
    deals = shown(figures)
    if not deals:
        if has_window(figures):
            return "No open deal is expected to close inside the window"
        return "No open deal is expected to close in the coming four quarters"
    amount = money_said(sum_of(deals).total, figures.currency)
    cover = cover_of_target(figures)
    if cover is None:
        where = "in the window" if has_window(figures) else "in the coming four quarters"
        return f"{amount} of open pipeline is due {where}"
    label = cover.tier.label
    if cover.needed <= 0:
        return f"Wins and losses alone reach {label}; {amount} of open pipeline is margin"
    if cover.has >= cover.needed:
        return f"{amount} open in the window {times(cover.tenths)} what {label} still needs"
    missing = money_said(cover.needed - cover.has, figures.currency)
    return f"The open pipeline leaves {label} {missing} short, even if all of it is won"


def nothing_open(figures: Figures) -> str:
    """Why there is nothing to tell of open deals."""
    if not any(one.deal.status == "open" for one in figures.facts.file.deals):
        return "No deal is open."
    where = "in the window" if has_window(figures) else "in the coming four quarters"
    return f"No open deal that counts is due {where}."


def times(tenths: int) -> str:
    """How something is covered, in words: "just covers", "covers 2.4 times", "covers 3 times"."""
    if tenths == 10:
        return "just covers"
    part = f".{tenths % 10}" if tenths % 10 else ""
    return f"covers {tenths // 10}{part} times"


def pipeline_support(figures: Figures) -> str:
    """How much the target needs, and in which quarter most of the pipeline is due."""
    deals = shown(figures)
    if not deals:
        return ""
    said = []
    cover = cover_of_target(figures)
    if cover is not None and cover.needed > 0:
        needed = money_said(cover.needed, figures.currency)
        said.append(f"{cover.tier.label} needs {needed} from the pipeline beside wins and losses")
    elif not has_window(figures):
        said.append(f"{figures.facts.decision.program} leaves open deals out of its total")
    whole = sum_of(deals).total
    if whole:
        top = max(quarters(figures), key=lambda one: in_quarter(deals, one).total)
        part = in_quarter(deals, top).total * 100 // whole
        due = counted(in_quarter(deals, top).deals, "deal")
        said.append(f"{part}% of what is open is due in {top}, in {due}")
    return sentence("; ".join(said)) if said else ""


def conversion(figures: Figures) -> str:
    """What is known of how deals go on from stage to stage, without a figure nobody has."""
    won, all_of_them = figures.win_rate
    if all_of_them < FEW:
        return (
            "How many deals go on from one stage to the next is not recorded, and too few were"
            " decided to tell a rate."
        )
    return (
        "How many deals go on from one stage to the next is not recorded; of"
        f" {number(all_of_them)} decided in {figures.closed_said}, {won * 100 // all_of_them}%"
        " were won."
    )


# ---- slips and hygiene -------------------------------------------------------------------------


def slips_title(figures: Figures) -> str:
    found = slips(figures)
    amount = money_said(sum(one.minor for one in found), figures.currency)
    kinds = {one.kind for one in found}
    deals = f"{count_word(len(found))} open {'deal' if len(found) == 1 else 'deals'}"
    if kinds == {LATER}:
        moved = "was" if len(found) == 1 else "were"
        return f"{_capital(deals)} worth {amount} {moved} moved to a later date"
    if kinds == {PASSED}:
        has = "is past its" if len(found) == 1 else "are past their"
        return f"{_capital(deals)} worth {amount} {has} expected close"
    if LATER not in kinds and PASSED not in kinds:
        stand = "is dated" if len(found) == 1 else "are dated"
        nowhere = ", or not at all" if UNDATED in kinds else ""
        return f"{_capital(deals)} worth {amount} {stand} outside the window{nowhere}"
    also = " or outside the window" if kinds & {BEYOND, UNDATED} else ""
    stand = "is late" if len(found) == 1 else "are late"
    return f"{_capital(deals)} worth {amount} {stand}{also}"


def hygiene_title(figures: Figures) -> str:
    """How many findings there are, by the deals that have them."""
    notes = figures.facts.background.hygiene
    deals = len({deal for note in notes for deal in note.ids})
    rules = sum(1 for note in notes if note.deals)
    many = "one finding" if rules == 1 else f"{count_word(rules)} kinds of findings"
    have = "has" if deals == 1 else "have"
    some = f"{_capital(count_word(deals))} {'deal' if deals == 1 else 'deals'}"
    return f"{some} {have} {many} to put right"


def slips_support(figures: Figures, *, whole: bool = True) -> str:
    """How much of it does not count; `whole` adds what putting it right would bring."""
    found = slips(figures)
    idle = [one for one in found if one.deal is not None and one.deal.bucket != "pipeline"]
    said = []
    if idle and has_window(figures):
        amount = money_said(sum(one.minor for one in idle), figures.currency)
        of_it = "None" if len(idle) == len(found) else f"{amount} of it"
        said.append(f"{of_it} {'counts' if of_it == 'None' else 'does not count'} today.")
    return " ".join([*said, *([gains_said(figures)] if whole else [])]).strip()


def gains_said(figures: Figures) -> str:
    """What putting the findings right would bring to the total, and to the tier."""
    notes = figures.facts.background.hygiene
    gains = max((note.comes for note in notes), default=0)
    if not gains:
        return ""
    amount = money_said(gains, figures.currency)
    lifts = next((note.said for note in notes if note.comes and note.said), "")
    return f"Putting the dates right would bring up to {amount} into the total. {lifts}".strip()


def slip_tiles(figures: Figures) -> list[tuple[str, str, str]]:
    """The slips by kind: a name, their money, and how many they are."""
    found, currency = slips(figures), figures.currency

    def told(name: str, some: list[Slip]) -> tuple[str, str, str]:
        return name, compact_money(sum(one.minor for one in some), currency), counted(
            len(some), "open deal"
        )  # fmt: skip

    idle = [one for one in found if one.deal is not None and one.deal.bucket != "pipeline"]
    tiles = [
        told("Moved to a later date", [one for one in found if one.kind == LATER]),
        told("Past the expected close", [one for one in found if is_past(one, figures)]),
        told("Outside the window, or undated", [one for one in found if one.kind in _OUT]),
    ]
    if figures.facts.background.movement is None:
        tiles = tiles[1:]
    if has_window(figures):
        return [*tiles, told("Of these, not counted today", idle)]
    return tiles[:-1]


def is_past(slip: Slip, figures: Figures) -> bool:
    """Whether the deal's day has gone by, moved to a later one before or not."""
    if slip.kind == LATER:
        return slip.now is not None and slip.now < figures.facts.as_of
    return slip.kind == PASSED


def slip_said(slip: Slip, figures: Figures) -> str:
    """What became of a deal's date, in a few words."""
    if slip.kind == LATER and slip.was and slip.now:
        later = f"{counted((slip.now - slip.was).days, 'day')} later"
        return f"{later}, past" if is_past(slip, figures) else later
    if slip.kind == PASSED and slip.was:
        return f"{counted((figures.facts.as_of - slip.was).days, 'day')} past"
    if slip.kind == UNDATED or slip.now is None:
        return "No date"
    first, last = figures.facts.file.window
    if slip.now < first:
        return f"Before {day_text(first)}"
    return f"After {day_text(last)}"


# ---- the largest deals -------------------------------------------------------------------------


def deals_title(figures: Figures) -> str:
    found = shown(figures)
    if not found:
        return "Nothing is open in the window"
    whole = sum_of(found).total
    amount = money_said(whole, figures.currency)
    if len(found) == 1:
        return f"One open deal is the whole pipeline: {amount}"
    if len(found) <= 3:
        return f"{_capital(count_word(len(found)))} open deals are the whole pipeline: {amount}"
    part = sum_of(found[:3]).total * 100 // whole if whole else 0
    return f"The three largest of {count_word(len(found))} open deals hold {part}% of the pipeline"


def deals_support(deals: Sequence[CountedDeal], figures: Figures) -> str:
    """How many of the deals shown have something against them."""
    if not deals:
        return ""
    late = sum(standing(one, figures)[0] == PAST_MARK for one in deals)
    watched = sum(standing(one, figures)[0] == WATCH_MARK for one in deals)
    if not late and not watched:
        return "Nothing on record speaks against any of the largest deals."
    parts = []
    if late:
        parts.append(f"{count_word(late)} {'is' if late == 1 else 'are'} past the expected close")
    if watched:
        parts.append(f"{count_word(watched)} {'needs' if watched == 1 else 'need'} watching")
    if len(deals) == 1:
        return "It is past the expected close." if late else "It needs watching."
    return f"Of the {count_word(len(deals))} largest, {listed(parts)}."


def standing(one: CountedDeal, figures: Figures) -> tuple[str, str]:
    """A deal's mark, and what speaks against it: its dates and figures, and what a review noted."""
    said, record = [], one.deal
    as_of = figures.facts.as_of
    late = record.close_date is not None and record.close_date < as_of
    if record.close_date is None:
        said.append("no expected close")
    elif late:
        said.append(f"{counted((as_of - record.close_date).days, 'day')} past its close")
    first, last = figures.facts.file.window
    if has_window(figures) and record.close_date and not first <= record.close_date <= last:
        said.append("outside the window")
    if not one.services_minor and one.tcv_minor:
        said.append("no services portion")
    notes = figures.facts.background.deal_notes
    said += [
        lower_first(note.blocker) for note in notes if note.deal_id == record.id and note.blocker
    ]
    said += [
        lower_first(note.name)
        for note in figures.facts.background.hygiene
        if record.id in note.ids and note.rule not in _SILENT and note.rule != "no_offering"
    ]
    if not said:
        return STEADY_MARK, "None on record"
    return (PAST_MARK if late else WATCH_MARK), _capital("; ".join(said))


def actions_on(deals: Sequence[CountedDeal], figures: Figures) -> list[tuple[Action, int]]:
    """Open actions about deals, each with the deal that it names (0 for none), the urgent first.

    An action is about deals where it names one, or is to bring money to a criterion.
    """
    names = [
        (fold(word), one.deal.id)
        for one in deals
        for word in (one.deal.deal_id, one.deal.name, one.deal.customer)
        if len(word) > 3
    ]
    money = {one.id for one in figures.criteria if one.kind == "money"}
    found = []
    for action in figures.facts.background.actions:
        if action.state != "open":
            continue
        words = fold(action.title)
        deal = action.deal_id or next((key for name, key in names if name in words), 0)
        if deal or action.criterion in money:
            found.append((action, deal))
    return sorted(found, key=lambda one: (one[0].priority, one[0].due_on or date.max, one[0].id))


# ---- omissions ---------------------------------------------------------------------------------


def omissions_title(cases: Sequence[OmissionCase]) -> str:
    """How many deals the partner says are missing, and how many of them wait for a decision."""
    waiting = sum(one.state in ("flagged", "under_review", "more_information") for one in cases)
    said = f"{_capital(count_word(len(cases)))} omission {'case' if len(cases) == 1 else 'cases'}"
    if not waiting:
        return f"{said}, decided" if len(cases) == 1 else f"{said}, all decided"
    if waiting == len(cases):
        return f"{said}, not decided yet" if len(cases) == 1 else f"{said}, none decided yet"
    return f"{said}, {count_word(waiting)} not decided yet"
