"""How far a partner stands above a tier, and which single loss would cost it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from models.names import fold
from models.partner import Agreement, Contact
from models.partner_file import CountedDeal, PartnerFile
from models.partner_words import missing_for
from models.program.bringing import MONEY, TABLE_OF
from models.program.deal_criteria import BY_DEALS, portion
from models.program.decision import Criterion, Decision, Ref
from models.program.path_words import quoted
from models.program.terms import CriterionTerms, Terms
from models.program.what_if import Trial, decided, low, reaches
from models.text import day_text, gap_text, money_said, sentence

SOON = 90  # days; what ends within them is a loss that has its day
# The most pressing first.
KINDS = ("ends", "slip", "person", "standing")


@dataclass(frozen=True, slots=True)
class Spare:
    """One required criterion of the tier and what it has beyond what is asked."""

    criterion: str
    over: int
    words: str


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that would cost the tier by itself if it went: its records, and how it reads.

    kind: `ends` on a day that is set (`on`), `slip` of an open deal, `person` who leaves, or
    `standing`: what holds until somebody ends it, such as a paper, an offering or a closed deal.
    `tier` is the one that it costs, `why` says what would then be short.
    """

    kind: str
    records: tuple[Ref, ...]
    words: str
    criteria: tuple[str, ...]
    tier: str
    on: date | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Margin:
    """How a partner stands above its calculated tier; without one there is nothing to lose."""

    tier: str
    spares: tuple[Spare, ...]
    losses: tuple[Loss, ...]

    @property
    def at_risk(self) -> bool:
        """Whether anything may go by itself and take a tier with it."""
        return any(loss.kind != "standing" for loss in self.losses)


def margin(file: PartnerFile, terms: Terms, soon: int = SOON) -> Margin:
    """The margin above the calculated tier, with every single loss that costs it."""
    decision = file.decision
    tier = decision.calculated_tier
    rows = [c for c in decision.criteria if c.tier == tier and c.obligation == "required"]
    spares = tuple(_spare(row, terms) for row in rows)
    losses = [*_deals(file, terms, rows), *_records(file, terms, rows, soon)]
    losses += _exception(decision, file, terms, soon)
    losses.sort(key=lambda loss: (KINDS.index(loss.kind), loss.on or date.max))
    return Margin(tier, spares, tuple(losses))


def _spare(row: Criterion, terms: Terms) -> Spare:
    told = terms.criterion(row.id)
    over = int(row.actual) - int(row.required)
    if told.kind == "yes_no":
        return Spare(row.id, 0, "holds")
    words = gap_text(over, told.kind, terms.currency, told.unit).removesuffix(" short")
    return Spare(row.id, over, f"{words} over" if over else "nothing over")


def _deals(file: PartnerFile, terms: Terms, rows: Sequence[Criterion]) -> Iterator[Loss]:
    """Deals of which each is more than what some criterion has over."""
    costs: dict[int, list[str]] = {}
    for row in rows:
        for deal_id in _costly(file, terms, row):
            costs.setdefault(deal_id, []).append(row.id)
    for counted in file.deals:
        criteria = costs.get(counted.deal.id)
        if criteria:
            slips = counted.deal.status == "open"
            name = quoted(counted.ref.text)
            yield Loss(
                "slip" if slips else "standing",
                (counted.ref,),
                f"a slip of {name}" if slips else f"striking out {name}",
                tuple(criteria),
                rows[0].tier,
                why=_deal_why(counted, rows, criteria, terms),
            )


def _deal_why(
    counted: CountedDeal, rows: Sequence[Criterion], criteria: Sequence[str], terms: Terms
) -> str:
    row = next(row for row in rows if row.id == criteria[0])
    told = terms.criterion(row.id)
    spare = _spare(row, terms).words
    if told.kind == "money":
        return (
            f"It holds {money_said(counted.tcv_minor, terms.currency)}; {told.label} has {spare}."
        )
    return f"{told.label} has {spare}."


def _costly(file: PartnerFile, terms: Terms, row: Criterion) -> Iterator[int]:
    """The deals without which a criterion would not be met."""
    told = terms.criterion(row.id)
    if told.counts not in (*MONEY, *BY_DEALS):
        return
    over = int(row.actual) - int(row.required)
    finding = file.decision.findings[row.id]
    counting = {ref.id for ref in finding.counted}
    shared = {left.reason for left in finding.left_out}
    for counted in file.deals:
        if counted.deal.id not in counting:
            continue
        if told.counts == "aggregate_tcv":
            worth = counted.tcv_minor
        elif told.counts == "deal_money":
            worth = portion(told, counted.partner_minor, counted.services_minor)
        else:
            # Another deal of the same customer stands in for this one.
            worth = 0 if f"same customer as {counted.ref.text}" in shared else 1
            over = over if told.kind == "count" else len(counting) - 1
        if worth > over:
            yield counted.deal.id


