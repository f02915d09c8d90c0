"""What the window says of a plan as a whole: what is missing, and where nothing can be used."""

from models.errors import UserError
from models.intake.missing import DELETE, LOST, Fates
from models.intake.outcome import require_rows
from models.intake.plan import Plan
from models.intake.telling import for_window
from models.text import counted, day_text, listed, sentence


def missing_words(plan: Plan, fates: Fates) -> tuple[str, str]:
    """How many open deals the file no longer holds, what becomes of them, and what is doubtful."""
    count = len(plan.missing)
    head = f"{counted(count, 'open deal')} of files like this before {_are(count)} not in this one"
    lost, gone = (fates.count(plan.missing, fate) for fate in (LOST, DELETE))
    kept = count - lost - gone
    if kept == count:
        return f"{head}; {'it stays' if count == 1 else 'they stay'} as before.", _doubts(plan)
    parts = [f"{kept:,} {'stays' if kept == 1 else 'stay'}"] if kept else []
    if lost:
        parts.append(f"{lost:,} {_are(lost)} closed as lost on {day_text(plan.today)}")
    if gone:
        parts.append(f"{gone:,} {_are(gone)} deleted")
    return f"{head}: {listed(parts)}.", _doubts(plan)


def useless_words(plan: Plan) -> tuple[str, str]:
    """Why not one row can be used, and what to do."""
    try:
        require_rows(plan)
    except UserError as fault:
        hint = "Export the list again, or choose another file."
        if plan.read:
            hint = "Say what the columns and words mean, or correct the rows in the file."
        return sentence(for_window(fault.message)), hint
    return "", ""


def _doubts(plan: Plan) -> str:
    return " ".join(plan.doubts)


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
