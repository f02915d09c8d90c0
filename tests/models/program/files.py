"""A partner's file made of records, as the store makes it from a portfolio."""

from datetime import date

from models.partner_file import PartnerFile
from models.program.deals import count_deals, periods, rates_on
from models.program.loading import terms_on
from models.program.terms import Terms
from tests.models.program.making import Records, judge

AS_OF = date(2022, 1, 5)


def file_of(
    records: Records,
    as_of: date = AS_OF,
    prerequisites_as_of: date | None = None,
    terms: Terms | None = None,
) -> PartnerFile:
    terms = terms or terms_on(as_of)
    days = periods(terms, as_of)
    return PartnerFile(
        partner=records.partner,
        contacts=tuple(records.contacts),
        agreements=tuple(records.agreements),
        offerings=tuple(records.offerings),
        trainings=tuple(records.trainings),
        integrations=tuple(records.integrations),
        deals=count_deals(records.deals, terms, as_of, rates_on(records.rates, as_of)),
        grants=tuple(records.grants),
        decision=judge(records, as_of, prerequisites_as_of, terms),
        window=(days.window_first, days.window_last),
    )