def _records(
    file: PartnerFile, terms: Terms, rows: Sequence[Criterion], soon: int
) -> Iterator[Loss]:
    """Everything else, each tried by taking it away and deciding again."""
    seen: set[tuple[str, tuple[int, ...]]] = set()
    for row in rows:
        told = terms.criterion(row.id)
        if told.counts == "fact":
            yield from _fact(file, terms, told)
            continue
        table = "offerings" if told.counts == "geographies" else TABLE_OF.get(told.counts)
        tight = told.counts in ("geographies", "contacts") or int(row.actual) == int(row.required)
        if table is None or not tight:
            continue
        counted = [ref.id for ref in file.decision.findings[row.id].counted]
        if told.combine != "any":  # of several kinds the finding names one
            counted = [one.id for one in file.trainings if one.kind in told.of]
        for record_id in counted:
            group = _group(getattr(file, table), record_id)
            key = table, tuple(record.id for record in group)
            if key in seen:
                continue
            seen.add(key)
            yield from _tried(file, terms, table, group, told, soon)


def _fact(file: PartnerFile, terms: Terms, told: CriterionTerms) -> Iterator[Loss]:
    for name in told.of:
        trial = Trial(facts=((name, False),))
        if not reaches(decided(file, trial, terms), terms, file.decision.calculated_tier):
            ref = Ref("partners", file.partner.id, told.label)
            words = f"the end of the {low(told.label)}"
            tier = file.decision.calculated_tier
            yield Loss("standing", (ref,), words, (told.id,), tier, why=sentence(told.no))


def _tried(
    file: PartnerFile,
    terms: Terms,
    table: str,
    group: Sequence[Any],
    told: CriterionTerms,
    soon: int,
) -> Iterator[Loss]:
    trial = Trial(gone=frozenset((table, record.id) for record in group))
    after = decided(file, trial, terms)
    tier = file.decision.calculated_tier
    if reaches(after, terms, tier):
        return
    short = missing_for(after, tier)
    first = group[0]
    paper, person = isinstance(first, Agreement), table in ("contacts", "trainings")
    name = told.label if paper else _name(first)
    refs = tuple(Ref(table, record.id, name) for record in group)
    ends = _end(group, file.decision.prerequisites_as_of, soon)
    if paper:
        words = f"the end of the {low(name)}"
    else:
        words = f"losing {name if person else quoted(name)}"
    if ends is not None:
        words = f"{words} on {day_text(ends)}"
    kind = "ends" if ends is not None else "person" if person else "standing"
    lost = tuple(row.id for row in short)
    yield Loss(kind, refs, words, lost, tier, ends, short[0].reason if short else "")


def _end(group: Sequence[Any], day: date, soon: int) -> date | None:
    """The day on which the last of these records ends, if that is near."""
    ends = [_last_day(record) for record in group]
    dated = [end for end in ends if end is not None]
    if len(dated) < len(ends) or not dated:
        return None
    last = max(dated)
    return last if last <= day + timedelta(days=soon) else None


def _last_day(record: Any) -> date | None:
    if isinstance(record, Agreement):
        return record.expires_on
    return record.until if isinstance(record, Contact) else None


def _group(records: Iterable[Any], record_id: int) -> list[Any]:
    """The records that go together: a person's, an offering's, a product's; else the one alone."""
    records = list(records)
    one = next(record for record in records if record.id == record_id)
    if isinstance(one, Agreement):
        return [one]
    keys = _keys(one)
    return [record for record in records if keys & _keys(record)]


def _keys(record: Any) -> set[str]:
    """By what a record is one with others: the address and the name of a person, else the name."""
    if isinstance(record, Contact):
        if record.side != "partner":
            return set()
        return {fold(record.email) or fold(record.name)}
    return {fold(_name(record))}


def _name(record: Any) -> str:
    for field in ("person", "product", "name"):
        if hasattr(record, field):
            return str(getattr(record, field))
    return ""


def _exception(decision: Decision, file: PartnerFile, terms: Terms, soon: int) -> Iterator[Loss]:
    """An exception that ends soon takes the tier that it grants with it."""
    held = decision.granted_tier
    if decision.granted_basis != "exception" or held is None or reaches(decision, terms, held):
        return
    day = decision.as_of
    for grant in file.grants:
        running = grant.from_on <= day and grant.until_on is not None and day <= grant.until_on
        if not running or (grant.tier, grant.basis) != (held, "exception"):
            continue
        if not terms.grants(grant.tier, grant.program):
            continue
        if grant.until_on and grant.until_on <= day + timedelta(days=soon):
            label = terms.label(grant.tier)
            words = f"the end of the exception on {day_text(grant.until_on)}"
            ref = Ref("grants", grant.id, label)
            yield Loss("ends", (ref,), words, (), grant.tier, grant.until_on)
