"""Which partner a name in a file means; a name that is not known becomes a new partner."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from models.ids import derived_id
from models.intake.headers import mappings
from models.intake.values import Memo, Refused, sound_text, text
from models.intake.workbook import Cell
from models.names import fold, tidy

_GUID = re.compile(r"\{?[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?")
_RECORD_ID = re.compile(
    rf"{_GUID.pattern}|00[0-9A-Za-z]{{13}}|zcrm_\d+|\d{{17,19}}"
    r"|(?:__export__|base)\.res_partner_\w+|__export__\.\w+"
)
_ID = re.compile(r"(?=[^\s]*\d)[A-Za-z0-9_{}-]{6,40}")


class Lookup:
    """Ids of the same export → names; the 15 and 18 letters of a Salesforce id are one id."""

    def __init__(self, names: Mapping[str, str] | None = None) -> None:
        self.names = {id_key(id_): name for id_, name in (names or {}).items()}
        self.missed: dict[str, None] = {}

    def name(self, words: str) -> str:
        """The name behind an id; the words themselves where they are no known id."""
        if not self.names:
            return words
        found = self.names.get(id_key(words))
        if found is None:
            if looks_like_id(words):
                self.missed[words] = None
            return words
        return found


def looks_like_id(words: str) -> bool:
    return _ID.fullmatch(words) is not None


def id_key(words: str) -> str:
    """A record id as it is compared: the 18-letter form of a Salesforce id is its 15-letter one,
    and a Dynamics id is one in any case and with or without its braces.
    """
    if len(words) == 18 and words.isascii() and words.isalnum():
        short = words[:15]
        if _check_letters(short) == words[15:].upper():
            return short
    if len(words) in (36, 38) and _GUID.fullmatch(words):
        return words.strip("{}").lower()
    return words


def is_record_id(words: str) -> bool:
    """Whether a word is an id that a system makes, rather than somebody's name or number."""
    return _RECORD_ID.fullmatch(words) is not None or id_key(words) != words


def _check_letters(short: str) -> str:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
    parts = (short[at : at + 5] for at in (0, 5, 10))
    return "".join(
        letters[sum(1 << place for place, c in enumerate(part) if c.isupper())] for part in parts
    )


class Met(NamedTuple):
    """A name in the file that no partner goes by, with its good rows and their money by currency.

    `said` is whose a person has said it is: a partner's name, "" for a new one, None for nothing.
    """

    name: str
    rows: int
    money: Mapping[str, int]
    said: str | None


