"""Which known names a new one may mean, in words with the reason; nothing is merged by it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from models.intake.name_words import NameWords, name_words
from models.names import fold

Progress = Callable[[int, int, str], object]

MOST = 5  # candidates of one name
CLOSE = 92.0  # of 100, by token_set_ratio; below it two names are not proposed
SAME, LIKELY, MAYBE = 3, 2, 1
WORDS: Mapping[int, str] = {
    SAME: "Same name, written otherwise",
    LIKELY: "Very likely",
    MAYBE: "Maybe",
}
_PLAIN_CLOSE = 86.0  # as a whole, where what two names share is a word that many have
_SHORT = 3  # letters; names below this are alike by chance
_SLIP = 6  # letters of a word in which one too many is a slip and not another word
# So many comparisons hold the interpreter for 10 to 20 ms, which nobody feels.
_AT_ONCE = 60_000
# New names that are looked at; a column with more of them holds no partners.
_MOST_NEW = 5_000
# Names with the same letters that are looked at; figures in a name make many of them.
_MOST_ALIKE = 25
# Beyond so many comparisons (3 s on one core) later names are only found by their letters.
_MOST_COMPARED = 20_000_000


class KnownName(NamedTuple):
    """A name that may be meant: a partner's own, or one that it goes by as well.

    `id` is 0 for another new name of the file. `partner` is the partner's own name.
    """

    id: int
    name: str
    partner: str


class Likeness(NamedTuple):
    """How alike two names are: the rank of WORDS, and why."""

    rank: int
    reason: str

    @property
    def words(self) -> str:
        return WORDS[self.rank]


class Candidate(NamedTuple):
    """A partner that a name may mean; `spelled` is the name of it that looks alike.

    `partner_id` is 0 for another new name of the file. `score` orders those of one rank.
    """

    partner_id: int
    partner: str
    spelled: str
    likeness: Likeness
    score: float


class Pair(NamedTuple):
    """Two known names that may be one partner's; positions in the list that was given."""

    first: int
    second: int
    likeness: Likeness
    score: float


def candidates(
    new: Sequence[str],
    known: Sequence[KnownName],
    refused: Collection[tuple[str, int]] = (),
    progress: Progress = lambda *_: None,
) -> dict[str, tuple[Candidate, ...]]:
    """For each new name what it may mean, the likeliest first, at most five.

    Of two new names that look alike the later one is proposed to be the earlier. `refused` are
    folded names and partners that a person has said to be two. Raises what `progress` raises.
    """
    new = new[:_MOST_NEW]
    pool = [*known, *(KnownName(0, name, name) for name in new)]
    first_new = len(known)
    texts = [name_words(one.name) for one in pool]
    found: dict[int, dict[tuple[int, str], Candidate]] = defaultdict(dict)
    rows = range(first_new, len(pool))
    for row, column, score in _hits(texts, rows, progress, _MOST_COMPARED):
        name, other = pool[row].name, pool[column]
        if fold(name) == fold(other.name) or (fold(name), other.id) in refused:
            continue
        likeness = judge(texts[row], texts[column], score)
        if likeness is None:
            continue
        closeness = score + (texts[row].forms == texts[column].forms)
        made = Candidate(other.id, other.partner, other.name, likeness, closeness)
        key = (other.id, "" if other.id else fold(other.name))
        if key not in found[row] or _order(made) < _order(found[row][key]):
            found[row][key] = made
    return {
        pool[row].name: tuple(sorted(found[row].values(), key=_order)[:MOST])
        for row in rows
        if found.get(row)
    }


def pairs(names: Sequence[str], progress: Progress = lambda *_: None) -> tuple[Pair, ...]:
    """All pairs of these names that may be one, the likeliest first. Raises as `progress` does."""
    texts = [name_words(name) for name in names]
    found: dict[tuple[int, int], Pair] = {}
    for row, column, score in _hits(texts, range(len(texts)), progress):
        likeness = judge(texts[column], texts[row], score)
        if likeness is not None:
            pair = Pair(column, row, likeness, score)
            known = found.get((column, row))
            if known is None or (known.likeness.rank, known.score) < (likeness.rank, score):
                found[column, row] = pair
    return tuple(
        sorted(found.values(), key=lambda p: (-p.likeness.rank, -p.score, p.first, p.second))
    )


def judge(one: NameWords, other: NameWords, score: float) -> Likeness | None:
    """How alike two names are, given how close their words are (of 100); None where they are not.

    Only what is safe to believe is called very likely: a name of two letters, a word for another
    company of the house, another letter in a word or another number may be somebody else.
    """
    if not one.bare or not other.bare:
        return None
    forms_fit = one.forms == other.forms or not one.forms or not other.forms
    if one.joined == other.joined or _umlauts_agree(one, other):
        return _of_one_name(one, other, forms_fit)
    if sorted(one.bare) == sorted(other.bare):
        return Likeness(LIKELY if forms_fit else MAYBE, "the same words in another order")
    if one.core == other.core:
        loose = " ".join((*one.loose, *other.loose))
        return Likeness(MAYBE, f"only “{loose}” differs")
    slip = _slip(one.bare, other.bare)
    if slip and forms_fit:
        return Likeness(LIKELY, slip)
    if slip:
        return Likeness(MAYBE, f"{slip}, and the legal forms differ")
    if score >= CLOSE:
        return Likeness(MAYBE, _why_close(one.bare, other.bare))
    if _initials(one) == other.joined or _initials(other) == one.joined:
        return Likeness(MAYBE, "the first letters of the other’s words")
    return None


