"""What a speaker reads under a slide: sources, the day, words for the section, definitions."""

from collections.abc import Iterable, Sequence

from models.text import day_text
from reports.page import EDITION_TEXT, Book, Leaf
from reports.slides.shapes import nodes
from reports.structure import Node

_MOST = 8  # definitions under one slide


def notes_of(book: Book, leaf: Leaf, meanings: Sequence[tuple[str, str]]) -> str:
    """The notes of one slide, a paragraph a line; nothing that the edition may not say."""
    facts = book.facts
    said = []
    for one in leaf.all:
        said.append(one.title)
        words = facts.plan.words.get(one.section.key)
        if words and words.text:
            said.append(words.text)
        if words and words.note and facts.internal:
            said.append(f"Our own note: {words.note}")
    charts = [node.alt for node in nodes(leaf.sheet.root) if node.data is not None and node.alt]
    said += charts
    source = book.head.source
    said.append(f"{leaf.source} {source}" if leaf.source else source)
    said.append(
        f"As of {day_text(facts.as_of)}. {EDITION_TEXT[facts.edition]}."
        f" Pack {book.pack_id[:12]}, {facts.decision.program}, version {facts.decision.version}."
    )
    shown = " ".join(box.text for box in leaf.sheet.boxes).casefold()
    used = [(term, meaning) for term, meaning in meanings if term.casefold() in shown]
    if used and leaf.section.key != "definitions":
        said += [f"{term}: {meaning}" for term, meaning in used[:_MOST]]
    return "\n".join(said)


def meanings_of(leaves: Iterable[Leaf]) -> list[tuple[str, str]]:
    """The terms that the pack defines, as its page of definitions has them."""
    for leaf in leaves:
        if leaf.section.key == "definitions":
            tables = [node for node in nodes(leaf.sheet.root) if node.kind == "Table"]
            return [*_rows(leaf, tables[0])] if tables else []
    return []


def _rows(leaf: Leaf, table: Node) -> Iterable[tuple[str, str]]:
    for row in table.kids[1:]:
        if isinstance(row, Node):
            cells = [kid for kid in row.kids if isinstance(kid, Node)]
            texts = ["".join(_said(leaf, cell)).strip() for cell in cells]
            if len(texts) == 2 and all(texts):
                yield texts[0], texts[1]


def _said(leaf: Leaf, node: Node) -> list[str]:
    found = [box.text for box in leaf.sheet.boxes if box.node is node]
    for kid in node.kids:
        if isinstance(kid, Node):
            found += _said(leaf, kid)
    return found
