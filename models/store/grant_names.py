"""What a grant of another program is called: its tier and the program that it was made under."""

from collections.abc import Iterable

from models.errors import UserError
from models.partner import Grant
from models.program import loading
from models.program.terms import Terms
from models.store import frozen
from models.store.portfolio import Portfolio


def elsewhere(portfolio: Portfolio, grants: Iterable[Grant], terms: Terms) -> dict[int, str]:
    """By grant, "Gold of Other Program" for each that is none of this program's.

    It is named as in the program that its frozen decision was made by, or as in the one that it
    names, or as in another that has such a tier; by its key where none does.
    """
    found = {}
    for grant in grants:
        if not terms.grants(grant.tier, grant.program):
            own = _terms_behind(portfolio, grant)
            tier = own.label(grant.tier) if own else grant.tier
            program = own.program if own else grant.program
            found[grant.id] = f"{tier} of {program}" if program else tier
    return found


def _terms_behind(portfolio: Portfolio, grant: Grant) -> Terms | None:
    if grant.frozen_id:
        try:
            return frozen.terms_behind(portfolio, grant.frozen_id)
        except UserError:
            pass  # soundness tells of what is gone; a name is no reason to close the page
    for program in loading.programs():
        terms = program.terms_on(max(grant.from_on, program.from_on))
        if terms.grants(grant.tier, grant.program):
            return terms
    return None
