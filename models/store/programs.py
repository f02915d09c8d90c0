"""Which program a portfolio is run by: the terms in force in it on a day."""

from datetime import date

from models.program import loading
from models.program.terms import Terms
from models.store.portfolio import Portfolio


def terms_on(portfolio: Portfolio, day: date) -> Terms:
    """The terms that this portfolio is judged by on a day.

    Raises UserError for a day before the first version of its program.
    """
    return loading.terms_on(day)