def _of_one_name(one: NameWords, other: NameWords, forms_fit: bool) -> Likeness:
    if len(one.joined) < _SHORT and one.joined.isascii():
        return Likeness(MAYBE, "the same, but only two letters long")
    if one.forms == other.forms:
        return Likeness(SAME, "only case, accents, blanks or punctuation differ")
    if forms_fit:
        form = ", ".join(sorted(one.forms | other.forms))
        return Likeness(LIKELY, f"only the legal form differs ({form})")
    forms = (", ".join(sorted(forms)) for forms in (one.forms, other.forms))
    return Likeness(MAYBE, f"the legal forms differ ({' and '.join(forms)})")


def _umlauts_agree(one: NameWords, other: NameWords) -> bool:
    """Whether one has ä where the other has ae."""
    return bool(
        (one.spelt and one.spelt == other.joined) or (other.spelt and other.spelt == one.joined)
    )


def _slip(one: Sequence[str], other: Sequence[str]) -> str:
    """What a slip of the keyboard has done to one word, or nothing: a letter doubled, two swapped.

    Another letter in its place is no slip: Derby is not Derry.
    """
    if len(one) != len(other):
        return ""
    unlike = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    if len(unlike) != 1:
        return ""
    short, long = sorted(unlike[0], key=len)
    if len(short) < _SLIP or not (short + long).isalpha():
        return ""
    if len(long) == len(short) + 1:
        for at in range(1, len(long)):
            if long[at] == long[at - 1] and long[:at] + long[at + 1 :] == short:
                return f"a letter is doubled ({unlike[0][0]}, {unlike[0][1]})"
    if len(long) == len(short):
        places = [at for at in range(len(long)) if long[at] != short[at]]
        if len(places) == 2 and places[1] == places[0] + 1:
            a, b = places
            if (long[a], long[b]) == (short[b], short[a]):
                return f"two letters are swapped ({unlike[0][0]}, {unlike[0][1]})"
    return ""


def _why_close(one: Sequence[str], other: Sequence[str]) -> str:
    mine, theirs = set(one), set(other)
    if mine < theirs or theirs < mine:
        more = " ".join(word for word in (*one, *other) if word in mine ^ theirs)
        return f"one of them also says “{more}”"
    if len(one) == len(other):
        unlike = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
        if len(unlike) == 1:
            return f"one word differs ({unlike[0][0]}, {unlike[0][1]})"
    return "the names are close"


def _initials(name: NameWords) -> str:
    return "".join(word[0] for word in name.bare) if len(name.bare) >= _SHORT else ""


def _order(one: Candidate) -> tuple[int, bool, float, str, int, str]:
    rank, name = one.likeness.rank, fold(one.partner)
    return (-rank, not one.partner_id, -one.score, name, one.partner_id, fold(one.spelled))


def _hits(
    texts: Sequence[NameWords], rows: range, progress: Progress, most: int = 0
) -> Iterator[tuple[int, int, float]]:
    """Row, earlier place and how close: what has letters or initials in common, or close words.

    With `most` no more than so many names are compared letter by letter, the first rows.
    """
    yield from _by_letters(texts, rows)
    if most and len(rows) * len(texts) > most:
        rows = rows[: max(1, most // len(texts))]
    yield from _by_closeness(texts, rows, progress)


def _by_letters(texts: Sequence[NameWords], rows: range) -> Iterator[tuple[int, int, float]]:
    """Names with the same letters in any order, so also words in another order, or initials."""
    places: dict[str, list[int]] = defaultdict(list)
    chosen = set(rows)
    for at, words in enumerate(texts):
        keys = {"".join(sorted(words.joined)), "".join(sorted(words.spelt)), "".join(words.core)}
        keys |= {f"={_initials(words)}", f"={words.joined}"}
        for key in keys - {"", "="}:
            if at in chosen:
                yield from ((at, other, 0.0) for other in places[key])
            if len(places[key]) < _MOST_ALIKE:
                places[key].append(at)


def _by_closeness(
    texts: Sequence[NameWords], rows: range, progress: Progress
) -> Iterator[tuple[int, int, float]]:
    from rapidfuzz import fuzz, process

    strings = [words.text for words in texts]
    common = _common(texts)
    size = max(1, _AT_ONCE // max(1, len(texts)))
    for first in range(0, len(rows), size):
        chunk = rows[first : first + size]
        progress(first, len(rows), "Comparing names")
        # Each is compared with those before it, so that a pair is found once.
        others = strings[: chunk[-1] + 1]
        scores = process.cdist(
            [strings[at] for at in chunk], others, scorer=fuzz.token_set_ratio, score_cutoff=CLOSE
        )
        for row, column in zip(*(part.tolist() for part in scores.nonzero()), strict=True):
            at = chunk[row]
            if column < at and _is_telling(texts[at], texts[column], common, fuzz.ratio):
                yield at, column, float(scores[row, column])


def _common(texts: Sequence[NameWords]) -> frozenset[str]:
    """Words that so many names have that to share them says nothing."""
    counts = Counter(word for words in texts for word in set(words.bare))
    most = max(3, len(texts) // 50)
    return frozenset(word for word, count in counts.items() if count > most or len(word) == 1)


def _is_telling(
    one: NameWords, other: NameWords, common: frozenset[str], ratio: Callable[[str, str], float]
) -> bool:
    """Whether two names share more than words that many have, or are close as a whole."""
    both = set(one.bare) & set(other.bare)
    if not both or both - common:
        return True
    return ratio(one.text, other.text) >= _PLAIN_CLOSE


def known_names(
    partners: Iterable[tuple[int, str]], aliases: Iterable[tuple[int, str]] = ()
) -> list[KnownName]:
    """Partners by their own names and by those they go by as well."""
    own = dict(partners)
    return [
        *(KnownName(id_, name, name) for id_, name in own.items()),
        *(KnownName(id_, name, own[id_]) for id_, name in aliases if id_ in own),
    ]
