"""What is owed for each tier and year, whatever was logged in whatever order."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import count, pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.benefit_event import BENEFIT_EVENTS, BenefitEvent
from models.benefit_tiers import Held, day_in, held_in, tier_on
from models.benefits import Known, Line, Totals, Win, by_benefit, checked, lines, totals
from models.errors import UserError
from models.partner import Contact
from models.program import loading
from models.program.decide import held_on
from models.program.measure import Facts
from models.program.terms import Calendar, Terms
from tests.models.program.making import PARTNER, complete, grant

YEAR = 2022
FIRST, LAST = date(YEAR, 1, 1), date(YEAR, 12, 31)
DAY = date(YEAR, 9, 1)
TIERS = ("platinum", "gold", "silver", "opportunistic")
_ids = count(1)
TERMS = loading.terms_on(DAY)

# How the guide's table gives the nine benefits to Platinum, Gold, Silver and Opportunistic.
Y, V, N = "included", "invite_only", "not_included"
TABLE = {
    "host_executive_sponsor": ("C080", Y, Y, V, N),
    "host_alliance_manager": ("C081", Y, V, N, N),
    "workshop": ("C082", V, V, N, N),
    "executive_business_review": ("C083", Y, V, V, N),
    "roadmap_overview": ("C084", Y, Y, V, N),
    "win_wire": ("C085", Y, Y, Y, N),
    "field_readiness_kit": ("C086", Y, Y, V, N),
    "faststart": ("C087", V, V, V, N),
    "event_sponsorship": ("C088", V, V, N, N),
}
ROWS = [
    pytest.param(benefit, tier, state, marks=pytest.mark.clause(clause))
    for benefit, (clause, *states) in TABLE.items()
    for tier, state in zip(TIERS, states, strict=True)
]
PARTS = ("Partner’s value proposition", "Host’s value proposition", "Joint value proposition",
         "Client outcomes")  # fmt: skip


def whole_year(tier: str) -> list[Held]:
    return [Held(tier, FIRST, LAST, YEAR)]


def event(benefit: str, kind: str, day: date | None = None, **more: Any) -> BenefitEvent:
    return BenefitEvent(next(_ids), PARTNER, benefit, YEAR, kind, day or date(YEAR, 3, 1), **more)


def of(
    benefit: str,
    tier: str,
    *events: BenefitEvent,
    terms: Terms = TERMS,
    as_of: date = DAY,
    **known: Any,
) -> Line:
    """The line of one benefit, for a partner that holds a tier all year."""
    told = Known(**({"held": whole_year(tier), "events": events} | known))
    found = {line.benefit.id: line for line in lines(told, terms, YEAR, as_of)}
    return found[benefit]


@cache
def with_calendar(**months: int) -> Terms:
    return replace(TERMS, calendar=Calendar(review_months=months))


@pytest.mark.clause("C089")
@pytest.mark.parametrize(("benefit", "tier", "state"), ROWS)
def test_each_tier_gets_each_benefit_as_the_table_says(benefit: str, tier: str, state: str) -> None:
    line = of(benefit, tier, wins=[Win(1, "Northwind SOC", FIRST)])
    assert line.entitlement == state
    assert line.state == {Y: "due", V: "not_due", N: "not_included"}[state]
    assert line.due == (state == Y)


@pytest.mark.clause("C091")
@pytest.mark.parametrize("tier", ["opportunistic", "", "a tier of another program"])
def test_who_holds_no_tier_is_owed_nothing(tier: str) -> None:
    found = lines(Known(whole_year(tier), wins=[Win(1, "A", FIRST)]), TERMS, YEAR, DAY)
    assert {line.state for line in found} == {"not_included"}
    assert totals(found) == Totals(0, 0, 0, 0, 0)


@pytest.mark.clause("A12")
@pytest.mark.clause("C090")
def test_the_tenth_benefit_is_there_once_it_is_switched_on() -> None:
    ten = tuple(replace(b, on=True) for b in TERMS.benefits)
    known = Known(whole_year("silver"))
    assert len(lines(known, TERMS, YEAR, DAY)) == 9
    found = lines(known, replace(TERMS, benefits=ten), YEAR, DAY)
    assert (found[-1].benefit.id, found[-1].entitlement) == ("sales_enablement", "invite_only")
    assert len(found) == 10


@pytest.mark.clause("A19")
def test_roadmaps_are_one_benefit() -> None:
    found = [b for b in TERMS.benefits if "roadmap" in b.label.lower()]
    assert [(b.id, b.clause) for b in found] == [("roadmap_overview", "C084")]


@pytest.mark.clause("C089")
@pytest.mark.parametrize(
    ("kinds", "state", "due"),
    [
        ([], "not_due", False),
        (["invited"], "offered", False),
        (["invited", "accepted"], "due", True),
        (["accepted"], "due", True),
        (["invited", "declined"], "declined", False),
        (["invited", "declined", "invited"], "offered", False),
        (["invited", "accepted", "declined"], "declined", False),
        (["invited", "accepted", "promised"], "promised", True),
        (["invited", "accepted", "delivered"], "delivered", True),
        (["promised"], "promised", False),
        (["delivered"], "delivered", False),
    ],
)
def test_invite_only_owes_nothing_until_an_invitation_is_accepted(
    kinds: list[str], state: str, due: bool
) -> None:
    line = of("workshop", "gold", *(event("workshop", kind) for kind in kinds))
    assert (line.state, line.due) == (state, due)


@given(
    kinds=st.lists(st.sampled_from(sorted(set(BENEFIT_EVENTS) - {"accepted"})), max_size=8),
    days=st.lists(st.integers(0, 242), min_size=8, max_size=8),
    tier=st.sampled_from(TIERS),
)
def test_without_an_acceptance_nothing_by_invitation_is_due_in_any_order(
    kinds: list[str], days: list[int], tier: str
) -> None:
    for benefit, (_, *states) in TABLE.items():
        if states[TIERS.index(tier)] == Y:
            continue
        entries = [
            event(benefit, kind, FIRST + timedelta(days=at))
            for kind, at in zip(kinds, days, strict=False)
        ]
        line = of(benefit, tier, *entries, wins=[Win(1, "A", FIRST)])
        assert not line.due
        assert not line.done


@given(
    st.lists(
        st.tuples(st.sampled_from(BENEFIT_EVENTS), st.integers(0, 242)), min_size=1, max_size=8
    ),
    st.sampled_from(sorted(TABLE)),
    st.sampled_from(TIERS),
    st.randoms(use_true_random=False),
)
def test_the_order_of_logging_changes_nothing(
    told: list[tuple[str, int]], benefit: str, tier: str, chance: Any
) -> None:
    entries = [event(benefit, kind, FIRST + timedelta(days=at)) for kind, at in told]
    mixed = entries.copy()
    chance.shuffle(mixed)
    first, second = of(benefit, tier, *entries), of(benefit, tier, *mixed)
    assert first == second
    assert first.done <= first.due
    assert not (first.done and first.open)


@pytest.mark.clause("C088")
def test_an_event_sponsorship_that_silver_does_not_include_warns() -> None:
    line = of("event_sponsorship", "silver", event("event_sponsorship", "delivered"))
    assert (line.state, line.due) == ("delivered", False)
    assert line.warnings == (
        "Event sponsorship invitations: not included for Silver, and yet delivered on 1 Mar 2022.",
    )
    assert of("event_sponsorship", "gold", event("event_sponsorship", "invited")).warnings == ()


@pytest.mark.clause("C089")
@pytest.mark.parametrize("kind", ["invited", "promised", "delivered"])
def test_what_is_not_included_warns_however_it_is_given(kind: str) -> None:
    line = of("host_alliance_manager", "silver", event("host_alliance_manager", kind))
    assert f"not included for Silver, and yet {kind}" in line.warnings[0]
    none = of("workshop", "", event("workshop", kind))
    assert f"not included without a tier, and yet {kind}" in none.warnings[0]


@pytest.mark.clause("C089")
def test_a_delivery_by_invitation_that_nobody_accepted_warns() -> None:
    line = of("workshop", "gold", event("workshop", "delivered"))
    assert line.warnings == (
        (
            "Workshop or advisory council: by invitation for Gold, delivered on 1 Mar 2022 "
            "with none accepted."
        ),
    )


def test_an_entry_of_another_year_or_still_to_come_says_nothing() -> None:
    later = event("workshop", "accepted", DAY + timedelta(days=1))
    other = replace(event("workshop", "accepted"), year=YEAR - 1)
    assert of("workshop", "gold", later, other).state == "not_due"
    assert of("workshop", "gold", later, as_of=DAY + timedelta(days=1)).state == "due"


@pytest.mark.clause("C085")
def test_a_win_wire_is_due_for_each_win_without_one() -> None:
    wins = [Win(1, "Northwind SOC", date(YEAR, 2, 1)), Win(2, "Contoso SIEM", date(YEAR, 5, 1))]
    none = of("win_wire", "silver")
    assert (none.state, none.due) == ("not_due", False)
    assert none.next_step == "Nothing to tell of yet: no win this year"
    both = of("win_wire", "silver", wins=wins)
    assert (both.state, both.wanted, both.next_step) == ("due", 2, "Send 2 win wires")
    assert both.without_wire == tuple(wins)
    wire = event("win_wire", "delivered", deal_id=1)
    again = event("win_wire", "delivered", deal_id=1)
    one = of("win_wire", "silver", wire, again, wins=wins)
    assert (one.state, one.delivered) == ("due", 1)
    assert one.next_step == "Send 1 win wire: Contoso SIEM"
    told = of("win_wire", "silver", wire, event("win_wire", "delivered", deal_id=2), wins=wins)
    assert (told.state, told.without_wire, told.done) == ("delivered", (), True)
    unnamed = of("win_wire", "silver", wire, event("win_wire", "delivered"), wins=wins)
    assert unnamed.state == "delivered"


@pytest.mark.clause("C085")
def test_a_win_wire_of_another_years_deal_is_none_of_this_year() -> None:
    wins = [Win(1, "Northwind SOC", date(YEAR, 2, 1))]
    line = of("win_wire", "silver", event("win_wire", "delivered", deal_id=9), wins=wins)
    assert (line.state, line.delivered, line.without_wire) == ("due", 0, tuple(wins))
    assert line.next_step == "Send 1 win wire: Northwind SOC"
    assert line.warnings[0].endswith(f"names a deal that is no win of {YEAR}.")


@pytest.mark.clause("C086")
def test_a_kit_is_delivered_once_all_its_blocks_are_there() -> None:
    kit = "field_readiness_kit"
    half = event(kit, "delivered", parts=PARTS[:2])
    line = of(kit, "gold", half)
    assert (line.state, line.done) == ("due", False)
    assert line.next_step == "Add joint value proposition and client outcomes"
    assert line.warnings == (
        (
            "Field readiness kits and solution briefs: still without joint value proposition "
            "and client outcomes."
        ),
    )
    whole = of(kit, "gold", half, event(kit, "delivered", parts=PARTS[2:]))
    assert (whole.state, whole.done, whole.warnings) == ("delivered", True, ())


@pytest.mark.clause("C083")
@pytest.mark.clause("A20")
def test_reviews_are_due_as_often_as_the_calendar_says() -> None:
    review = "executive_business_review"
    terms = with_calendar(platinum=6, gold=12)
    once = event(review, "delivered")
    line = of(review, "platinum", once, terms=terms)
    assert (line.state, line.wanted, line.next_step) == ("due", 2, "Hold 1 more this year")
    assert of(review, "platinum", once, event(review, "delivered"), terms=terms).done
    accepted = event(review, "accepted", date(YEAR, 2, 1))
    assert of(review, "gold", accepted, once, terms=terms).done
    assert of(review, "silver", accepted, terms=terms).wanted == 1


@pytest.mark.clause("C083")
def test_a_kept_promise_is_not_promised_again_and_one_review_a_year_is_the_least() -> None:
    review = "executive_business_review"
    told = (event(review, "promised", date(YEAR, 2, 1)), event(review, "delivered"))
    assert of(review, "platinum", *told, terms=with_calendar(platinum=6)).state == "due"
    line = of(review, "platinum", terms=with_calendar(platinum=18))
    assert (line.due, line.wanted) == (True, 1)


@pytest.mark.clause("C080")
@pytest.mark.clause("C081")
@pytest.mark.parametrize(
    ("benefit", "role"),
    [
        ("host_executive_sponsor", "executive sponsor"),
        ("host_alliance_manager", "alliance manager"),
    ],
)
def test_a_person_of_the_host_provides_by_being_there(benefit: str, role: str) -> None:
    ada = Contact(1, PARTNER, "Ada Wells", role, "host", since=date(YEAR, 3, 1))
    line = of(benefit, "platinum", people=[ada])
    assert (line.state, line.delivered_on) == ("delivered", date(YEAR, 3, 1))
    assert line.evidence == "Ada Wells, since 1 Mar 2022"
    for other in (
        replace(ada, since=DAY + timedelta(days=1)),
        replace(ada, until=DAY),
        replace(ada, side="partner"),
        replace(ada, role="other"),
    ):
        missing = of(benefit, "platinum", people=[other])
        assert (missing.state, missing.next_step) == ("due", f"Name the host’s {role} under People")
    known = of(benefit, "opportunistic", people=[ada])
    assert (known.state, known.warnings) == ("not_included", ())


def test_a_promise_is_open_until_as_much_was_delivered() -> None:
    roadmap = "roadmap_overview"
    promise = event(roadmap, "promised")
    assert of(roadmap, "gold", promise).next_step == "Deliver what was promised on 1 Mar 2022"
    kept = event(roadmap, "delivered", date(YEAR, 4, 1), note="Slides of April")
    line = of(roadmap, "gold", promise, kept)
    assert (line.state, line.evidence) == ("delivered", "Slides of April")
    # A promise of a benefit that is not owed is still to be kept.
    assert of("workshop", "gold", event("workshop", "promised")).open


@pytest.mark.clause("C079")
def test_the_tier_granted_for_the_year_decides_and_a_change_is_kept_apart() -> None:
    change = date(YEAR, 7, 1)
    made = complete()
    made.grants = [
        grant("platinum", date(YEAR - 1, 1, 1)),
        grant("gold", date(YEAR, 1, 4)),
        grant("silver", change),
    ]
    facts = Facts(made.partner, agreements=made.agreements, grants=made.grants)
    held = held_in(facts, TERMS, YEAR)
    assert held == (
        Held("platinum", FIRST, date(YEAR, 1, 3), YEAR - 1),
        Held("gold", date(YEAR, 1, 4), date(YEAR, 6, 30), YEAR),
        Held("silver", change, LAST, YEAR),
    )
    before, on, after = (change + timedelta(days=by) for by in (-1, 0, 1))
    for day, warned in ((before, False), (on, False), (after, True)):
        invited = event("event_sponsorship", "invited", day)
        line = of("event_sponsorship", "", invited, held=held)
        assert bool(line.warnings) is warned, day
    # What is owed goes by the tier of the day on which it is judged.
    assert of("roadmap_overview", "", held=held, as_of=before).due
    assert not of("roadmap_overview", "", held=held, as_of=on).due


@pytest.mark.parametrize(("again", "since"), [(True, YEAR), (False, YEAR - 1)])
def test_a_tier_granted_anew_is_not_one_carried_over(again: bool, since: int) -> None:
    made = complete()
    made.grants = [grant("gold", date(YEAR - 1, 1, 4))]
    if again:
        made.grants.append(grant("gold", date(YEAR, 1, 4)))
    facts = Facts(made.partner, agreements=made.agreements, grants=made.grants)
    assert held_in(facts, TERMS, YEAR) == (Held("gold", FIRST, LAST, since),)


def test_a_year_that_is_over_is_judged_on_its_last_day() -> None:
    assert day_in(2022, date(2023, 5, 1)) == LAST
    assert day_in(2022, DAY) == DAY
    assert day_in(2022, date(2021, 5, 1)) == FIRST
    later = date(2023, 5, 1)
    line = of("roadmap_overview", "gold", as_of=later)
    assert (line.state, line.next_step) == ("due", "The year ended without it")
    promise = event("roadmap_overview", "promised")
    line = of("roadmap_overview", "gold", promise, as_of=later)
    assert line.next_step == "Promised, and the year ended without it"
    assert of("workshop", "gold", as_of=later).next_step == ""


@pytest.mark.clause("C012")
def test_a_provisional_tier_brings_its_benefits() -> None:
    made = complete()
    facts = Facts(made.partner, agreements=made.agreements)
    held = held_in(facts, TERMS, 2021)
    begun = made.partner.invitation_accepted_on
    assert begun
    assert [(span.tier, span.first) for span in held] == [("", date(2021, 1, 1)), ("gold", begun)]
    assert held_in(facts, TERMS, 2022) == (Held("", FIRST, LAST, YEAR),)


@given(
    st.lists(
        st.tuples(st.sampled_from(TIERS), st.integers(0, 900), st.integers(0, 500)), max_size=5
    ),
    st.integers(0, 900),
    st.integers(0, 1200),
    st.integers(0, 364),
)
def test_the_tier_of_every_day_is_the_one_that_a_decision_would_name(
    granted: list[tuple[str, int, int]], accepted: int, removed: int, at: int
) -> None:
    start = date(2021, 1, 1)
    made = complete()
    made.grants = [
        grant(tier, start + timedelta(days=begin), start + timedelta(days=begin + length))
        for tier, begin, length in granted
    ]
    partner = replace(
        made.partner,
        invitation_accepted_on=start + timedelta(days=accepted),
        removed_on=start + timedelta(days=removed),
    )
    facts = Facts(partner, agreements=made.agreements, grants=made.grants)
    held = held_in(facts, TERMS, YEAR)
    day = FIRST + timedelta(days=at)
    assert tier_on(held, day) == (held_on(facts, TERMS, day)[0] or "")
    assert (held[0].first, held[-1].last) == (FIRST, LAST)
    for one, other in pairwise(held):
        assert one.last + timedelta(days=1) == other.first
        assert one.tier != other.tier


def test_totals_are_told_by_benefit() -> None:
    gold = lines(Known(whole_year("gold")), TERMS, YEAR, DAY)
    silver = lines(
        Known(whole_year("silver"), [event("event_sponsorship", "delivered")]), TERMS, YEAR, DAY
    )
    told = by_benefit([gold, silver])
    assert told["roadmap_overview"] == Totals(1, 0, 1, 0, 0)
    assert told["event_sponsorship"] == Totals(0, 0, 0, 0, 1)


def test_an_entry_that_can_not_be_is_refused_in_a_sentence() -> None:
    good = event("workshop", "invited")
    assert checked(good, TERMS, good.on_date) is good
    for bad, words in (
        (replace(good, on_date=good.on_date + timedelta(days=1)), "2 Mar 2022 is still to come"),
        (replace(good, benefit="gifts"), "has no benefit gifts"),
        (replace(good, event="lost"), "lost is nothing that is logged"),
        (replace(good, due_on=good.on_date), "Only a promise has a due date"),
        (
            replace(good, event="promised", due_on=good.on_date - timedelta(days=1)),
            "The due date 28 Feb 2022 lies before the promise of 1 Mar 2022",
        ),
    ):
        with pytest.raises(UserError, match=words):
            checked(bad, TERMS, good.on_date)


@pytest.mark.parametrize(("after", "overdue"), [(-1, False), (0, False), (1, True)])
def test_a_promise_is_overdue_from_the_day_after_its_own(after: int, overdue: bool) -> None:
    promise = event("workshop", "promised", FIRST, due_on=DAY)
    found = of("workshop", "platinum", promise, as_of=DAY + timedelta(days=after))
    assert (found.state, found.due_on, found.overdue) == ("promised", DAY, overdue)
    assert totals([found]).overdue == int(overdue)
    assert found.next_step.startswith("Deliver it now" if overdue else "Deliver it by 1 Sep 2022")


def test_a_delivery_keeps_the_promise_that_is_due_first() -> None:
    """Of two promises the later-made one is due first; a delivery leaves the other open."""
    told = [
        event("executive_business_review", "promised", FIRST, due_on=LAST),
        event("executive_business_review", "promised", date(YEAR, 2, 1), due_on=date(YEAR, 4, 1)),
    ]
    before = of("executive_business_review", "platinum", *told)
    assert (before.due_on, before.overdue) == (date(YEAR, 4, 1), True)
    told.append(event("executive_business_review", "delivered", date(YEAR, 5, 1)))
    after = of("executive_business_review", "platinum", *told)
    assert (after.state, after.due_on, after.overdue) == ("promised", LAST, False)


def test_a_promise_without_a_due_date_is_never_overdue() -> None:
    found = of("workshop", "platinum", event("workshop", "promised", FIRST), as_of=LAST)
    assert (found.state, found.due_on, found.overdue) == ("promised", None, False)
    assert found.next_step == "Deliver what was promised on 1 Jan 2022"


def test_what_was_delivered_is_no_more_overdue() -> None:
    told = event("roadmap_overview", "promised", FIRST, due_on=FIRST)
    done = event("roadmap_overview", "delivered", date(YEAR, 2, 1))
    found = of("roadmap_overview", "gold", told, done)
    assert (found.state, found.due_on, found.overdue) == ("delivered", None, False)
