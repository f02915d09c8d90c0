"""What taking a form in asks for by name: reading the file, planning it, writing it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from models.checklist.returned import ReturnedForm, ReturnPlan


def looks_like_form(path: str) -> bool:
    """Whether a dropped file is for this window: any PDF, and a spreadsheet that is a form."""
    if path.lower().endswith(".pdf"):
        return True
    if not path.lower().endswith((".xlsx", ".xlsm", ".ods")):
        return False
    from models.intake.checklist_sheet import looks_like_form as is_sheet

    return is_sheet(Path(path))


class Planned:
    """Plans a returned form; an object, so that no closure keeps the window."""

    def __init__(self, returned: ReturnedForm, today: date) -> None:
        self.returned, self.today = returned, today

    def __call__(self, portfolio: Any) -> ReturnPlan:
        from models.store.checklist_forms import plan_of

        return plan_of(portfolio, self.returned, self.today)


class Applied:
    """Takes a plan in."""

    def __init__(
        self, plan: ReturnPlan, choices: Mapping[tuple[str, str], str], today: date
    ) -> None:
        self.plan, self.choices, self.today = plan, dict(choices), today

    def __call__(self, portfolio: Any) -> int:
        from models.store.checklist_forms import apply

        return apply(portfolio, self.plan, self.choices, self.today)


def read_file(name: str) -> ReturnedForm:
    """The form at a path, PDF or spreadsheet. Raises UserError where it is neither, or no form."""
    from models.errors import UserError
    from models.intake.checklist_sheet import read_sheet
    from reports.forms.form_back import LARGEST, read_form

    path = Path(name)
    try:
        with path.open("rb") as file:
            head = file.read(4)
            # One byte more than a form may have says that it has too many.
            data = b"" if head == b"PK\x03\x04" else head + file.read(LARGEST)
    except OSError as fault:
        raise UserError(
            f"{path.name} can't be read: {fault.strerror}.", "Pick a file that is there."
        ) from fault
    if head == b"PK\x03\x04":
        return read_sheet(path)
    return read_form(data, path.name, guarded=True)
