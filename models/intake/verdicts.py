"""The names of a file that no partner goes by, and what a person has said of them."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from models.intake.deal_rows import DealRow
from models.intake.matching import Candidate, Progress, candidates, known_names
from models.intake.partners_known import Partners
from models.money import convert
from models.names import fold
from models.store import aliases
from models.store.aliases import DIFFERENT, SAME, Alias
from models.store.apply import Batch
from models.text import counted

_COLUMNS = ("partner_id", "name", "name_key", "verdict")
_NAMED = 5


class NameInFile(NamedTuple):
    """A name that no partner goes by, with its good rows and their money in the program's currency.

    `said` is the partner whose a person has said it is, "" for a new one, None for nothing.
    """

    name: str
    rows: int
    worth: int
    said: str | None


def worth_of(row: DealRow) -> tuple[int, str]:
    """The whole of a deal's money, with its currency ("" is the program's)."""
    if row.partner is None and row.services is None:
        return row.amount or 0, row.currency
    return (row.partner or 0) + (row.services or 0), row.currency


def names_in_file(
    partners: Partners, rates: Mapping[str, Decimal], currency: str
) -> tuple[NameInFile, ...]:
    """The names to be matched, those with most money at stake first."""
    found = [
        NameInFile(one.name, one.rows, _worth(one.money, rates, currency), one.said)
        for one in partners.met()
    ]
    return tuple(sorted(found, key=lambda one: (-one.worth, -one.rows, fold(one.name))))


def _worth(money: Mapping[str, int], rates: Mapping[str, Decimal], currency: str) -> int:
    """All of it in one currency; what has no rate is left out, as its rows are rejected."""
    total = 0
    for code, minor in money.items():
        if not code or code == currency:
            total += minor
        elif code in rates:
            total += convert(minor, code, rates[code], currency)
    return total


def proposals(
    names: Sequence[str],
    partners: Sequence[tuple[int, str]],
    known: Sequence[Alias],
    progress: Progress = lambda *_: None,
) -> dict[str, tuple[Candidate, ...]]:
    """What each of these names may mean, but for what a person has said to be two."""
    also = [(one.partner_id, one.name) for one in known if one.verdict == SAME]
    return candidates(names, known_names(partners, also), aliases.refused(known), progress)


def alias_batches(partners: Partners, known: Sequence[Alias]) -> Iterator[Batch]:
    """What is to be remembered of the names that a person has said something of.

    A name that is new is no name of the partners that it looks like.
    """
    met = partners.met()
    wanted: dict[int, Alias] = {}
    for one in met:
        if one.said:
            made = aliases.made_of(one.name, partners.meaning(one.name), SAME)
            wanted[made.id] = made
    new = [one.name for one in met if one.said == ""]
    if new:
        own = [(id_, partners.named(id_)[0]) for id_ in partners.keys if id_ not in partners.fresh]
        for name, likes in proposals(new, own, known).items():
            for like in likes:
                if like.partner_id:
                    made = aliases.made_of(name, like.partner_id, DIFFERENT)
                    wanted[made.id] = made
    there = {(one.id, one.verdict) for one in known}
    rows = [
        (a.id, a.partner_id, a.name, a.name_key, a.verdict)
        for a in wanted.values()
        if (a.id, a.verdict) not in there
    ]
    same = {a.name_key for a in wanted.values() if a.verdict == SAME}
    gone = [
        (one.id,)
        for one in known
        if one.verdict == SAME and one.name_key in same and one.id not in wanted
    ]
    if gone:
        yield Batch("aliases", (), len(gone), gone)
    if rows:
        yield Batch("aliases", _COLUMNS, len(rows), rows)


def stray_warnings(strays: Mapping[str, str]) -> Iterator[str]:
    """Which names were said to be a partner's that is none here, so that each is a new partner."""
    if strays:
        named = "; ".join(f"“{name}” is not {ours}" for name, ours in list(strays.items())[:_NAMED])
        more = len(strays) - _NAMED
        mean, each = ("means", "it") if len(strays) == 1 else ("mean", "each")
        yield (
            f"{counted(len(strays), 'name')} of the mapping {mean} a partner that is not here, so"
            f" {each} is a new partner: {named}{f'; and {more} more' if more > 0 else ''}."
        )
