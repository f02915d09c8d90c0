"""One section's pages of a pack as they are drawn: their texts, pictures, and where all stands."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from typing import Any

from models.background import Background
from models.pack_plan import USUAL, PackPlan, Words
from reports.facts import PackFacts, freeze
from reports.pack import drawn
from reports.page import Leaf
from reports.structure import Node
from reports.style import HEIGHT, MARGIN, WIDTH

LONG = "They asked for more time, and the price is the reason why nothing was signed yet. " * 6


def told(
    facts: PackFacts,
    background: Background,
    *,
    edition: str = "internal",
    plan: PackPlan = USUAL,
    **changes: Any,
) -> PackFacts:
    """The same facts with what a pack tells beside the file."""
    file = replace(facts.file, **changes)
    return freeze(file, facts.terms, edition=edition, background=background, plan=plan)


def with_words(*keys: str, kind: str = "full") -> PackPlan:
    """A plan in which a person left as many words as there may be for some sections."""
    return replace(PackPlan(), kind=kind, words={key: Words(LONG, LONG) for key in keys})


def pages(facts: PackFacts, key: str) -> list[Leaf]:
    """The section's pages, or what it has of a page that it shares."""
    return [leaf for _, leaf in drawn(facts, "0" * 64).told() if leaf.section.key == key]


def text(leaf: Leaf) -> str:
    return " ".join(box.text for box in leaf.sheet.boxes)


def pictures(leaf: Leaf) -> list[Node]:
    """Every picture that has figures."""
    return [node for node in _nodes(leaf.sheet.root) if node.kind == "Figure" and node.data]


def picture(leaf: Leaf, kind: str) -> Node:
    """The first picture of a kind."""
    return next(node for node in pictures(leaf) if node.data and node.data.kind == kind)


def _nodes(found: list[Node]) -> Iterator[Node]:
    for node in found:
        yield node
        yield from _nodes([kid for kid in node.kids if isinstance(kid, Node)])


def well_laid(leaf: Leaf) -> None:
    """No two texts meet, none leaves the page or comes near its foot."""
    boxes = leaf.sheet.boxes
    for box in boxes:
        assert box.left >= MARGIN - 0.5, box
        assert box.right <= WIDTH - MARGIN + 2.5, box
        assert 0 < box.top < box.bottom < HEIGHT - 15, box
        assert leaf.plain or box.bottom <= 528 or box.top > 530, box
    for one, other in combinations(boxes, 2):
        apart = (
            one.right <= other.left + 0.1
            or other.right <= one.left + 0.1
            or one.bottom <= other.top + 0.1
            or other.bottom <= one.top + 0.1
        )
        assert apart, (one, other)
