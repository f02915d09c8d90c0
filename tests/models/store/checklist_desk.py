"""A portfolio with two partners in the program and a small checklist, for tests."""

from datetime import date

from models.checklist.filled import Line
from models.checklist.records import Where
from models.ids import new_id
from models.partner import Agreement, Contact, Partner
from models.store import records
from models.store.checklist_templates import save
from models.store.checklists import filled
from models.store.portfolio import Portfolio

TODAY = date(2026, 11, 24)
REVIEW = """
key = "small_review"
name = "Small review"
version = 1
every = "quarter"
applies_to = "participating"
due = -10

[[sections]]
key = "pipeline"
name = "Pipeline"

[[sections.items]]
key = "reviewed"
asks = "Was the pipeline gone through?"
kind = "yes_no"

[[sections.items]]
key = "missed"
asks = "Which months were missed?"
kind = "text"
when = { item = "reviewed", is = ["partly", "no"] }

[[sections.items]]
key = "sessions"
asks = "How many sessions?"
kind = "number"
target = 2

[[sections]]
key = "records"
name = "Records"

[[sections.items]]
key = "technical"
asks = "Enough technical resources?"
kind = "yes_no"
criterion = "technical_resources"

[[sections.items]]
key = "nda"
asks = "When was the non-disclosure agreement signed?"
kind = "date"
mirrors = "agreements.nda.signed_on"

[[sections.items]]
key = "training"
asks = "Is free training promised?"
kind = "yes_no"
mirrors = "partners.free_training"
"""


def add_partner(portfolio: Portfolio, name: str, *, technical: int = 0, since: int = 2021) -> int:
    """A participating partner with some technical resources."""
    start = date(since, 3, 1)
    made = Partner(new_id(), name, invited_on=start, invitation_accepted_on=start)
    with portfolio.change(f"Add {name}"):
        records.add(portfolio, made)
        records.add(portfolio, Agreement(new_id(), made.id, "program_agreement", start))
        for number in range(technical):
            person = Contact(new_id(), made.id, f"Person {number}", "technical resource")
            records.add(portfolio, person)
    return made.id


def review(portfolio: Portfolio, partner_id: int, period: str = "2026-Q4") -> Where:
    """Where a partner's small review is; the template is offered from then on."""
    if portfolio.conn.value("SELECT 1 FROM checklist_templates WHERE key = 'small_review'") is None:
        save(portfolio, REVIEW, TODAY)
    return Where(partner_id, "small_review", period)


def line(portfolio: Portfolio, where: Where, item: str) -> Line:
    """One question as the checklist shows it."""
    found = filled(portfolio, where, TODAY).line(item)
    assert found is not None
    return found
