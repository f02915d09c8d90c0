"""What the figures say, in sentences: the verdict, what is strong, what worries, what it takes."""

from models.program.decision import Criterion
from models.text import (
    basis_text,
    compact_money,
    count_word,
    counted,
    day_text,
    gap_text,
    money_said,
    number,
    participation_text,
    value_text,
)
from reports.figures import Figures


def word(count: int, *, start: bool = False) -> str:
    """A count as a sentence has it: one to nine in letters, above that in figures."""
    said = count_word(count)
    return _capital(said) if start else said


def part(count: int) -> str:
    """A part of a whole at the start of a sentence: "None", "Nine", "13"."""
    return word(count, start=True) if count else "None"


def verdict(figures: Figures) -> str:
    """The one sentence of the pack: which tier, and what stands before the next one."""
    target = figures.target.label
    have = have_text(figures)
    if figures.at_top:
        asked_for = [r for r in figures.rows(figures.target.key) if r.obligation == "required"]
        return f"{have}: all {word(len(asked_for))} criteria of the highest tier are met"
    gaps = figures.open_rows
    if len(gaps) == 1:
        return f"{have}; {_one_gap(gaps[0], figures)}"
    money = next((gap for gap in gaps if gap.id == figures.money_criterion), None)
    if money is None:
        return f"{have}; {word(len(gaps))} criteria are open for {target}"
    others = len(gaps) - 1
    more = f"{word(others)} other {'criterion' if others == 1 else 'criteria'}"
    short = f"{money_said(money.gap, figures.currency)} more {_label(money.id, figures)}"
    return f"{have}; {target} needs {short} and {more}"


def have_text(figures: Figures) -> str:
    """What stands today, as the start of a sentence; outside the program nothing is earned."""
    if figures.earned is None:
        return "No tier is earned yet"
    inside = figures.decision.gates.invitation and figures.decision.gates.agreement
    label = figures.earned.label
    return f"{label} is earned" if inside else f"The records give {label}"


def _label(criterion: str, figures: Figures) -> str:
    return figures.terms.criterion(criterion).label


def _one_gap(gap: Criterion, figures: Figures) -> str:
    terms = figures.terms.criterion(gap.id)
    target = figures.target.label
    if terms.kind == "money":
        return f"{money_said(gap.gap, figures.currency)} more {terms.label} reaches {target}"
    return f"one criterion is open for {target}: {terms.label}"


def standing(figures: Figures) -> str:
    """The line under the verdict: what is granted, and how the partner takes part."""
    decision = figures.decision
    part = participation_text(decision.participation)
    if decision.granted_tier is None:
        return f"{part}; no tier is granted on this day."
    label = figures.terms.label(decision.granted_tier)
    basis = basis_text(decision.granted_basis or "").lower()
    until = next(
        (
            f", until {day_text(grant.until_on)}"
            for grant in figures.facts.file.grants
            if grant.tier == decision.granted_tier
            and figures.terms.grants(grant.tier, grant.program)
            and grant.from_on <= decision.as_of
            and grant.until_on is not None
            and grant.until_on >= decision.as_of
        ),
        "",
    )
    same = decision.granted_tier == decision.calculated_tier
    gives = figures.earned.label if figures.earned else "no tier"
    other = "" if same else f" The records of this day give {gives}."
    return f"{part}; granted tier {label} ({basis}{until}).{other}"


def label_of_calculated(figures: Figures) -> str:
    return figures.earned.label if figures.earned else f"None ({figures.terms.outside.label})"


def short_by(row: Criterion, figures: Figures) -> str:
    """How much a criterion lacks: "$0.01 short", "3 people short", "Missing"."""
    terms = figures.terms.criterion(row.id)
    return _capital(gap_text(row.gap, terms.kind, figures.currency, terms.unit))


def asked(row: Criterion, figures: Figures) -> str:
    """What a tier asks for one criterion, as a cell shows it."""
    terms = figures.terms.criterion(row.id)
    if row.obligation == "not_required":
        return "Not asked"
    if terms.kind == "yes_no":
        return row.obligation.capitalize()
    if terms.asks[row.tier].all_of_them:
        return "Worldwide"
    if terms.kind == "money":
        return compact_money(int(row.required), figures.currency)
    return number(row.required)


def closing_moves(figures: Figures) -> list[tuple[str, str, str]]:
    """What it takes to reach the target tier: (criterion, what is missing, clause)."""
    return [
        (figures.terms.criterion(row.id).label, short_by(row, figures), row.clause)
        for row in figures.open_rows
    ]


