"""A template with the items that it takes from the program written out."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from models.checklist.loading import digest_of
from models.checklist.template import Item, Section, Template
from models.checklist.writing import text_of
from models.program import explain
from models.program.terms import CriterionTerms, Terms, Tier
from models.text import listed

_ASK = {"required": "required", "recommended": "recommended", "not_required": "not_asked"}


def expanded(template: Template, terms: Terms) -> Template:
    """The template with one item for each criterion where a section asks for that.

    Items on a criterion that this program has not are left out, and what is asked only after them:
    nobody could answer them. It has a text and a digest of its own, so that a begun checklist can
    keep it. Where nothing changes it is the same object; the same template and terms give the same
    object.
    """
    if not template.expands and not _strangers(template, terms):
        return template
    return _expand(_Key(template.digest, template.own, template), terms)


@dataclass(frozen=True, slots=True)
class _Key:
    """A template by its digest, which is all that two of them are compared by."""

    digest: str
    own: bool
    template: Template = field(compare=False)


@lru_cache(maxsize=64)
def _expand(key: _Key, terms: Terms) -> Template:
    template = key.template
    taken = {item.key for section in template.sections for item in section.items}
    gone = _strangers(template, terms)
    sections = tuple(_section(section, terms, taken, gone) for section in template.sections)
    sections = tuple(section for section in sections if section.items)
    made = replace(template, sections=sections)
    text = text_of(made)
    return replace(made, text=text, digest=digest_of(text))


def _strangers(template: Template, terms: Terms) -> frozenset[str]:
    """Keys of the items on criteria that the program has not, and of those asked after them."""
    known = {criterion.id for criterion in terms.criteria}
    found: set[str] = set()
    for item in template.items.values():
        after_one = item.when is not None and item.when.item in found
        if after_one or (item.criterion and item.criterion not in known):
            found.add(item.key)
    return frozenset(found)


def _section(section: Section, terms: Terms, taken: set[str], gone: frozenset[str]) -> Section:
    asked = tuple(item for item in section.items if item.key not in gone)
    if not section.each:
        return replace(section, items=asked)
    items = []
    for criterion in terms.criteria:
        # What the template asks itself under this key stays as it is.
        if criterion.id not in taken:
            taken.add(criterion.id)
            items.append(_item(criterion, terms, section.evidence))
    return replace(section, items=(*items, *asked), each="", evidence="none")


def _item(criterion: CriterionTerms, terms: Terms, evidence: str) -> Item:
    """One question for a criterion, answered by the records with yes or no for the tier.

    A count or an amount is said beside it: what is enough differs by tier.
    """
    ask = {key: _ASK[told.obligation] for key, told in criterion.asks.items()}
    asked = [tier for tier in terms.tiers if ask.get(tier.key) != "not_asked"]
    words = "; ".join(_asks(asked, criterion, terms.currency))
    return Item(
        key=criterion.id,
        asks=f"{criterion.label}: is what the tier asks for in place?",
        kind="yes_no",
        help=f"{words}." if words else "",
        clause=criterion.clause,
        side="joint" if criterion.is_requirement else "partner",
        evidence=evidence,
        ask=ask,
        criterion=criterion.id,
    )


def _asks(tiers: list[Tier], criterion: CriterionTerms, currency: str) -> Iterator[str]:
    """What the tiers ask for; those that ask for the same in one: "Gold and Silver require one"."""
    same: dict[str, list[str]] = {}
    for tier in tiers:
        rest = explain.asks(tier, criterion, currency).removeprefix(f"{tier.label} ")
        same.setdefault(rest, []).append(tier.label)
    for rest, labels in same.items():
        verb, _, what = rest.partition(" ")
        yield f"{listed(labels)} {verb.removesuffix('s') if len(labels) > 1 else verb} {what}"
