"""A company's name taken apart: its words without accents and signs, and its legal form."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from models.intake.headers import mappings

_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_INSIDE_WORDS = "'’‘ʼ`´"
# Marks over letters beyond these scripts make another letter (ガ is not カ).
_ACCENTED_UP_TO = "\u0590"

_Form = tuple[str, ...]


class NameWords(NamedTuple):
    """A name as it is compared. `bare` are its words without the legal form, `core` also without
    words such as “Group”; `forms` names the legal forms found, `loose` the words that `core` lacks.
    `spelt` is `bare` with ä written ae.
    """

    name: str
    bare: tuple[str, ...]
    core: tuple[str, ...]
    forms: frozenset[str]
    loose: tuple[str, ...]
    spelt: str

    @property
    def joined(self) -> str:
        """The bare words without blanks."""
        return "".join(self.bare)

    @property
    def text(self) -> str:
        return " ".join(self.bare)


@lru_cache(maxsize=16_384)
def name_words(name: str) -> NameWords:
    """The name taken apart. The legal form is cut off as long as a word is left beside it."""
    bare, forms = _without_forms(_split(name))
    core, loose = _without_group(bare)
    return NameWords(name, bare, core, forms, loose, _spelt(name))


def _spelt(name: str) -> str:
    lowered = unicodedata.normalize("NFC", name).casefold()
    if lowered.isascii():
        return ""
    replaced = lowered.translate(_UMLAUTS)
    return "" if replaced == lowered else "".join(_without_forms(_split(replaced))[0])


def _split(name: str) -> tuple[str, ...]:
    """The words of a name, without the joining ones between others."""
    words = tuple(_words(name))
    joining = _data()[3]
    return tuple(
        word for at, word in enumerate(words) if word not in joining or at in (0, len(words) - 1)
    )


def _words(name: str) -> Iterator[str]:
    text = unicodedata.normalize("NFKC", name).casefold()
    text = unicodedata.normalize("NFKC", text)
    for short, form in mappings("legal_forms")["short"].items():
        text = text.replace(short, f" {form} ")
    text = _undotted(_unaccented(text).translate(_LETTERS))
    text = _unspaced().sub(r" \1 ", text)
    signs = (
        c if c.isalnum() or unicodedata.category(c)[0] == "M" else "" if c in _INSIDE_WORDS else " "
        for c in text
    )
    yield from "".join(signs).split()


def _unaccented(text: str) -> str:
    if text.isascii():
        return text
    kept: list[str] = []
    base = ""
    for sign in unicodedata.normalize("NFD", text):
        if not unicodedata.combining(sign):
            base = sign
        elif base < _ACCENTED_UP_TO:
            continue
        kept.append(sign)
    return unicodedata.normalize("NFC", "".join(kept))


def _undotted(text: str) -> str:
    """Letters with dots between them are one word: s.p.a. → spa."""
    return " ".join(_closed(part) for part in text.split())


def _closed(part: str) -> str:
    letters = part.strip(",;()").split(".")
    single = [letter for letter in letters if letter]
    if len(single) > 1 and all(len(letter) == 1 and letter.isalpha() for letter in single):
        return "".join(single)
    return part


def _without_forms(words: tuple[str, ...]) -> tuple[tuple[str, ...], frozenset[str]]:
    spellings, leading, longest, _ = _data()
    found: set[str] = set()
    again = True
    while again and len(words) > 1:
        again = False
        for size in range(min(longest, len(words) - 1), 0, -1):
            form = spellings.get(words[-size:])
            if form:
                found.add(form)
                words, again = words[:-size], True
                break
            form = spellings.get(words[:size])
            if form and words[:size] in leading:
                found.add(form)
                words, again = words[size:], True
                break
    return words, frozenset(found)


def _without_group(words: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    group = _group()
    core, loose = list(words), list[str]()
    while len(core) > 1 and core[-1] in group:
        loose.append(core.pop())
    return tuple(core), tuple(reversed(loose))


@cache
def _data() -> tuple[dict[_Form, str], frozenset[_Form], int, frozenset[str]]:
    """Spellings of the legal forms, those that stand before a name, the words of the longest,
    and the joining words.
    """
    table = mappings("legal_forms")
    joining = frozenset(table["words"]["joining"])
    spellings: dict[_Form, str] = {}
    for line in table["forms"]:
        for spelling in line:
            for words in _spellings(spelling):
                spellings.setdefault(words, line[0])
    leading = frozenset(words for name in table["leading"] for words in _spellings(name))
    return spellings, leading, max(map(len, spellings)), joining


def _spellings(form: str) -> Iterator[_Form]:
    words = tuple(_words(form))
    yield words
    if "." in form and len(words) == 1:
        yield tuple(words[0])  # S. A., with blanks


@cache
def _unspaced() -> re.Pattern[str]:
    """Forms that stand beside a name without a blank; of several that overlap the longest."""
    forms = sorted(mappings("legal_forms")["unspaced"], key=len, reverse=True)
    return re.compile(f"({'|'.join(map(re.escape, forms))})")


@cache
def _group() -> frozenset[str]:
    names = mappings("legal_forms")["words"]["group"]
    return frozenset(word for name in names for word in _words(name))