def strengths(figures: Figures) -> list[str]:
    """Up to three sentences on what stands well, the weightiest first."""
    said = []
    money = next(
        (row for row in figures.rows(figures.target.key) if row.id == figures.money_criterion), None
    )
    if figures.at_top and money is not None:
        margin = int(money.actual) - int(money.required)
        said.append(
            f"{figures.terms.tcv_label} is {money_said(margin, figures.currency)} above"
            f" the {figures.target.label} target."
        )
    rows = [row for row in figures.rows(figures.target.key) if row.obligation == "required"]
    met = sum(row.met for row in rows)
    if met and not figures.at_top:
        verb = "is" if met == 1 else "are"
        said.append(
            f"{word(met, start=True)} of {word(len(rows))} required criteria of"
            f" {figures.target.label} {verb} met."
        )
    won, decided = figures.win_rate
    if won and won * 2 >= decided:
        wins = money_said(figures.sums["wins"].total, figures.currency)
        said.append(f"{word(won, start=True)} of {word(decided)} decided deals were won: {wins}.")
    pipeline = figures.sums["pipeline"]
    if pipeline.deals:
        amount = money_said(pipeline.total, figures.currency)
        holds = "holds" if pipeline.deals == 1 else "hold"
        said.append(f"{counted(pipeline.deals, 'open deal')} in the window {holds} {amount}.")
    beyond = [
        row.id
        for row in rows
        if row.met and not isinstance(row.actual, bool) and row.actual > row.required
    ]
    extra = [name for name in beyond if name != figures.money_criterion]
    if extra:
        label = figures.terms.criterion(extra[0]).label
        row = figures.row(extra[0], figures.target.key)
        verb = "is" if row.required == 1 else "are"
        said.append(f"{label}: {number(row.actual)}, where {number(row.required)} {verb} asked.")
    return [_capital(sentence) for sentence in said[:3]]


def concerns(figures: Figures) -> list[str]:
    """Up to three sentences on what threatens the tier or the next one, the weightiest first."""
    said = []
    earned, decision = figures.earned, figures.decision
    granted = figures.terms.by_key.get(decision.granted_tier or "")
    if granted and (earned is None or granted.rank < earned.rank):
        have = earned.label if earned else "no tier"
        said.append(f"{granted.label} is granted, but the records of this day give {have}.")
    said += _falls(figures)
    for name, (text, day) in figures.runs_out.items():
        label = figures.terms.criterion(name).label
        who = "" if text == label else f" ({text})"
        said.append(f"{label}{who} ends on {day_text(day)}, before the next measurement.")
    if not decision.gates.invitation:
        said.append("No invitation has been accepted, so no tier can be granted.")
    elif not decision.gates.agreement:
        said.append("The program agreement is not in force, so no tier can be granted.")
    if figures.slipped:
        amount = money_said(sum(deal.tcv_minor for deal in figures.slipped), figures.currency)
        late = counted(len(figures.slipped), "open deal")
        their = "is past its" if len(figures.slipped) == 1 else "are past their"
        said.append(f"{late} worth {amount} {their} expected close.")
    bare = decision.tcv.without_services
    if bare:
        said.append(f"{money_said(bare, figures.currency)} of the total carry no host services.")
    pipeline = figures.of("pipeline")
    if len(pipeline) > 3:
        top, whole = sum(d.tcv_minor for d in pipeline[:3]), figures.sums["pipeline"].total
        if whole and top * 2 > whole:
            said.append(f"The three largest deals are {top * 100 // whole}% of the pipeline.")
    won, decided = figures.win_rate
    if decided and won * 2 < decided:
        said.append(
            f"{word(decided - won, start=True)} of {word(decided)} decided deals were lost."
        )
    if not figures.facts.file.deals and figures.terms.amount:
        said.append(f"No deal is recorded, so {figures.terms.tcv_label} is zero.")
    return [_capital(sentence) for sentence in said[:3]]


def _falls(figures: Figures) -> list[str]:
    """That the next measure gives less than today's records, where it does."""
    ahead, earned = figures.facts.background.ahead, figures.earned
    then = figures.terms.by_key.get(ahead.tier) if ahead else None
    if ahead is None or earned is None or then is None or not figures.decision.gates.invitation:
        return []  # a tier of another program is not held against this one's
    if then != figures.terms.outside and then.rank <= earned.rank:
        return []
    day = day_text(ahead.day)
    said = f"On {day} the records would give {ahead.label}"
    return [f"{said}, even if every open deal closes on its day."]


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def gates(figures: Figures) -> tuple[tuple[str, bool], ...]:
    """The four gates of the program, and whether each stands open to the partner (A02)."""
    state, lowest = figures.decision.gates, figures.terms.lowest.label
    return (
        ("Invitation accepted", state.invitation),
        ("Program agreement in force", state.agreement),
        (f"{figures.terms.requirement_label}, judged for {lowest}", state.tcv),
        (f"Prerequisites, judged for {lowest}", state.prerequisites),
    )


def margins(figures: Figures) -> list[tuple[str, str]]:
    """How far each measured criterion of the earned tier is above what it asks."""
    if figures.earned is None:
        return []
    said = []
    for row in figures.rows(figures.earned.key):
        terms = figures.terms.criterion(row.id)
        if row.obligation == "required" and row.met and terms.kind != "yes_no":
            over = int(row.actual) - int(row.required)
            more = f"{value_text(over, terms.kind, figures.currency)} above"
            said.append((terms.label, more if over else "Just met"))
    return said


def thinnest(figures: Figures) -> str:
    """At the highest tier: what has the least to spare, as the end of a sentence."""
    if len(figures.runs_out) == 1:
        name = next(iter(figures.runs_out))
        return f"first to run out: {_label(name, figures)}"
    if figures.runs_out:
        return f"{word(len(figures.runs_out))} criteria run out before it is measured again"
    for row in figures.rows(figures.target.key):
        terms = figures.terms.criterion(row.id)
        if terms.kind == "money" and row.met:
            over = money_said(int(row.actual) - int(row.required), figures.currency)
            return f"{terms.label} is {over} above its target"
    return ""
