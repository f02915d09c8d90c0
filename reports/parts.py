"""What became of each section of a pack: its page, what it says in a line, whether words fit."""

from typing import NamedTuple

from reports.figures import Figures
from reports.kinds import offered
from reports.page import Book
from reports.sheet import Sheet
from reports.strip import Fit, fitting


class Part(NamedTuple):
    """A section that this kind of pack can have.

    `page` is the one it begins on, from 1; 0 where it has none. `said` is the line that stands for
    it where it has nothing to show; `fits` are the words for all and those for the host.
    """

    key: str
    name: str
    page: int = 0
    said: str = ""
    wanted: bool = True
    fits: tuple[Fit, Fit] = (Fit(), Fit())


def parts_of(book: Book, figures: Figures) -> tuple[Part, ...]:
    """Every section that the pack could have, in the kind's own order; left out or not."""
    facts = figures.facts
    pages = {leaf.section.key: at for at, leaf in reversed([*book.told()])}
    sheet = Sheet(book.typesetter)
    return tuple(
        Part(
            section.key,
            section.called(facts),
            pages.get(section.key, 0),
            "" if section.key in pages else section.nothing(figures),
            section.wanted(facts),
            fitting(sheet, facts.plan.words.get(section.key)),
        )
        for section in offered(facts.plan.kind)
    )
