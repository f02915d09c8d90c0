"""Names to be matched as a person sees them: what each looks like, and what becomes of it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from models.intake.matching import LIKELY, Candidate
from models.intake.verdicts import NameInFile
from models.names import fold
from models.text import counted


class MatchRow(NamedTuple):
    """One name; `said` is the partner it is the same as, "" for a new one, None where undecided.

    `id` is the folded name. `worth` is in minor units of `currency`.
    """

    id: str
    name: str
    rows: int
    worth: int
    currency: str
    candidates: tuple[Candidate, ...]
    said: str | None

    @property
    def proposal(self) -> Candidate | None:
        """What it looks most like."""
        return self.candidates[0] if self.candidates else None

    @property
    def is_open(self) -> bool:
        """Whether it looks like something and nobody has said what it is."""
        return bool(self.candidates) and self.said is None

    @property
    def sure(self) -> Candidate | None:
        """The one thing it very likely is; None where nothing, or more than one, is that likely."""
        first, *others = (*self.candidates, None)
        if first is None or first.likeness.rank < LIKELY:
            return None
        second = others[0] if others else None
        twice = second is not None and second.likeness.rank == first.likeness.rank
        return None if twice and second and second.score == first.score else first

    @property
    def becomes(self) -> str:
        if self.said:
            return f"Same as {self.said}"
        return "New partner, undecided" if self.is_open else "New partner"

    @property
    def likeness(self) -> str:
        """How sure the proposal is, with the reason."""
        like = self.proposal
        if like is None:
            return ""
        also = "" if fold(like.spelled) == fold(like.partner) else f", known as {like.spelled}"
        where = "" if like.partner_id else ", new in this file"
        return f"{like.likeness.words}: {like.likeness.reason}{also}{where}"


def rows_of(
    names: Iterable[NameInFile],
    proposals: Mapping[str, tuple[Candidate, ...]],
    said: Mapping[str, str],
    currency: str,
) -> list[MatchRow]:
    """The names in the order they come; `said` are folded names and what was said of them."""
    return [
        MatchRow(
            fold(one.name), one.name, one.rows, one.worth, currency,
            proposals.get(one.name, ()), said.get(fold(one.name)),
        )
        for one in names
    ]  # fmt: skip


def undecided_words(rows: Sequence[MatchRow]) -> str:
    """How many names look like something and are nobody's yet, and what becomes of them."""
    left = sum(row.is_open for row in rows)
    if not left:
        return ""
    becomes = "it becomes a new partner" if left == 1 else "each becomes a new partner"
    return f"{counted(left, 'name')} undecided: {becomes}"


def done_words(rows: Sequence[MatchRow]) -> str:
    """How many names are the same as a partner, and how many new ones there will be."""
    same = sum(bool(row.said) for row in rows)
    new = len(rows) - same
    parts = [f"{same:,} the same as a partner"] if same else []
    parts += [counted(new, "new partner")] if new else []
    return ", ".join(parts)


def choices_of(
    row: MatchRow, partners: Iterable[str], rows: Iterable[MatchRow]
) -> list[tuple[str, str]]:
    """Whose a name may be said to be, with a note: what it looks like, every partner, new names."""
    found = {like.partner: like.likeness.words for like in row.candidates}
    for name in partners:
        found.setdefault(name, "")
    for other in rows:
        if other.id != row.id and not other.said:
            found.setdefault(other.name, "New in this file")
    return list(found.items())