class Partners:
    """Partners by name. `ids[cell]` is a partner's id; `fresh` holds those that are not known,
    `used` those of them that a good row names, which have to be written before that row.

    `watched` are those whose rows are counted by name: the fresh ones, and those that a name was
    said to be the same as.
    """

    def __init__(
        self,
        known: Iterable[tuple[int, str, str]],
        lookup: Lookup | None = None,
        all_rows: str = "",
        *,
        aliases: Mapping[str, int] | None = None,
        same: Mapping[str, str] | None = None,
    ) -> None:
        """`known` are id, name and folded name; `all_rows` names the partner of the whole file.

        `aliases` are folded names that are known to mean a partner, `same` what was said of names
        of this file: theirs and ours, or "" for a new partner.
        """
        self.keys: dict[int, str] = {}
        self._names: dict[int, str] = {}
        self._by_key: dict[str, int] = {}
        for id_, name, name_key in known:
            self.keys[id_], self._names[id_] = name_key, name
            self._by_key.setdefault(name_key, id_)
        for name_key, id_ in (aliases or {}).items():
            if id_ in self.keys:
                self._by_key.setdefault(name_key, id_)
        self._same = {fold(theirs): tidy(ours) for theirs, ours in (same or {}).items()}
        self._lookup = lookup or Lookup()
        self._all_rows = tidy(all_rows)
        self.fresh: set[int] = set()
        self.used: dict[int, None] = {}
        self.watched: set[int] = set()
        self._met: dict[tuple[Cell, str], list[int]] = {}
        self.ids = Memo(self._read)

    def is_known(self, cell: Cell) -> bool:
        """Whether the portfolio, or a good row so far, has a partner of this name."""
        found = self._by_key.get(self._key(self._lookup.name(text(cell))))
        return found is not None and (found not in self.fresh or found in self.used)

    def use(self, id_: int, cell: Cell, money: int = 0, currency: str = "") -> None:
        """A good row names this partner; the first of them gives a new one its spelling."""
        if id_ in self.fresh and id_ not in self.used:
            self.used[id_] = None
            self._names[id_] = tidy(self._named_in(cell))
        met = self._met.get((cell, currency))
        if met is None:
            self._met[cell, currency] = [1, money]
        else:
            met[0] += 1
            met[1] += money

    def met(self) -> tuple[Met, ...]:
        """The names of good rows that are no partner's, known or remembered, as first spelled."""
        found: dict[str, tuple[str, list[int], dict[str, int]]] = {}
        for (cell, currency), (rows, money) in self._met.items():
            name = tidy(self._said_in(cell))
            key = fold(name)
            if key not in self._same and self._by_key.get(key) not in self.fresh:
                continue
            _, count, worth = found.setdefault(key, (name, [0], {}))
            count[0] += rows
            worth[currency] = worth.get(currency, 0) + money
        return tuple(
            Met(name, count[0], worth, self._same.get(key))
            for key, (name, count, worth) in found.items()
        )

    def strays(self) -> dict[str, str]:
        """What was said of names of this file and can't be: no partner is called so, here or in
        the file.
        """
        met = self.met()
        named = {fold(one.name) for one in met}
        found = {}
        for one in met:
            key = self._key(one.name) if one.said else ""
            if key and key not in named and self._by_key[key] in self.fresh:
                found[one.name] = one.said or ""
        return found

    def meaning(self, name: str) -> int:
        """The id of the partner that a name of the file means."""
        return self.id_of(self._meant(name))

    def _read(self, cell: Cell) -> int:
        said = self._said_in(cell)
        found = self.id_of(self._meant(said))
        if fold(said) in self._same:
            self.watched.add(found)
        return found

    def _named_in(self, cell: Cell) -> str:
        return self._meant(self._said_in(cell))

    def _said_in(self, cell: Cell) -> str:
        """The name in a cell, looked up where it is an id; what it means may be another one."""
        words = sound_text(cell)
        if not words or words.casefold() in mappings("words")["nobody"]:
            words = self._all_rows
        elif self._all_rows and not self._is_one(words, self._all_rows):
            raise Refused(f"is another partner than {self._all_rows}, whose all rows are to be")
        if not words:
            raise Refused("is missing")
        name = self._lookup.name(words)
        if name in self._lookup.missed:
            raise Refused("is an id that the look-up file does not hold")
        return name

    def _meant(self, name: str) -> str:
        """The name that a person has said to be meant; of names in a ring each means itself."""
        seen: set[str] = set()
        while (key := fold(name)) not in seen and self._same.get(key):
            seen.add(key)
            name = self._same[key]
        return name

    def _key(self, name: str) -> str:
        return fold(self._meant(name))

    def _is_one(self, name: str, other: str) -> bool:
        one, two = self._key(name), self._key(other)
        return one == two or (one in self._by_key and self._by_key[one] == self._by_key.get(two))

    def id_of(self, name: str) -> int:
        key = fold(name)
        found = self._by_key.get(key)
        if found is None:
            found = derived_id("partner", key)
            self._by_key[key] = found
            # The id is there already where a person has renamed that partner since.
            if found not in self.keys:
                self.keys[found], self._names[found] = key, tidy(name)
                self.fresh.add(found)
                self.watched.add(found)
        return found

    def named(self, id_: int) -> tuple[str, str]:
        """A partner's name as it is kept, and its folded form."""
        return self._names[id_], self.keys[id_]
