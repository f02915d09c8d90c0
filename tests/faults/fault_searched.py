"""Any words can be looked for: nothing is taken for a pattern, and nothing takes long."""

from __future__ import annotations

import statistics
import time

from tests.faults.counts import chance, times
from ui.widgets.palette import Item
from ui.widgets.ranking import fold, rank

SIGNS = "ab \"'*%_-()[]{}:;,.\\^~\0\t\n\u202eß株🔑\u0301\ud800NEAROR+!?#$&"
NAMES = ("O'Neil & Söhne 株式会社", "100 % Cloud_Ltd", 'The "Best" (UK)', "a*b", "[x]", "Zażółć")
MANY = 6_000  # the partners and deals that the palette holds at most, and more


def _nothing() -> None:
    """Nothing is run."""


def test_17_any_words_can_be_looked_for_among_thousands_of_names() -> None:
    names = [*NAMES, *(f"Partner number {number:05}" for number in range(MANY))]
    items = [Item("Partners", name, _nothing) for name in names]
    folded = fold(items)
    moment, took = chance("search"), list[float]()
    for _ in range(times(2_000, 50_000)):
        words = "".join(moment.choices(SIGNS, k=moment.randrange(12)))
        few = moment.random() > 0.05
        among = (items[:60], folded[:60]) if few else (items, folded)
        started = time.process_time()
        rank(words, *among)
        if not few:
            took.append(time.process_time() - started)
    for name in NAMES:
        assert rank(name, items, folded)[0].title == name
    print(f"95 of 100 among {MANY:,} names: {statistics.quantiles(took, n=20)[-1] * 1000:.0f} ms")
