"""A partner's checklist on paper: boxes to tick and lines to write on."""

from models.checklist.filled import Filled
from models.checklist.sending import Sending, questions
from reports.forms.checklist_form import drawn
from reports.pack import ONE_AT_A_TIME


def make_paper(filled: Filled, sending: Sending) -> bytes:
    """The checklist as a PDF without fields, for a printer; a closed one as it was closed."""
    with ONE_AT_A_TIME:
        return drawn(filled, sending, questions(filled, sending), paper=True)[0]
