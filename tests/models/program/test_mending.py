"""One change makes a record count, no more than is needed, and none where nothing helps."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.deal import Deal
from models.program.loading import terms_on
from models.program.mending import mended, mended_deal
from tests.models.program.files import AS_OF, file_of
from tests.models.program.making import agreement, complete, contact, deal

DAY = timedelta(days=1)
TERMS = terms_on(AS_OF)
FIRST, LAST = date(2022, 1, 1), date(2022, 12, 31)  # of the pipeline window on AS_OF


def test_a_paper_keeps_an_end_that_has_not_come() -> None:
    later = agreement("nda", AS_OF + DAY, AS_OF)
    assert mended(later, AS_OF) == replace(later, signed_on=AS_OF)
    ended = agreement("nda", AS_OF - 9 * DAY, AS_OF - DAY)
    assert mended(ended, AS_OF) == replace(ended, signed_on=AS_OF, expires_on=None)
    assert mended(agreement("nda", AS_OF, AS_OF), AS_OF) is None


def test_somebody_who_is_to_start_later_may_start_now_unless_gone_by_then() -> None:
    late = contact("Ada Wells", "technical resource", since=AS_OF + DAY)
    assert mended(late, AS_OF) == replace(late, since=AS_OF)
    assert mended(replace(late, until=AS_OF + DAY), AS_OF) is not None
    for until in (AS_OF, AS_OF - DAY):
        assert mended(replace(late, until=until), AS_OF) is None
    assert mended(replace(late, side="host"), AS_OF) is None


@pytest.mark.parametrize(
    ("close", "then"),
    [
        (FIRST - DAY, date(2022, 3, 31)),
        (FIRST, FIRST),
        (LAST, LAST),
        (LAST + DAY, LAST),
        (None, date(2022, 3, 31)),
    ],
)
def test_an_open_deal_is_moved_only_where_its_day_is_outside_the_window(
    close: date | None, then: date
) -> None:
    file = file_of(complete(deal("open", close, 100, 1, qualified=False)))
    after = mended_deal(file.deals[0], file, TERMS)
    assert isinstance(after, Deal)
    assert (after.close_date, after.qualified) == (then, True)
