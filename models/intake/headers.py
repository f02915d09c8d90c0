"""Which column of ours a header means: folded, then looked up among the names that systems use."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

import resources
from models.intake.kinds import KINDS

_PLAIN_LETTERS = str.maketrans({"ß": "ss", "ł": "l", "ø": "o", "æ": "ae", "đ": "d", "ı": "i"})
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]|[↑↓▲▼]")
_HALVES = re.compile(r"\s+[-–—|]\s+|\s*/\s*|\s*\n\s*")
_WORDS = re.compile(r"[^\W_]+")
_PREFIX = "property"


class Match(NamedTuple):
    """A header that means a column; the lower `rank`, the surer."""

    rank: tuple[int, int]
    place: int


@lru_cache(maxsize=4096)
def key(text: str) -> str:
    """A header or word without case, accents, blanks and punctuation: "Close_Date " → closedate."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN_LETTERS))
    return "".join(c for c in folded if c.isalnum())


def keys(header: str) -> Iterator[str]:
    """The keys under which a header is looked up, the surest first."""
    yield key(header)
    bare = _BRACKETS.sub(" ", header)
    yield key(bare)
    short = mappings("words")["abbreviations"]
    yield key(_WORDS.sub(lambda word: short.get(word[0].casefold(), word[0]), bare))
    custom = key(bare.removesuffix("__c"))
    yield custom
    yield custom.removeprefix(_PREFIX)
    for half in _HALVES.split(bare):
        yield key(half)


@cache
def mappings(name: str) -> Mapping[str, Any]:
    """A bundled table of synonyms: `columns` or `words`."""
    return tomllib.loads(resources.path(f"mappings/{name}.toml").read_text(encoding="utf-8"))


@cache
def known_keys(kind: str) -> Mapping[str, tuple[str, int]]:
    """Key → our column and its place in the list of synonyms; 0 is the column's own name.

    Without a kind the columns of all kinds.
    """
    if not kind:
        return {word: meant for name in KINDS for word, meant in known_keys(name).items()}
    kind = KINDS[kind].shape
    found: dict[str, tuple[str, int]] = {}
    synonyms = mappings("columns")[kind]
    for name in (*KINDS[kind].names, *synonyms):
        found.setdefault(key(name), (name, 0))
    for name, others in synonyms.items():
        for place, other in enumerate(others, start=1):
            found.setdefault(key(other), (name, place))
    return found


def match(kind: str, headers: Sequence[str]) -> dict[str, list[Match]]:
    """Our columns and the headers that mean them, the surest first; a header means one column."""
    known = known_keys(kind)
    found: dict[str, list[Match]] = {}
    for index, header in enumerate(headers):
        for tier, candidate in enumerate(keys(header)):
            if candidate in known:
                name, place = known[candidate]
                found.setdefault(name, []).append(Match((tier, place), index))
                break
    for matches in found.values():
        matches.sort()
    return found
