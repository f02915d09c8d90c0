"""The lists of all partners: how old, how far they agree with ours, and their course."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.ids import derived_id
from models.ledger_health import LedgerHealth, no_list
from models.ledgers import Omission, PartnerList
from models.participation import status
from models.partner import Agreement, Partner
from models.program.decide import PROGRAM_AGREEMENT
from models.program_year import ParticipationStep
from models.reconcile import Tolerance
from models.store import records
from models.store.partner_deals import Limits, Progress, compare, limits, money_on
from models.store.portfolio import Portfolio
from models.two_ledgers import OPEN_STATES

_EVERY = 20


@dataclass(frozen=True, slots=True)
class ListLine:
    """One partner with what its newest list says; without one there is nothing to say.

    `participation` is that of models.participation. `lists` counts all that it has given.
    """

    id: int
    name: str
    region: str
    participation: str
    health: LedgerHealth
    lists: int
    theirs: int
    differs: int
    maybe: int
    only_theirs: int
    only_ours: int
    candidates: int
    most_age: int

    @property
    def standing(self) -> str:
        """Whether its list is of use: current, old or none."""
        if self.health.listed_on is None:
            return "none"
        return "old" if self.health.age > self.most_age else "current"

    @property
    def is_missed(self) -> bool:
        """Whether a list is due from it: it takes part, and has given none or an old one."""
        return self.participation == "participating" and self.standing != "current"


@dataclass(frozen=True, slots=True)
class Overview:
    """All partners by folded name, and the limits in force."""

    lines: tuple[ListLine, ...]
    limits: Limits
    currency: str


def overview(portfolio: Portfolio, as_of: date, progress: Progress | None = None) -> Overview:
    """Every partner's newest list on a day against our deals as they stand now."""
    money, found = money_on(portfolio, as_of), limits(portfolio)
    tolerance = Tolerance(found.percent, found.days)
    newest: dict[int, date] = {}
    given: dict[int, int] = {}
    for partner_id, day, count in portfolio.conn.rows(
        "SELECT partner_id, max(listed_on), count(DISTINCT listed_on) FROM partner_deals"
        " WHERE listed_on<=? GROUP BY partner_id",
        (as_of.isoformat(),),
    ):
        newest[partner_id], given[partner_id] = date.fromisoformat(day), count
    open_ones: dict[int, int] = defaultdict(int)
    for one in records.find(portfolio, Omission):
        open_ones[one.partner_id] += one.state in OPEN_STATES
    states = _participation(portfolio, as_of)
    sql = f"SELECT {records.columns(Partner)} FROM partners ORDER BY name_key, id"  # noqa: S608  fixed words
    lines = []
    partners = list(records.from_rows(Partner, portfolio.conn.rows(sql)))
    for at, partner in enumerate(partners):
        if progress is not None and not at % _EVERY:
            progress(at, len(partners), "Comparing the lists")
        health, counts = no_list(money.currency), (0, 0, 0, 0, 0)
        if day := newest.get(partner.id):
            held = compare(portfolio, partner.id, day, as_of, money, tolerance)
            health = held.health
            both = held.found
            counts = (
                len(held.theirs), len(both.differs), len(both.maybe), len(both.only_theirs),
                len(both.only_ours),
            )  # fmt: skip
        lines.append(
            ListLine(
                partner.id, partner.name, partner.region, states[partner.id], health,
                given.get(partner.id, 0), *counts, open_ones[partner.id], found.age,
            )
        )  # fmt: skip
    return Overview(tuple(lines), found, money.currency)


def keep_course(portfolio: Portfolio, import_id: int) -> None:
    """Keep of the lists that an import has written how they compare now (inside a change)."""
    today = records.written_on(portfolio)
    rows = portfolio.conn.rows(
        "SELECT DISTINCT d.partner_id, d.listed_on, i.file FROM partner_deals d"
        " LEFT JOIN imports i ON i.id = d.import_id WHERE d.import_id=?",
        (import_id,),
    )
    with portfolio.change("Keep how the lists compare"):
        for partner_id, day, file in rows:
            listed_on = date.fromisoformat(day)
            keep_list(portfolio, partner_id, listed_on, file or "", import_id, today)


def keep_list(
    portfolio: Portfolio,
    partner_id: int,
    listed_on: date,
    file: str,
    import_id: int,
    today: date,
) -> None:
    """Keep how one list compares on a day (inside a change)."""
    money, found = money_on(portfolio, today), limits(portfolio)
    tolerance = Tolerance(found.percent, found.days)
    health = compare(portfolio, partner_id, listed_on, today, money, tolerance).health
    made = PartnerList(
        list_id(partner_id, listed_on), partner_id, listed_on,
        file, import_id, health.known.whole, health.known.part, health.agreed.part,
        health.named.whole, health.named.part, health.named_money.whole, health.named_money.part,
        health.currency,
    )  # fmt: skip
    records.delete(portfolio, PartnerList, [made.id])
    records.add(portfolio, made)


def list_id(partner_id: int, listed_on: date) -> int:
    """The id of what is kept of a partner's list of one day."""
    return derived_id("partner_list", str(partner_id), listed_on.isoformat())


def _participation(portfolio: Portfolio, day: date) -> Mapping[int, str]:
    papers: dict[int, list[Agreement]] = defaultdict(list)
    for paper in records.find(portfolio, Agreement, kind=PROGRAM_AGREEMENT):
        papers[paper.partner_id].append(paper)
    steps: dict[int, list[ParticipationStep]] = defaultdict(list)
    for step in records.find(portfolio, ParticipationStep):
        steps[step.partner_id].append(step)
    return {
        one.id: status(one, papers.get(one.id, ()), steps.get(one.id, ()), day).participation
        for one in records.find(portfolio, Partner)
    }
