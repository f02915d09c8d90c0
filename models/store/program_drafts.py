"""A version of the program begun as a copy, and changed value by value, each as one change."""

from collections.abc import Callable
from datetime import date

from models.program import editing, loading
from models.program.editing_dates import move_first_day
from models.program_year import KeptProgram
from models.store import records, versions
from models.store.portfolio import Portfolio

Editing = Callable[[str], str]


def begin(
    portfolio: Portfolio,
    source: str,
    version: str,
    from_on: date,
    notice_on: date | None,
    note: str = "",
) -> KeptProgram:
    """Begin a draft as a copy of a version's text, with a name and a first day of its own."""
    text = editing.set_head(source, version=version, from_on=from_on, notice_on=notice_on)
    return versions.draft(portfolio, text, notice_on, note)


def change(portfolio: Portfolio, draft_id: int, how: Editing) -> KeptProgram:
    """Put what `how` makes of a draft's text in its place.

    Raises UserError where it has no name, version and first day any more, and what `how` raises.
    """
    kept = records.get(portfolio, KeptProgram, draft_id)
    text = how(kept.text)
    told = loading.program_of(text).notice_on
    return versions.save_draft(portfolio, draft_id, text, told or kept.notice_on, kept.note)


def set_note(portfolio: Portfolio, draft_id: int, note: str) -> KeptProgram:
    """Say something of a draft that is not part of its text."""
    kept = records.get(portfolio, KeptProgram, draft_id)
    return versions.save_draft(portfolio, draft_id, kept.text, kept.notice_on, note)


def set_first_day(portfolio: Portfolio, draft_id: int, day: date) -> KeptProgram:
    """Let a draft begin on another day; the values that it changes move along."""
    return change(portfolio, draft_id, lambda text: move_first_day(text, day))


def adopt(
    portfolio: Portfolio,
    draft_id: int,
    version: str,
    from_on: date,
    notice_on: date | None,
    *,
    despite_assessments: bool = False,
) -> KeptProgram:
    """Adopt a draft with the name and the days that were confirmed, as one change.

    Raises NotAdopted, with the field to correct; then nothing is changed.
    """
    kept = records.get(portfolio, KeptProgram, draft_id)
    with portfolio.change(f"Adopt version {version} of {kept.name}"):
        if from_on != kept.from_on:
            set_first_day(portfolio, draft_id, from_on)
        if (version, notice_on) != (kept.version, kept.notice_on):
            change(
                portfolio,
                draft_id,
                lambda text: editing.set_head(text, version=version, notice_on=notice_on),
            )
        return versions.adopt(portfolio, draft_id, despite_assessments=despite_assessments)
