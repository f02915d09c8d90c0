"""A plan is kept as text and read back the same; what can be no plan is refused in words."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.pack_plan import KINDS, SIDES, USUAL, Ask, PackPlan, Words
from models.pack_plan_json import plan_text, read_plan

words = st.text(max_size=12).filter(bool)
keys = st.sampled_from(["summary", "tier", "pipeline", "of-a-later-version"])
plans = st.builds(
    PackPlan,
    kind=st.sampled_from(list(KINDS)),
    title=st.text(max_size=12),
    order=st.lists(keys, unique=True).map(tuple),
    left_out=st.lists(keys, unique=True).map(tuple),
    words=st.dictionaries(keys, st.builds(Words, words, st.text(max_size=5)), max_size=3),
    asks=st.lists(
        st.builds(
            Ask,
            words,
            st.text(max_size=5),
            side=st.sampled_from(SIDES),
            by=st.none() | st.dates(),
        ),
        max_size=5,
    ).map(tuple),
    meeting_on=st.none() | st.dates(),
    place=st.text(max_size=5),
    attendees=st.lists(words, max_size=3).map(tuple),
    confidentiality=st.text(max_size=5),
)


@given(plans)
def test_a_plan_comes_back_as_it_was(plan):
    assert read_plan(plan_text(plan), plan.kind) == plan


@given(plans)
def test_the_same_plan_is_the_same_text_whatever_its_order_of_words(plan):
    turned = replace(plan, words=dict(reversed(list(plan.words.items()))))
    assert plan_text(turned) == plan_text(plan)


def test_the_usual_plan_is_an_empty_table():
    assert plan_text(USUAL) == "{}"
    assert read_plan("{}", "full") == USUAL


def test_a_blank_decision_and_blank_words_are_not_kept():
    plan = replace(USUAL, asks=(Ask(""), Ask("", side="host")), words={"tier": Words()})
    assert plan_text(plan) == "{}"


def test_sections_of_a_later_version_stay():
    text = json.dumps({"order": ["moon", "tier"], "words": {"moon": {"text": "x"}}})
    plan = read_plan(text, "full")
    assert plan.order == ("moon", "tier")
    assert plan.words["moon"] == Words("x")


def test_the_logo_is_kept_beside_the_plan():
    assert "logo" not in plan_text(replace(USUAL, logo=b"png"))
    assert read_plan("{}", "full", b"png").logo == b"png"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no JSON"),
        ("[]", "the plan is no table"),
        ('{"moon": 1}', "moon"),
        ('{"title": 1}', "title is no text"),
        ('{"order": "tier"}', "order is no list"),
        ('{"order": [1]}', "order is no text"),
        ('{"words": {"tier": {"other": ""}}}', "words of tier has other"),
        ('{"asks": [{"what": "x", "side": "both sides"}]}', "both sides is no side"),
        ('{"asks": [{"by": "31.11.2026"}]}', "31.11.2026 is no day"),
        ('{"meeting_on": "2026-02-30"}', "2026-02-30 is no day"),
        (json.dumps({"asks": [{"what": str(n)} for n in range(6)]}), "more than 5"),
    ],
)
def test_what_can_be_no_plan_is_refused_in_words(text, said):
    with pytest.raises(ValueError, match=said):
        read_plan(text, "full")


def test_five_decisions_are_taken_and_their_days_read():
    asks = [{"what": str(n), "by": "2026-12-01"} for n in range(5)]
    plan = read_plan(json.dumps({"asks": asks}), "full")
    assert len(plan.asks) == 5
    assert plan.asks[0] == Ask("0", by=date(2026, 12, 1))


def test_a_kind_that_is_not_known_is_refused():
    with pytest.raises(ValueError, match="no kind"):
        read_plan("{}", "weekly")
