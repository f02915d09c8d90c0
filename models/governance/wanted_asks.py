"""Decisions that reviews still want, as what a pack asks its meeting to decide."""

from collections.abc import Iterable, Sequence

from models.governance.outcomes import Resolution
from models.names import fold
from models.pack_plan import MOST_ASKS, Ask


def offered(wanted: Iterable[Resolution], asks: Sequence[Ask]) -> tuple[Ask, ...]:
    """Those that the pack does not ask yet, as many as it has room for; by their words."""
    known = {fold(ask.what) for ask in asks}
    found = []
    for one in wanted:
        if one.state == "wanted" and fold(one.title) not in known:
            known.add(fold(one.title))
            found.append(Ask(one.title, one.why, "", one.side, one.owner, one.due_on))
    return tuple(found[: max(0, MOST_ASKS - len(asks))])
