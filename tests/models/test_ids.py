"""Ids that travel: in the order of making, the same from the same key, never past 63 bits."""

from hypothesis import given
from hypothesis import strategies as st

from models.ids import derived_id, new_id


def test_ids_tell_the_order_of_making_even_within_a_millisecond() -> None:
    made = [new_id() for _ in range(2_000)]
    assert made == sorted(set(made))
    assert made[-1] < 2**63


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_a_derived_id_is_the_same_for_the_same_key_and_positive(key: list[str]) -> None:
    assert derived_id("deal", *key) == derived_id("deal", *key)
    assert 0 < derived_id("deal", *key) < 2**63
    assert derived_id("deal", *key) != derived_id("partner", *key)
