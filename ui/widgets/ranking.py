"""Which of many items fits what was typed, best first."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ui.tables.columns import folded

LIMIT = 40
_FUZZY_FROM = 3  # letters; below, likeness finds everything
_FUZZY_SCORE = 72


@dataclass(frozen=True, slots=True)
class Item:
    """Something to go to or to do. ``words`` are other names it is known by."""

    group: str
    title: str
    run: Callable[[], object]
    subtitle: str = ""
    icon: str = ""
    keys: str = ""
    words: str = ""


class Folded(NamedTuple):
    """The text of an item that is searched: its title, and all of it with its other words."""

    title: str
    whole: str


def rank(
    query: str, items: Sequence[Item], folds: Sequence[Folded], recent: Container[str] = ()
) -> list[Item]:
    """Items for a query, at most 40: those whose title holds it, then other names, then alike.

    Of the titles: those that begin so, then recent ones, then where a word begins so. ``folds``
    are made once by :func:`fold`; ``recent`` holds titles used lately. Without a query: what is
    recent, then the rest, as they come.
    """
    wanted = folded(query).split()
    if not wanted:
        first = [item for item in items if item.title in recent]
        return (first + [item for item in items if item.title not in recent])[:LIMIT]
    whole = " ".join(wanted)
    scored: list[tuple[int, int, int]] = []
    for at, hay in enumerate(folds):
        if all(word in hay.whole for word in wanted):
            place = _place(wanted, whole, hay, items[at].title in recent)
            scored.append((place, len(items[at].title), at))
    scored.sort()
    found = [at for _, _, at in scored[:LIMIT]]
    if len(found) < LIMIT and len(whole) >= _FUZZY_FROM:
        from rapidfuzz import fuzz, process

        have = {at for _, _, at in scored}
        texts = [hay.whole for hay in folds]
        alike = process.extract(
            whole, texts, scorer=fuzz.WRatio, score_cutoff=_FUZZY_SCORE, limit=LIMIT
        )
        found += [at for _, _, at in alike if at not in have]
    return [items[at] for at in found[:LIMIT]]


def _place(wanted: Sequence[str], whole: str, hay: Folded, recent: bool) -> int:
    """How well an item fits that holds every word: 0 is best."""
    if all(word in hay.title for word in wanted):
        if hay.title.startswith(whole):
            return 0
        if recent:
            return 1
        return 2 if f" {wanted[0]}" in f" {hay.title}" else 3
    # Another name of it is meant: after everything that is called so.
    if recent:
        return 4
    return 5 if f" {wanted[0]}" in f" {hay.whole}" else 6


def fold(items: Sequence[Item]) -> list[Folded]:
    """The text of each item that is searched."""
    titles = (folded(item.title) for item in items)
    return [
        Folded(title, f"{title} {folded(item.words)}" if item.words else title)
        for title, item in zip(titles, items, strict=True)
    ]


def matched(query: str, title: str) -> list[tuple[int, int]]:
    """Where the query's words stand in a title: (start, length) pairs, rising, not overlapping."""
    # One folded letter for each letter, so that places agree; "ß" matches by its first.
    plain = "".join((folded(letter) or letter)[0] for letter in title)
    spots: list[tuple[int, int]] = []
    for word in sorted(folded(query).split(), key=len, reverse=True):
        at = plain.find(word)
        if at >= 0 and not any(s < at + len(word) and at < s + n for s, n in spots):
            spots.append((at, len(word)))
    return sorted(spots)
