"""Two lists of deals held against each other: pairs with their differences, and the rest."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.assignment import Edge, assigned

Progress = Callable[[int, int], object]

GROUPS = ("agreed", "differs", "maybe", "only_theirs", "only_ours", "past")

# Likeness in thousandths: names weigh seven tenths, the amount two, the day one.
SURE, MAYBE = 860, 700
_SURE_NAMES, _MAYBE_NAMES, _ALIKE_NAMES, _SAME_NAMES = 800, 600, 900, 1000
_ABOUT = 92  # days
_NEAR = 183  # days: a deal of ours closed longer before is another one, last year's renewal say
_ALL_PAIRS = 10_000
_OFTEN = 100  # what more deals share tells none of them apart
_CANDIDATES = 24
_EVERY = 100
_WORDS = re.compile(r"\w+")


class Entry(NamedTuple):
    """A deal of either list; `deal_id` is folded, `minor` is None where there is no rate."""

    id: int
    deal_id: str
    customer: str
    name: str
    status: str
    close_date: date | None
    minor: int | None


class Tolerance(NamedTuple):
    """What is still the same: so many percent of our amount, so many days."""

    percent: int = 5
    days: int = 14


USUAL = Tolerance()


class Pair(NamedTuple):
    """One deal in both lists. `by` says how it was found: id, person or name; `likeness` is in
    thousandths; `differs` are of amount, date, status and name.
    """

    theirs: Entry
    ours: Entry
    by: str
    likeness: int
    differs: tuple[str, ...]


class Total(NamedTuple):
    """How many, and their money on either side."""

    deals: int
    theirs: int
    ours: int


@dataclass(frozen=True, slots=True)
class Reconciled:
    """Every deal of both lists in exactly one group; `past` are closed ones of ours that no list
    of theirs need name.
    """

    agreed: tuple[Pair, ...]
    differs: tuple[Pair, ...]
    maybe: tuple[Pair, ...]
    only_theirs: tuple[Entry, ...]
    only_ours: tuple[Entry, ...]
    past: tuple[Entry, ...]

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """What is known to be one deal."""
        return (*self.agreed, *self.differs)

    @property
    def totals(self) -> dict[str, Total]:
        found = {}
        for name in GROUPS[:3]:
            pairs: tuple[Pair, ...] = getattr(self, name)
            found[name] = Total(
                len(pairs), _sum(one.theirs for one in pairs), _sum(one.ours for one in pairs)
            )
        found["only_theirs"] = Total(len(self.only_theirs), _sum(self.only_theirs), 0)
        for name in GROUPS[4:]:
            entries: tuple[Entry, ...] = getattr(self, name)
            found[name] = Total(len(entries), 0, _sum(entries))
        return found


def reconcile(
    theirs: Iterable[Entry],
    ours: Iterable[Entry],
    tolerance: Tolerance = USUAL,
    same: Mapping[int, int] = {},
    different: Collection[tuple[int, int]] = frozenset(),
    progress: Progress | None = None,
) -> Reconciled:
    """Hold their list against ours.

    First what a person has said is the `same` (their id → ours), then equal ids, then what is
    alike in everything, then likeness: one to one, so that all likenesses together are the most.
    What is alike but not enough is a maybe, for a person to settle. Pairs of `different` are never
    made. The order of the lists changes nothing; whatever `progress` raises stops it.
    """
    left, right = {one.id: one for one in _ordered(theirs)}, {one.id: one for one in _ordered(ours)}
    found: list[tuple[Entry, Entry, str]] = []

    def settle(pairs: Iterable[tuple[int, int]], by: str) -> None:
        for mine, other in pairs:
            if mine in left and other in right:
                found.append((left.pop(mine), right.pop(other), by))

    settle(((mine, same[mine]) for mine in list(left) if mine in same), "person")
    settle(_equal(left, right, different, lambda one: one.deal_id or None), "id")
    settle(_equal(left, right, different, _content), "name")
    taken = [one for mine, other, _ in found for one in (mine, other)]
    likeness = _Likeness([*left.values(), *right.values(), *taken])
    edges = _edges(list(left.values()), list(right.values()), likeness, different, progress)
    settle(sorted(assigned(edges, progress)), "name")
    agreed, differs, maybe = list[Pair](), list[Pair](), list[Pair]()
    for one, another, by in found:
        names, all_ = likeness(one, another)
        pair = Pair(one, another, by, all_, _differences(one, another, tolerance, likeness))
        sure = by != "name" or _is_sure(one, another, names, all_)
        (maybe if not sure else differs if pair.differs else agreed).append(pair)
    rest = list(right.values())
    in_order = [tuple(sorted(group, key=_pair_order)) for group in (agreed, differs, maybe)]
    return Reconciled(
        in_order[0],
        in_order[1],
        in_order[2],
        tuple(left.values()),
        tuple(one for one in rest if one.status == "open"),
        tuple(one for one in rest if one.status != "open"),
    )


def _is_sure(one: Entry, other: Entry, names: int, likeness: int) -> bool:
    """Whether no person need be asked: alike enough in all, or of one name and about one day."""
    gap = _gap(one, other)
    if names == _SAME_NAMES and gap is not None and gap <= _ABOUT:
        return True
    return likeness >= SURE and names >= _SURE_NAMES


def _equal(
    left: Mapping[int, Entry],
    right: Mapping[int, Entry],
    different: Collection[tuple[int, int]],
    key: Callable[[Entry], object],
) -> list[tuple[int, int]]:
    """One of each list with the same key, in order."""
    by_key: dict[object, list[int]] = {}
    for one in right.values():
        if (known_by := key(one)) is not None:
            by_key.setdefault(known_by, []).append(one.id)
    found = []
    for one in left.values():
        others = by_key.get(key(one), [])
        taken = next((id_ for id_ in others if (one.id, id_) not in different), None)
        if taken is not None:
            others.remove(taken)
            found.append((one.id, taken))
    return found


def _content(one: Entry) -> object:
    """All that a deal says, where it says enough to be known by it."""
    names = _folded(one.customer), _folded(one.name)
    return (*names, one.status, one.close_date, one.minor) if all(names) else None


# ---- likeness ----------------------------------------------------------------------------------


class _Words(NamedTuple):
    customer: str
    name: str
    both: str


class _Likeness:
    """How like two deals are, names alone and all in all, in thousandths."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        from rapidfuzz.fuzz import ratio

        self._ratio = ratio
        self.words = {one: _words(one) for one in entries}

    def __call__(self, one: Entry, other: Entry) -> tuple[int, int]:
        names = self.names(one, other)
        return names, (7 * names + 2 * _amounts(one, other) + _days(one, other)) // 10

    def names(self, one: Entry, other: Entry) -> int:
        a, b, ratio = self.words[one], self.words[other], self._ratio
        if not (a.both and b.both):
            return 0
        whole = ratio(a.both, b.both)
        if a.customer and b.customer and a.name and b.name:
            apart = 0.6 * ratio(a.customer, b.customer) + 0.4 * ratio(a.name, b.name)
        else:
            # One of them says less: what it says is held against either word of the other.
            apart = max(
                ratio(x, y) for x in (a.customer, a.name) if x for y in (b.customer, b.name) if y
            )
        return int(10 * max(whole, apart))


