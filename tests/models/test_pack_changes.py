"""What changed between two packs: each kind of difference once, and nothing where there is none."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.action import Action
from models.background import NOTHING, Background, Change
from models.deal import Deal
from models.pack_changes import NAMED, Seen, changes, seen_of
from models.pack_changes_words import SUBJECTS, TURNS, conclusion, grouped, support
from models.pack_text import read
from models.partner import Agreement, Contact, Partner, Training
from models.program.loading import terms_on
from reports.facts import freeze
from reports.facts_json import to_json
from tests.reports import background_builder, facts_builder
from tests.reports.facts_builder import DAY, partner_file

PARTNER = Partner(1, "Acme", invited_on=date(2021, 2, 1), invitation_accepted_on=date(2021, 2, 2))
LATER = DAY + timedelta(days=60)


def deal(key: int, minor: int, status: str = "open", close: date = date(2022, 2, 1)) -> Deal:
    return Deal(
        key, 1, f"Deal {key}", status=status, close_date=close, partner_minor=minor,
        tcv_minor=minor,
    )  # fmt: skip


def seen(*deals: Deal, day: date = DAY, background: Background = NOTHING, **more: Any) -> Seen:
    file = partner_file(list(deals), partner=more.pop("partner", PARTNER), day=day, **more)
    return Seen(file, terms_on(day), background, "" if day == LATER else "ab" * 32)


def told(was: Seen, now: Seen, subject: str) -> list[tuple[str, str, str, str]]:
    found = changes(was, now).changes
    return [(c.what, c.was, c.now, c.turn) for c in found if c.subject == subject]


def test_nothing_has_changed_where_nothing_has():
    facts = facts_builder.platinum()
    same = Seen(facts.file, facts.terms, background_builder.full(), "ab" * 32)
    found = changes(same, same)
    assert found.changes == ()
    assert conclusion(found) == "Nothing has changed since the pack of 5 Jan 2022"


def test_an_issued_pack_is_compared_from_its_text_alone():
    facts = freeze(facts_builder.platinum().file, background=background_builder.full())
    read_back = seen_of(read(to_json(facts)))
    assert read_back.pack_id == read(to_json(facts)).pack_id
    now = Seen(facts.file, facts.terms, facts.background)
    assert changes(read_back, now).changes == ()


def test_which_edition_was_issued_does_not_matter():
    file, background = facts_builder.platinum().file, background_builder.full()
    both = [
        seen_of(read(to_json(freeze(file, edition=edition, background=background))))
        for edition in ("internal", "partner")
    ]
    assert changes(*both).changes == ()


def test_a_tier_that_rises_is_the_conclusion():
    was, now = facts_builder.silver(), facts_builder.platinum()
    file = replace(now.file, partner=was.partner)
    found = changes(Seen(was.file, was.terms, NOTHING), Seen(file, now.terms, NOTHING))
    tier = next(c for c in found.changes if c.key == "calculated_tier")
    assert (tier.was, tier.now, tier.turn) == ("Silver", "Platinum", "up")
    assert conclusion(found).startswith(
        "The calculated tier rose from Silver to Platinum since the pack of 5 Jan 2022; "
    )


def test_a_granted_tier_and_its_basis_are_told():
    was = seen()
    decision = replace(was.decision, granted_tier="gold", granted_basis="exception")
    now = replace(was, file=replace(was.file, decision=decision))
    assert told(was, now, "tier") == [
        ("The granted tier", "–", "Gold", "new"),
        ("The basis of the grant", "–", "Exception", "other"),
    ]
    assert conclusion(changes(was, now)).startswith("The granted tier went from none to Gold")
    assert told(now, was, "tier")[0] == ("The granted tier", "Gold", "–", "gone")


def test_gates_turn_one_way_or_the_other():
    papers = (Agreement(1, 1, "program_agreement", date(2021, 3, 1)),)
    assert told(seen(), seen(agreements=papers), "gates") == [("Agreement", "Not met", "Met", "up")]
    assert told(seen(agreements=papers), seen(), "gates") == [
        ("Agreement", "Met", "Not met", "down")
    ]
    [paper] = told(seen(), seen(agreements=papers), "papers")
    assert paper == ("Program agreement", "Not signed", "In force", "new")


def test_a_criterion_tells_its_value_and_what_it_is_enough_for():
    def people(count: int) -> dict[str, Any]:
        done = date(2021, 5, 1)
        kind = "standard MSS delivery"
        return {
            "trainings": tuple(Training(n, 1, f"Person {n}", kind, "", done) for n in range(count))
        }

    [found] = told(seen(**people(1)), seen(**people(30)), "criteria")
    assert found[1:] == ("1, short for every tier", "30, enough for Platinum", "up")
    [found] = told(seen(**people(30)), seen(**people(29)), "criteria")
    assert found[1:] == ("30, enough for Platinum", "29, enough for Platinum", "down")


def test_sums_quarters_and_the_win_rate_are_told_with_their_money():
    was = seen(deal(1, 100_00), deal(2, 50_00, "won", date(2021, 5, 1)))
    now = seen(
        deal(1, 300_00), deal(2, 50_00, "won", date(2021, 5, 1)),
        deal(3, 10_00, "lost", date(2021, 6, 1)),
    )  # fmt: skip
    assert told(was, now, "sums") == [
        ("Aggregate TCV", "$150", "$360", "up"),
        ("Losses", "$0", "$10", "up"),
        ("Pipeline in the window", "$100", "$300", "up"),
        ("Without a services portion", "$150", "$360", "up"),
        ("Win rate", "100%, 1 of 1", "50%, 1 of 2", "down"),
    ]
    assert told(was, now, "pipeline") == [("Q1 2022", "$100", "$300", "up")]
    assert conclusion(changes(was, now)).startswith("Aggregate TCV rose from $150 to $360 since")


@pytest.mark.parametrize(
    ("before", "after", "subject", "turn"),
    [
        (None, deal(1, 100), "new", "new"),
        (deal(1, 100), None, "gone", "gone"),
        (deal(1, 100), deal(1, 100, "won"), "won", "other"),
        (deal(1, 100), deal(1, 100, "lost"), "lost", "other"),
        (deal(1, 100, "lost"), deal(1, 100), "reopened", "other"),
        (deal(1, 100), deal(1, 100, close=date(2022, 4, 1)), "moved", "other"),
        (deal(1, 100), deal(1, 101), "valued", "up"),
        (deal(1, 100), deal(1, 99), "valued", "down"),
    ],
)
def test_what_became_of_a_deal(before, after, subject, turn):
    found = changes(seen(*filter(None, [before])), seen(*filter(None, [after]))).changes
    of_deals = [(c.subject, c.what, c.turn) for c in found if c.section == "deals"]
    assert of_deals == [(subject, "Deal 1", turn)]


def test_another_day_in_the_same_quarter_is_no_change():
    was, now = deal(1, 100, close=date(2022, 1, 1)), deal(1, 100, close=date(2022, 3, 31))
    assert changes(seen(was), seen(now)).changes == ()


def test_the_largest_deals_are_named_and_the_others_counted():
    fresh = [deal(n, n * 100) for n in range(1, NAMED + 3)]
    found = told(seen(), seen(*fresh), "new")
    assert [what for what, *_ in found] == [
        "Deal 7", "Deal 6", "Deal 5", "Deal 4", "Deal 3", "and 2 more",
    ]  # fmt: skip
    assert found[-1][1:] == ("–", "$3", "new")
    every = changes(seen(), seen(*fresh))
    assert sum(one.records for one in every.changes if one.subject == "new") == NAMED + 2
    assert f"{every.count - 1} more changes" in conclusion(every)
    assert len(told(seen(), seen(*fresh[:-1]), "new")) == NAMED + 1


def test_people_who_came_and_went_are_named_but_not_those_of_one_edition():
    ada = Contact(1, 1, "Ada", "executive sponsor")
    gone = replace(ada, until=DAY)
    own = Contact(2, 1, "Bo", "other", side="host")
    assert told(seen(contacts=(ada,)), seen(contacts=(gone, own)), "people") == [
        ("Ada", "Executive sponsor, partner", "–", "gone")
    ]
    assert told(seen(), seen(contacts=(ada,)), "people")[0][3] == "new"


def test_commitments_done_dropped_and_new_are_told():
    def acts(*states: str) -> Background:
        return Background(
            actions=tuple(
                Action(n, 1, f"Step {n}", due_on=DAY, state=state, done_on=DAY)
                for n, state in enumerate(states)
            )
        )

    was = seen(background=acts("open", "open"))
    now = seen(background=acts("dropped", "done", "open"))
    assert told(was, now, "actions") == [
        ("Step 1", "Open, due 5 Jan 2022", "Done on 5 Jan 2022", "other"),
        ("Step 0", "Open, due 5 Jan 2022", "Dropped on 5 Jan 2022", "other"),
        ("Step 2", "–", "Open, due 5 Jan 2022", "new"),
    ]
    many = seen(background=acts(*["done"] * 20))
    assert told(seen(background=acts(*["open"] * 20)), many, "actions")[-1][0] == (
        "and 15 more commitments"
    )


def test_every_subject_and_turn_has_its_word():
    was, now = facts_builder.silver(), facts_builder.platinum()
    found = changes(Seen(was.file, was.terms, NOTHING), Seen(now.file, now.terms, NOTHING))
    assert {one.subject for one in found.changes} <= set(SUBJECTS)
    assert {one.turn for one in found.changes} <= set(TURNS)
    assert sum(len(ones) for _, ones in grouped(found.changes)) == len(found.changes)
    assert support(found, "now").startswith("Pack ")


@given(
    st.lists(
        st.tuples(st.integers(1, 30), st.integers(0, 9), st.sampled_from(["open", "won", "lost"])),
        max_size=40,
    )
)
def test_the_way_back_tells_as_many_changes_the_other_way_round(rows):
    made = {key: deal(key, minor * 100, status) for key, minor, status in rows}
    one, other = seen(), seen(*made.values())
    there, back = changes(one, other).changes, changes(other, one).changes
    assert len(there) == len(back)
    swapped = {(c.what, c.now, c.was) for c in back if c.section != "deals"}
    assert {(c.what, c.was, c.now) for c in there if c.section != "deals"} == swapped


def test_a_single_change_is_said_as_one():
    only = Change("enablement", "Ada", "–", "Other, partner", "people", "new")
    found = replace(changes(seen(), seen()), changes=(only,))
    assert conclusion(found) == "1 thing has changed since the pack of 5 Jan 2022"
