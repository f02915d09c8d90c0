"""Which of many items fits what was typed, best first."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass

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


def rank(
    query: str, items: Sequence[Item], folds: Sequence[str], recent: Container[str] = ()
) -> list[Item]:
    """Items for a query, at most 40: prefix, then recent, then held anywhere, then alike.

    ``folds`` are the folded titles with their words, made once by :func:`fold`; ``recent`` holds
    titles used lately. Without a query: what is recent, then the rest, as they come.
    """
    wanted = folded(query).split()
    if not wanted:
        first = [item for item in items if item.title in recent]
        return (first + [item for item in items if item.title not in recent])[:LIMIT]
    whole = " ".join(wanted)
    scored: list[tuple[int, int, int]] = []
    for at, hay in enumerate(folds):
        if all(word in hay for word in wanted):
            if hay.startswith(whole):
                place = 0
            elif items[at].title in recent:
                place = 1
            elif f" {wanted[0]}" in hay:
                place = 2
            else:
                place = 3
            scored.append((place, len(items[at].title), at))
    scored.sort()
    found = [at for _, _, at in scored[:LIMIT]]
    if len(found) < LIMIT and len(whole) >= _FUZZY_FROM:
        from rapidfuzz import fuzz, process

        have = {at for _, _, at in scored}
        alike = process.extract(
            whole, folds, scorer=fuzz.WRatio, score_cutoff=_FUZZY_SCORE, limit=LIMIT
        )
        found += [at for _, _, at in alike if at not in have]
    return [items[at] for at in found[:LIMIT]]


def fold(items: Sequence[Item]) -> list[str]:
    """The text of each item that is searched."""
    return [folded(f"{item.title} {item.words}".strip()) for item in items]


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
