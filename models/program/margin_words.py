"""What would cost a tier, in words: losses that read alike are told as one, with their names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.program.margin import Loss, Margin
from models.program.terms import Terms
from models.text import counted, listed

_ALONE = 2  # losses of one kind that are still told one by one
_SAID = 3
_NAMED = 3


@dataclass(frozen=True, slots=True)
class LossGroup:
    """One loss, or several alike; `words` as the middle of a sentence has them."""

    losses: tuple[Loss, ...]
    words: str
    why: str

    @property
    def kind(self) -> str:
        return self.losses[0].kind


def grouped(losses: Sequence[Loss]) -> tuple[LossGroup, ...]:
    """The losses in their order; three or more of one kind and one cause stand together."""
    alike: dict[object, list[Loss]] = {}
    for loss in losses:
        table = loss.records[0].kind
        alike.setdefault((loss.kind, table, loss.criteria, loss.tier, loss.on), []).append(loss)
    return tuple(group for some in alike.values() for group in _groups(some))


def headline(found: Margin, terms: Terms) -> str:
    """The most pressing losses in one sentence, or that there are none."""
    pressing = [group for group in grouped(found.losses) if group.kind != "standing"]
    if not pressing:
        if not terms.by_key[found.tier].rank:
            return "No tier is reached, so there is none to lose."
        return f"Nothing that may go by itself costs {terms.label(found.tier)}."
    costs = pressing[0].losses[0].tier
    same = [group for group in pressing if group.losses[0].tier == costs]
    said = [group.words for group in same[:_SAID]]
    more = sum(len(group.losses) for group in same[_SAID:])
    if more:
        said.append(f"any of {more} others" if more > 1 else "one other loss")
    return f"At risk: {listed(said, 'or')} costs {terms.label(costs)}."


def _groups(some: Sequence[Loss]) -> Iterator[LossGroup]:
    if len(some) <= _ALONE or some[0].kind == "ends":
        for loss in some:
            yield LossGroup((loss,), loss.words, loss.why)
        return
    noun = _NOUNS.get(some[0].records[0].kind, ("record", "records"))
    many = counted(len(some), *noun)
    words = {
        "slip": f"a slip of any of {many}",
        "person": f"losing any of {many}",
    }.get(some[0].kind, f"the end of any of {many}")
    names = [loss.records[0].text for loss in some[:_NAMED]]
    left = len(some) - len(names)
    who = listed([*names, f"{left} more"] if left else names)
    why = some[0].why if some[0].records[0].kind != "deals" else ""
    yield LossGroup(tuple(some), words, f"{who}. {why}".strip())


_NOUNS = {
    "deals": ("deal", "deals"),
    "contacts": ("contact", "contacts"),
    "trainings": ("person trained", "people trained"),
    "offerings": ("offering", "offerings"),
    "integrations": ("integration", "integrations"),
    "agreements": ("agreement", "agreements"),
    "partners": ("promise", "promises"),
}
