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
from models.governance.outcomes import Resolution
from models.governance.told import Risk
from models.pack_changes import changes
from models.pack_changes_words import SUBJECTS, TURNS, conclusion, grouped, support
from models.pack_seen import NAMED, Seen, seen_of
from models.pack_text import read
from models.partner import Agreement, Contact, Partner, Training
from models.program.loading import terms_on
from reports.facts import freeze
from reports.facts_json import to_json
from tests.reports import background_builder, facts_builder, plan_builder, risk_builder
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


# ---- the year with a partner --------------------------------------------------------------


def risk(key: int, likelihood: int = 3, level: int = 0, kind: str = "risk") -> Risk:
    return Risk(key, kind, f"Risk {key}", likelihood, 5, DAY, level=level)


def year(risks: tuple[Risk, ...] = (), **more: Any) -> Seen:
    return seen(background=Background(risks=risks, **more))


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (None, risk(1), ("–", "Risk, grave", "new")),
        (risk(1), None, ("Risk, grave", "–", "gone")),
        (risk(1, 2), risk(1, 3), ("Risk, medium", "Risk, grave", "up")),
        (risk(1, 2), risk(1, 1), ("Risk, medium", "Risk, low", "down")),
        (risk(1), risk(1, level=2), ("Risk, grave", "Risk, grave, level 2", "up")),
        (risk(1, level=2), risk(1, level=1),
         ("Risk, grave, level 2", "Risk, grave, level 1", "down")),
        (risk(1, 1), risk(1, 1, kind="issue"), ("Risk, low", "Issue, grave", "up")),
    ],
)  # fmt: skip
def test_a_risk_that_came_went_or_turned_is_told(before, after, change):
    was, now = (year(tuple(filter(None, [one]))) for one in (before, after))
    assert told(was, now, "risks") == [("Risk 1", *change)]


def test_a_risk_that_stays_as_grave_is_no_change():
    assert changes(year((risk(1, 3),)), year((risk(1, 4),))).changes == ()


@pytest.mark.clause("C102")
def test_what_is_kept_from_the_partner_is_compared_in_no_edition():
    own = risk(1)._replace(title="Only ours")
    was, now = year(), year(internal_risks=(own,), recovery=())
    assert changes(was, now).changes == ()
    assert changes(now, was).changes == ()
    # Once it is shared it is new, and once it is ours alone it is not said to be closed.
    assert told(now, year((own,)), "risks") == [("Only ours", "–", "Risk, grave", "new")]
    assert told(year((own,)), now, "risks") == [("Only ours", "Risk, grave", "–", "gone")]


def test_many_risks_are_told_the_gravest_first_and_the_rest_counted():
    many = tuple(risk(n, 1 + n % 3, level=int(n == 9)) for n in range(1, 11))
    found = told(year(), year(many), "risks")
    assert found[0][0] == "Risk 9"
    assert found[-1][0] == "and 5 more risks and issues"
    assert len(found) == NAMED + 1


def test_a_recovery_plan_is_told_by_what_is_missing_and_how_far_it_is():
    plan = risk_builder.recovery()._replace(id=1)
    first, second, third = plan.parts
    done = plan._replace(parts=(first, second._replace(done_on=DAY), third), now="Nothing short")
    was, now = year(recovery=(plan,)), year(recovery=(done,))
    by = "by 19 Feb 2022"
    assert told(was, now, "recovery") == [
        (plan.title, f"1 person short, 1 of 3 milestones done, {by}",
         f"Nothing short, 2 of 3 milestones done, {by}", "other")
    ]  # fmt: skip
    met = year(recovery=(plan._replace(met=True, target_on=None, parts=()),))
    assert told(was, met, "recovery")[0][2] == "Met again"
    assert told(year(), met, "recovery") == [(plan.title, "–", "Met again", "new")]
    assert told(met, year(), "recovery") == [(plan.title, "Met again", "–", "gone")]


@pytest.mark.clause("C041")
def test_decisions_taken_dropped_and_newly_wanted_are_told():
    def decision(key: int, state: str, on: date | None = None) -> Resolution:
        return Resolution(key, 1, f"Decision {key}", state=state, due_on=LATER, decided_on=on)

    wanted = tuple(decision(n, "wanted") for n in (1, 2, 3))
    now = (decision(1, "wanted"), decision(2, "taken", DAY), decision(3, "dropped"),
           decision(4, "wanted"), decision(5, "taken", DAY))  # fmt: skip
    assert told(year(resolutions=wanted), year(resolutions=now), "decisions") == [
        ("Decision 2", "Wanted by 6 Mar 2022", "Taken on 5 Jan 2022", "other"),
        ("Decision 3", "Wanted by 6 Mar 2022", "Dropped", "other"),
        ("Decision 5", "–", "Taken on 5 Jan 2022", "new"),
        ("Decision 4", "–", "Wanted by 6 Mar 2022", "new"),
    ]
    # What was decided before an earlier pack is told no more, and has not gone.
    assert changes(year(resolutions=now), year()).changes == ()


@pytest.mark.clause("C006")
def test_an_objective_is_told_by_its_figures_colour_and_state():
    own = plan_builder.objectives()
    pipeline = replace(own[0], actual=500_000_000)
    approved = replace(own[3], state="jointly_approved")
    was = year(joint_plan=plan_builder.plan(own=own))
    now = year(joint_plan=plan_builder.plan(own=[pipeline, *own[1:3], approved, own[4]]))
    assert told(was, now, "objectives") == [
        ("Grow the shared pipeline", "$9,000,000 of $10,000,000, near target, jointly approved",
         "$5,000,000 of $10,000,000, below target, jointly approved", "down"),
        ("Bring both roadmaps together", "75% of 100%, below target, in progress",
         "75% of 100%, below target, jointly approved", "other"),
        ("Train eight more people", "Nothing known of 15, not enough data, internally approved",
         "–", "gone"),
    ]  # fmt: skip


def test_the_plan_of_another_year_is_one_change():
    old, new = (year(joint_plan=plan_builder.plan(date(one, 3, 1))) for one in (2022, 2023))
    assert told(old, new, "objectives") == [("The joint plan", "2022", "2023", "other")]
    assert told(year(), old, "objectives") == [("The joint plan", "–", "2022", "new")]
    assert told(old, year(), "objectives") == [("The joint plan", "2022", "–", "gone")]


@pytest.mark.clause("C102")
def test_which_edition_was_issued_does_not_matter_for_the_year_either():
    background = replace(
        background_builder.full(), risks=risk_builder.risks(4),
        internal_risks=risk_builder.risks(2, title="Ours"), recovery=(risk_builder.recovery(),),
        resolutions=(Resolution(1, 1, "Fund it"),),
    )  # fmt: skip
    file = facts_builder.platinum().file
    both = [
        seen_of(read(to_json(freeze(file, edition=edition, background=background))))
        for edition in ("internal", "partner")
    ]
    assert changes(*both).changes == changes(*both[::-1]).changes == ()
