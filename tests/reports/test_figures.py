from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from models.deal import Deal
from models.partner import Partner
from models.program.loading import terms_on
from reports.facts import freeze
from reports.figures import COUNTED, NOT_COUNTED, Figures, sum_of
from tests.reports import facts_builder

amounts = st.integers(0, 10**12)
deals = st.lists(
    st.builds(
        Deal,
        id=st.integers(1, 10**6),
        partner_id=st.just(1),
        status=st.sampled_from(("open", "won", "lost")),
        close_date=st.none() | st.dates(date(2019, 1, 1), date(2024, 12, 31)),
        partner_minor=amounts,
        services_minor=st.just(0) | amounts,
        currency=st.sampled_from(("USD", "EUR")),
        qualified=st.booleans(),
        stage=st.sampled_from(("", "Qualify", "Commit")),
    ),
    max_size=25,
)


@settings(max_examples=60)
@given(deals, st.booleans(), st.booleans())
def test_the_parts_reconcile_with_the_decision_whatever_the_deals(some, losses, bare):
    terms = replace(terms_on(facts_builder.DAY), losses_count=losses, exclude_without_services=bare)
    file = facts_builder.partner_file(some, partner=Partner(1, "Any"), terms=terms)
    figures = Figures(freeze(file, terms))
    tcv = file.decision.tcv
    assert figures.counted.total == tcv.total
    assert figures.sums["wins"].total == tcv.wins
    assert figures.sums["pipeline"].total == tcv.pipeline
    assert figures.sums["out_of_window"].total == tcv.out_of_window
    assert figures.sums["closed_this_year"].total == tcv.closed_this_year
    assert sum(total.total for _, total in figures.quarters) == tcv.pipeline
    assert sum(total.total for _, total in figures.stages) == tcv.pipeline
    parts = [figures.sums[name] for name in (*COUNTED, *NOT_COUNTED)]
    assert sum(part.deals for part in parts) == len(some)
    assert sum(part.total for part in parts) == sum_of(file.deals).total


def test_the_largest_deal_comes_first_and_ties_have_an_order():
    one, other = (
        Deal(n, 1, name, status="open", close_date=date(2022, 2, 1), partner_minor=500)
        for n, name in ((1, "Beta"), (2, "Alpha"))
    )
    big = replace(one, id=3, partner_minor=900, name="Gamma")
    for order in ([one, other, big], [big, other, one]):
        file = facts_builder.partner_file(order, partner=Partner(1, "Any"))
        names = [deal.deal.name for deal in Figures(freeze(file)).of("pipeline")]
        assert names == ["Gamma", "Alpha", "Beta"]


def test_an_open_deal_due_yesterday_has_slipped_and_one_due_today_has_not():
    due = [date(2022, 1, 4), date(2022, 1, 5)]
    some = [
        Deal(n, 1, status="open", close_date=day, partner_minor=100) for n, day in enumerate(due)
    ]
    file = facts_builder.partner_file(some, partner=Partner(1, "Any"))
    slipped = Figures(freeze(file)).slipped
    assert [deal.deal.close_date for deal in slipped] == [date(2022, 1, 4)]
