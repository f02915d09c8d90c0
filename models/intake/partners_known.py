"""Which partner a name in a file means; a name that is not known becomes a new partner."""

import re
from collections.abc import Iterable, Mapping

from models.ids import derived_id
from models.intake.headers import mappings
from models.intake.values import Memo, Refused, text
from models.intake.workbook import Cell
from models.names import fold, tidy

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
    """A record id as it is compared: the 18-letter form of a Salesforce id is its 15-letter one."""
    if len(words) == 18 and words.isascii() and words.isalnum():
        short = words[:15]
        if _check_letters(short) == words[15:].upper():
            return short
    return words


def _check_letters(short: str) -> str:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
    parts = (short[at : at + 5] for at in (0, 5, 10))
    return "".join(
        letters[sum(1 << place for place, c in enumerate(part) if c.isupper())] for part in parts
    )


class Partners:
    """Partners by name. `ids[cell]` is a partner's id; `fresh` holds those that are not known,
    `used` those of them that a good row names, which have to be written before that row.
    """

    def __init__(
        self,
        known: Iterable[tuple[int, str, str]],
        lookup: Lookup | None = None,
        all_rows: str = "",
    ) -> None:
        """`known` are id, name and folded name; `all_rows` names the partner of the whole file."""
        self.keys: dict[int, str] = {}
        self._names: dict[int, str] = {}
        self._by_key: dict[str, int] = {}
        for id_, name, name_key in known:
            self.keys[id_], self._names[id_] = name_key, name
            self._by_key.setdefault(name_key, id_)
        self._lookup = lookup or Lookup()
        self._all_rows = tidy(all_rows)
        self.fresh: set[int] = set()
        self.used: dict[int, None] = {}
        self.ids = Memo(self._read)

    def is_known(self, cell: Cell) -> bool:
        """Whether the portfolio, or a good row so far, has a partner of this name."""
        found = self._by_key.get(fold(self._lookup.name(text(cell))))
        return found is not None and (found not in self.fresh or found in self.used)

    def use(self, id_: int, cell: Cell) -> None:
        """A good row names this partner; the first of them gives a new one its spelling."""
        if id_ in self.fresh and id_ not in self.used:
            self.used[id_] = None
            self._names[id_] = tidy(self._named_in(cell))

    def _read(self, cell: Cell) -> int:
        return self.id_of(self._named_in(cell))

    def _named_in(self, cell: Cell) -> str:
        words = text(cell)
        if not words or words.casefold() in mappings("words")["nobody"]:
            words = self._all_rows
        elif self._all_rows and fold(words) != fold(self._all_rows):
            raise Refused(f"is another partner than {self._all_rows}, whose all rows are to be")
        if not words:
            raise Refused("is missing")
        name = self._lookup.name(words)
        if name in self._lookup.missed:
            raise Refused("is an id that the look-up file does not hold")
        return name

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
        return found

    def named(self, id_: int) -> tuple[str, str]:
        """A partner's name as it is kept, and its folded form."""
        return self._names[id_], self.keys[id_]
