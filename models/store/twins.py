"""Pairs of partners that may be one, by their names, with the money at stake."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from models.intake import matching
from models.intake.matching import Likeness
from models.names import fold
from models.store import aliases
from models.store.aliases import Alias
from models.store.portfolio import Portfolio

Progress = Callable[[int, int, str], object]


class Named(NamedTuple):
    """A partner with the TCV of its deals, whatever their state, in the program's currency."""

    id: int
    name: str
    worth: int


class Names(NamedTuple):
    """All partners, and what was said of names."""

    partners: tuple[Named, ...]
    said: tuple[Alias, ...]
    currency: str


class Twin(NamedTuple):
    """Two partners that may be one; the first has more at stake. `worth` is what the other has.

    `id` names the pair.
    """

    id: str
    first: Named
    second: Named
    likeness: Likeness
    worth: int
    currency: str


def names(portfolio: Portfolio, currency: str) -> Names:
    """What the pairs are made of."""
    rows = portfolio.conn.rows(
        "SELECT p.id, p.name, coalesce((SELECT sum(d.tcv_minor) FROM deals AS d"
        " WHERE d.partner_id = p.id AND d.currency = ?), 0) FROM partners AS p"
        " ORDER BY p.name_key, p.id",
        (currency,),
    )
    return Names(tuple(Named(*row) for row in rows), aliases.aliases(portfolio), currency)


def twins(known: Names, progress: Progress = lambda *_: None) -> tuple[Twin, ...]:
    """The pairs that nobody has said to be two, the likeliest and those with most at stake first.

    Raises what `progress` raises.
    """
    partners = known.partners
    refused = aliases.refused(known.said)
    found = []
    for pair in matching.pairs([one.name for one in partners], progress):
        two = [partners[pair.first], partners[pair.second]]
        if _said_two(two, refused):
            continue
        first, second = sorted(two, key=lambda one: (-one.worth, one.id))
        found.append(
            Twin(
                f"{first.id}-{second.id}", first, second, pair.likeness, second.worth,
                known.currency,
            )
        )  # fmt: skip
    return tuple(
        sorted(
            found,
            key=lambda t: (-t.likeness.rank, -t.worth, -t.first.worth, fold(t.first.name), t.id),
        )
    )


def not_the_same(portfolio: Portfolio, pairs: Sequence[tuple[int, int]]) -> None:
    """Remember that these are two partners each (inside a change); they are not proposed again."""
    called = dict(portfolio.conn.rows("SELECT id, name FROM partners"))
    with portfolio.change("Keep partners apart"):
        for one, other in pairs:
            if one in called and other in called:
                aliases.remember(portfolio, called[one], other, aliases.DIFFERENT)


def _said_two(two: Sequence[Named], refused: frozenset[tuple[str, int]]) -> bool:
    one, other = two
    return (fold(one.name), other.id) in refused or (fold(other.name), one.id) in refused
