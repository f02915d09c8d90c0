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
_LONGEST = 1_000  # of a name; 70,000 blanks in one took half a minute to be looked at
_WORDS = re.compile(r"[^\W_]+")
_PREFIX = "property"
_RECORD = re.compile(r"^(?:deal|opportunity|lead)\s+[-–—]\s+", re.IGNORECASE)  # "Deal - Title"
# What an amount is written in, behind its name: “Volumen in Mio €”, “Amount USD”, “Umsatz TEUR”.
_CURRENCY = r"(?:€|\$|£|EUR|USD|GBP|CHF|JPY|euros?|dollars?)"
_SCALE = r"(?:mio\.?|mill\.?|mn\.?|mln\.?|tsd\.?|k|t|m|tausend|thousands?|millions?|millionen)"
_UNIT = re.compile(
    rf"[\s_]+(?:(?:in|en)[\s_]+)?(?:{_SCALE}?[\s_]*(?:de[\s_]+)?{_CURRENCY}|(?:in|en)[\s_]+{_SCALE}|netto|net|HT)$",
    re.IGNORECASE,
)
_SURE, _TELLS, _ENOUGH = 2, 1, 2


class Match(NamedTuple):
    """A header that means a column; the lower `rank`, the surer."""

    rank: tuple[int, int]
    place: int


class System(NamedTuple):
    """What one system calls otherwise than the others.

    `columns` are keys with our column and their rank; `words` are outcome words by the key of the
    one column in which they stand for that.
    """

    name: str
    sure: frozenset[str]
    tells: frozenset[str]
    columns: Mapping[str, tuple[str, int]]
    left_out: frozenset[str]
    words: Mapping[str, Mapping[str, Sequence[str]]]


@lru_cache(maxsize=4096)
def key(text: str) -> str:
    """A header or word without case, accents, blanks and punctuation: "Close_Date " → closedate.

    The one sign that is kept is %, in letters: a share is never the amount that it is of.
    """
    plain = text.casefold().translate(_PLAIN_LETTERS).replace("%", "percent")
    folded = unicodedata.normalize("NFKD", plain)
    return "".join(c for c in folded if c.isalnum())


def keys(header: str) -> Iterator[str]:
    """The keys under which a header is looked up, the surest first."""
    yield key(header)
    if "%" in header or len(header) > _LONGEST:
        return
    bare = _RECORD.sub("", _BRACKETS.sub(" ", header.replace("__r", " ")))
    yield key(bare)
    short = mappings("words")["abbreviations"]
    yield key(_WORDS.sub(lambda word: short.get(word[0].casefold(), word[0]), bare))
    yield key(_UNIT.sub("", bare.strip()))
    custom = key(bare.removesuffix("__c").removesuffix("_c"))
    yield custom
    yield custom.removeprefix(_PREFIX)
    for half in _HALVES.split(bare):
        yield key(half)


@cache
def mappings(name: str) -> Mapping[str, Any]:
    """A bundled table of synonyms: `columns`, `words` or `systems`."""
    return tomllib.loads(resources.path(f"mappings/{name}.toml").read_text(encoding="utf-8"))


@cache
def systems() -> Mapping[str, System]:
    """What is known of each system."""
    found = {}
    for name, table in mappings("systems").items():
        columns: dict[str, tuple[str, int]] = {}
        for ours, others in table.get("columns", {}).items():
            for place, other in enumerate(others, start=1):
                # Our own names are ours in every file.
                own = 0 if key(other) == key(ours) else place
                columns.setdefault(key(other), (ours, own))
        found[name] = System(
            table["name"],
            frozenset(map(key, table.get("sure", ()))),
            frozenset(map(key, table["tells"])),
            columns,
            frozenset(map(key, table.get("leave_out", {}).get("names", ()))),
            {key(theirs): words for theirs, words in table.get("words", {}).items()},
        )
    return found


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


def system_of(headers: Sequence[str]) -> System | None:
    """The system that a file of deals comes from, by its headers; None where none is sure."""
    have = {key(header) for header in headers}
    scores = {
        name: _SURE * len(have & system.sure) + _TELLS * len(have & system.tells - system.sure)
        for name, system in systems().items()
    }
    best = max(scores, key=scores.__getitem__)
    return systems()[best] if scores[best] >= _ENOUGH else None


def match(kind: str, headers: Sequence[str], whole: Sequence[str] = ()) -> dict[str, list[Match]]:
    """Our columns and the headers that mean them, the surest first; a header means one column.

    `whole` are all headers of the file, where `headers` lacks some.
    """
    known = known_keys(kind)
    system = system_of(whole or headers) if kind and KINDS[kind].shape == "deals" else None
    if system is not None:
        known = {**known, **system.columns}
    found: dict[str, list[Match]] = {}
    for index, header in enumerate(headers):
        if system is not None and key(header) in system.left_out:
            continue
        for tier, candidate in enumerate(keys(header)):
            if candidate in known:
                name, place = known[candidate]
                found.setdefault(name, []).append(Match((tier, place), index))
                break
    for matches in found.values():
        matches.sort()
    return found
