"""What a pack claims without proof, what it can't count, and which gaps it would leave out."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from models.background import NOTHING, Background
from models.checklist.proof import Checked, Proof
from models.dates import quarter_of
from models.pack_plan import PackPlan
from models.partner_file import PartnerFile
from models.program.decision import Criterion
from models.program.terms import Terms
from models.text import counted, day_text

# What is proven by the deals' own list needs no paper besides.
_SELF_PROVEN = "deals"
# Sections that say how checklists went; a pack without any of them needs none.
_FROM_CHECKLISTS = frozenset({"health", "prerequisites", "evidence"})


class PackWarning(NamedTuple):
    """Something to look at before a pack is handed over.

    `kind` is no_evidence or ran_out (of a criterion shown as met, which `text` names), no_rate,
    left_out or no_checklist. `where` is the part of the
    partner's page that mends it (evidence, deals, checklists), or section, with its `key`.
    """

    kind: str
    text: str
    hint: str
    where: str
    key: str = ""


def warnings_of(
    file: PartnerFile,
    terms: Terms,
    plan: PackPlan,
    sections: Mapping[str, str],
    *,
    checked: Iterable[Checked] = (),
    proofs: Iterable[Proof] = (),
    background: Background = NOTHING,
) -> tuple[PackWarning, ...]:
    """What to look at, figures without evidence first; `sections` are those of the kind, named."""
    shown = {key: name for key, name in sections.items() if key not in plan.left_out}
    return (
        *_unproven(file, terms, proofs, shown),
        *_without_rate(file),
        *_left_out(file, terms, plan, sections, background),
        *_no_checklist(file.decision.as_of, checked, shown),
    )


def summary(warnings: Sequence[PackWarning]) -> str:
    """All of them in one line: "2 figures have no evidence, 1 more thing to look at"."""
    figures = sum(one.kind in ("no_evidence", "ran_out") for one in warnings)
    rest = len(warnings) - figures
    if not figures:
        return f"{counted(rest, 'thing')} to look at" if rest else ""
    has = "has" if figures == 1 else "have"
    more = f", {counted(rest, 'more thing', 'more things')} to look at" if rest else ""
    return f"{counted(figures, 'figure')} {has} no evidence{more}"


def _unproven(
    file: PartnerFile, terms: Terms, proofs: Iterable[Proof], shown: Mapping[str, str]
) -> list[PackWarning]:
    """Criteria that the tier rests on, met by records that no file in force proves."""
    if not shown.keys() & {"summary", "tier", "prerequisites", "enablement", "health", "briefing"}:
        return []
    day = file.decision.as_of
    files: dict[str, list[Proof]] = {}
    for proof in proofs:
        files.setdefault(proof.criterion, []).append(proof)
    found = []
    for one in _of_tier(file, terms):
        finding = file.decision.findings.get(one.id)
        if not one.met or finding is None or not finding.counted:
            continue
        if all(ref.kind == _SELF_PROVEN for ref in finding.counted):
            continue
        own = files.get(one.id, [])
        if any(proof.evidence.holds_on(day) for proof in own):
            continue
        label = terms.criterion_labels.get(one.id, one.id)
        ended = [p.evidence.expires_on for p in own if p.evidence.expires_on is not None]
        if ended and max(ended) < day:
            text = f"{label}, on {day_text(max(ended))}"
            found.append(PackWarning("ran_out", text, "Add a file", "evidence", one.id))
        else:
            found.append(PackWarning("no_evidence", label, "Add a file", "evidence", one.id))
    return found


def _of_tier(file: PartnerFile, terms: Terms) -> list[Criterion]:
    """The criteria as the calculated tier has them, of the lowest where there is none."""
    earned = file.decision.calculated_tier
    known = {tier.key for tier in terms.tiers}
    tier = earned if earned in known else terms.lowest.key
    return [
        one
        for one in file.decision.criteria
        if one.tier == tier and one.obligation in ("required", "recommended")
    ]


def _without_rate(file: PartnerFile) -> list[PackWarning]:
    counts = Counter(one.deal.currency for one in file.deals if one.bucket == "no_rate")
    return [
        PackWarning(
            "no_rate",
            f"{counted(count, 'deal')} in {currency} without a rate: not in any sum",
            "See the deals",
            "deals",
            currency,
        )
        for currency, count in sorted(counts.items())
    ]


def _left_out(
    file: PartnerFile,
    terms: Terms,
    plan: PackPlan,
    sections: Mapping[str, str],
    background: Background,
) -> list[PackWarning]:
    """Sections that a person left out although they hold something open."""
    held = {
        "decisions": (
            sum(bool(ask.what) for ask in plan.asks),
            "decision wanted",
            "decisions wanted",
        ),
        "commitments": (_late(background, file.decision.as_of), "late commitment", ""),
        "tier": (_gaps(file, terms), "open gap", ""),
        "prerequisites": (_gaps(file, terms, prerequisites=True), "open prerequisite", ""),
        "benefits": (sum(line.overdue for line in background.benefits), "late benefit", ""),
    }
    return [
        PackWarning(
            "left_out",
            f"{sections[key]} is left out and holds {counted(count, one, many)}",
            "Put it in",
            "section",
            key,
        )
        for key, (count, one, many) in held.items()
        if count and key in sections and key in plan.left_out
    ]


def _late(background: Background, day: date) -> int:
    return sum(
        one.state == "open" and one.due_on is not None and one.due_on < day
        for one in background.actions
    )


def _gaps(file: PartnerFile, terms: Terms, *, prerequisites: bool = False) -> int:
    """What keeps the partner from the next tier; of that, the prerequisites alone."""
    step = file.decision.next_tier
    if step is None:
        return 0
    if not prerequisites:
        return len(step.gaps)
    asked = {criterion.id for criterion in terms.criteria if not criterion.is_requirement}
    return sum(gap in asked for gap in step.gaps)


def _no_checklist(
    day: date, checked: Iterable[Checked], shown: Mapping[str, str]
) -> list[PackWarning]:
    now = quarter_of(day)
    if not shown.keys() & _FROM_CHECKLISTS:
        return []
    if any(one.period in (str(now), str(now.year)) for one in checked):
        return []
    text = f"No checklist of {now} has been begun"
    return [PackWarning("no_checklist", text, "Begin one", "checklists")]