def _words(one: Entry) -> _Words:
    customer, name = _folded(one.customer), _folded(one.name)
    return _Words(customer, name, " ".join(sorted(f"{customer} {name}".split())))


def _folded(words: str) -> str:
    """The words without case, accents and signs, in a row."""
    marked = unicodedata.normalize("NFKD", words.casefold())
    bare = "".join(sign for sign in marked if not unicodedata.combining(sign))
    return " ".join(_WORDS.findall(bare))


def _amounts(one: Entry, other: Entry) -> int:
    if one.minor is None or other.minor is None:
        return 500
    most = max(one.minor, other.minor)
    return 1000 * min(one.minor, other.minor) // most if most else 1000


def _days(one: Entry, other: Entry) -> int:
    gap = _gap(one, other)
    return 500 if gap is None else max(0, 1000 - gap * 1000 // 365)


def _gap(one: Entry, other: Entry) -> int | None:
    if one.close_date is None or other.close_date is None:
        return None
    return abs((one.close_date - other.close_date).days)


def _differences(
    one: Entry, other: Entry, tolerance: Tolerance, likeness: _Likeness
) -> tuple[str, ...]:
    """In what their deal is another than ours, by more than is tolerated."""
    found = []
    if one.minor is None or other.minor is None:
        if one.minor != other.minor:
            found.append("amount")
    elif abs(one.minor - other.minor) * 100 > tolerance.percent * other.minor:
        found.append("amount")
    gap = _gap(one, other)
    if (one.close_date != other.close_date) if gap is None else gap > tolerance.days:
        found.append("date")
    if one.status != other.status:
        found.append("status")
    if likeness.names(one, other) < _ALIKE_NAMES:
        found.append("name")
    return tuple(found)


# ---- which are looked at -----------------------------------------------------------------------


def _edges(
    left: Sequence[Entry],
    right: Sequence[Entry],
    likeness: _Likeness,
    different: Collection[tuple[int, int]],
    progress: Progress | None,
) -> list[Edge]:
    """The pairs that may be one deal, with how like they are."""
    found = list[Edge]()
    blocks = None if len(left) * len(right) <= _ALL_PAIRS else _Blocks(right, likeness)
    for at, one in enumerate(left):
        if progress is not None and not at % _EVERY:
            progress(at, len(left))
        for other in right if blocks is None else blocks.near(one):
            if other.status != "open" and (_gap(one, other) or 0) > _NEAR:
                continue
            if (one.id, other.id) in different:
                continue
            names, all_ = likeness(one, other)
            if names >= _MAYBE_NAMES and all_ >= MAYBE:
                found.append(Edge(one.id, other.id, all_))
    return found


class _Blocks:
    """Finds the few of many deals that share a word or the amount with one."""

    def __init__(self, entries: Sequence[Entry], likeness: _Likeness) -> None:
        self._words = likeness.words
        self._order = {one: at for at, one in enumerate(entries)}
        self._sharing: dict[str, list[Entry]] = {}
        for one in sorted(entries, key=lambda one: one.minor or 0):
            for key in self._keys(one):
                self._sharing.setdefault(key, []).append(one)

    def near(self, one: Entry) -> list[Entry]:
        """Those that share the most with it, of these the nearest in amount and day."""
        keys = sorted(
            (len(self._sharing[key]), key) for key in self._keys(one) if key in self._sharing
        )
        shared: dict[Entry, int] = {}
        for at, (often, key) in enumerate(keys):
            if often > _OFTEN and at:
                break
            found = self._sharing[key]
            for other in found if often <= _OFTEN else self._around(found, one):
                shared[other] = shared.get(other, 0) + 1
        if len(shared) <= _CANDIDATES:
            return list(shared)
        minor = one.minor or 0

        def rank(other: Entry) -> tuple[int, int, int, int]:
            gap = _gap(one, other)
            away = abs((other.minor or 0) - minor)
            return -shared[other], away, 0 if gap is None else gap, self._order[other]

        return sorted(shared, key=rank)[:_CANDIDATES]

    def _around(self, found: Sequence[Entry], one: Entry) -> Sequence[Entry]:
        """The part of a long row, which is in the order of amounts, that is nearest to one."""
        from bisect import bisect_left

        at = bisect_left(found, one.minor or 0, key=lambda other: other.minor or 0)
        return found[max(0, at - _OFTEN // 2) : at + _OFTEN // 2]

    def _keys(self, one: Entry) -> set[str]:
        words = self._words[one]
        keys = {word[:5] for word in words.both.split() if len(word) > 2 or not word.isascii()}
        keys.add(f"={words.both}")
        if one.minor:
            keys.add(f"${one.minor}")
        return keys


def _ordered(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=_order)


def _order(one: Entry) -> tuple[date, str, str, str, str, int, int]:
    day, minor = one.close_date or date.max, -1 if one.minor is None else one.minor
    return day, one.customer, one.name, one.deal_id, one.status, minor, one.id


def _pair_order(pair: Pair) -> tuple[date, str, str, str, str, int, int]:
    return _order(pair.ours)


def _sum(entries: Iterable[Entry]) -> int:
    return sum(one.minor or 0 for one in entries)
