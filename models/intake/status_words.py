"""Outcome and stage words read as open, won, lost or unqualified; what is not sure is asked."""

import itertools
import re
from collections.abc import Mapping, Sequence
from functools import cache

from models.intake.headers import key, mappings
from models.intake.mapping import MEANINGS
from models.intake.values import UnknownWord, typed, word_table
from models.intake.workbook import Cell

UNQUALIFIED = "unqualified"

_ORDINAL = re.compile(r"^(?:[\s\d.#:–-]+%?[\s:–-]*)")
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_WORDS = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


class StatusWords:
    """Reads the words of one column. `by_word` holds cells of which one word alone decided."""

    def __init__(
        self,
        stated: Mapping[str, str],
        *,
        whole_words: bool,
        system: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        """`system` are the words that stand for a meaning in this column of one system only."""
        self.table = dict(_table())
        if system is not None:
            self.table |= {key(word): name for name, words in system.items() for word in words}
        self.table |= {key(word) or word: meaning for word, meaning in stated.items()}
        self.whole_words = whole_words
        self.by_word: dict[str, str] = {}

    def __call__(self, cell: Cell) -> str:
        """One of MEANINGS, or nothing for blank. Raises UnknownWord."""
        words = typed(cell)
        if not words:
            return ""
        found = self.table.get(key(words) or words)
        if not found and self.whole_words:
            # Systems number their stages, and name the pipeline in brackets behind.
            bare = _ORDINAL.sub("", _BRACKETS.sub("", words))
            found = self.table.get(key(bare))
            if not found and (found := _by_word(bare)):
                self.by_word[words] = found
        if not found:
            raise UnknownWord(
                "is no status that is known (open, won, lost); say what it means with"
                " [values.status] in a --mapping file"
            )
        return found


@cache
def _table() -> Mapping[str, str]:
    return word_table({name: mappings("words")["status"][name] for name in MEANINGS})


@cache
def _folded(name: str) -> frozenset[str]:
    return frozenset(map(key, mappings("words")["status"][name]))


def _by_word(words: str) -> str:
    """won or lost where one whole word says so, and none before it takes it back."""
    if key(words) in _folded("nothing"):
        return ""
    parts = [key(part) for part in _WORDS.findall(words)]
    found = [
        meaning
        for meaning in ("won", "lost")
        for at, part in enumerate(parts)
        if part in _folded(f"{meaning}_word")
    ]
    if not found or len(set(found)) > 1:
        return ""
    doubted = any(
        before in _folded("not_word") and part in _folded(f"{found[0]}_word")
        for before, part in itertools.pairwise(parts)
    )
    return "" if doubted else found[0]
