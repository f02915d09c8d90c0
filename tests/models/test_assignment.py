"""The best choice of pairs is the best of all choices, and nobody stands in two of them."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.assignment import Edge, assigned

edges = st.dictionaries(
    st.tuples(st.integers(1, 5), st.integers(11, 15)), st.integers(1, 1_000), max_size=9
).map(lambda found: [Edge(*ends, likeness) for ends, likeness in found.items()])


def best_of_all(given_edges: list[Edge]) -> int:
    return max(
        sum(edge.likeness for edge in chosen)
        for count in range(6)
        for chosen in combinations(given_edges, count)
        if len({edge.left for edge in chosen}) == len({edge.right for edge in chosen}) == count
    )


@settings(max_examples=150)
@given(edges)
def test_no_other_choice_is_better(given_edges: list[Edge]) -> None:
    likeness = {edge[:2]: edge.likeness for edge in given_edges}
    chosen = assigned(given_edges)
    assert len({left for left, _ in chosen}) == len({right for _, right in chosen}) == len(chosen)
    assert sum(likeness[pair] for pair in chosen) == best_of_all(given_edges)


def test_two_middling_pairs_beat_one_very_good_one() -> None:
    three = [Edge(1, 11, 950), Edge(1, 12, 900), Edge(2, 11, 900)]
    assert sorted(assigned(three)) == [(1, 12), (2, 11)]


def test_a_very_good_pair_beats_two_poor_ones() -> None:
    three = [Edge(1, 11, 950), Edge(1, 12, 300), Edge(2, 11, 300)]
    assert assigned(three) == [(1, 11)]


def test_a_long_chain_of_rivals_is_settled_at_once() -> None:
    chain = [Edge(at, 1_000 + at + step, 900) for at in range(500) for step in (0, 1)]
    assert len(assigned(chain)) == 500


def test_it_can_be_stopped() -> None:
    def stop(_done: int, _total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        assigned([Edge(1, 11, 900)], stop)
