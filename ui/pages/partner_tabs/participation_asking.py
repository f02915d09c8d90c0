"""What the dialog asks for each step into the program or out of it."""

from __future__ import annotations

from collections.abc import Sequence

from models.participation import WORDS, Entry
from models.text import counted
from ui.dialogs.participation_step import Question

# A button, the step it records, and its icon; "answer" is one of two steps.
BUTTONS = (
    ("candidate", "Make candidate…", "user-plus"),
    ("invited", "Invite…", "mail"),
    ("answer", "Record answer…", "message-square"),
    ("signed", "Record signature…", "notebook-pen"),
    ("left", "Leave…", "log-out"),
    ("removed", "Remove…", "x"),
)
_ANSWERS = (("accepted", "Accepted"), ("declined", "Declined"))
_TITLES = {
    "candidate": "Make {} a candidate",
    "invited": "Invite {}",
    "answer": "What {} answered",
    "signed": "{} signed the program agreement",
    "left": "{} leaves the program",
    "removed": "Remove {} from the program",
}
_VERBS = {
    "candidate": "Make candidate",
    "invited": "Invite",
    "answer": "Record answer",
    "signed": "Record signature",
    "left": "Record the leaving",
    "removed": "Remove",
}
_WHY = {
    "candidate": "Nomination note",
    "left": "Reason",
    "removed": "Reason",
}


def offered(following: Sequence[str]) -> tuple[str, ...]:
    """The buttons for the steps that may follow; an answer needs an invitation to answer."""
    if "declined" in following:
        return ("answer",)
    return tuple(key for key, _, _ in BUTTONS if key in following)


def who_of(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else counted(len(names), "partner")


def question(key: str, names: Sequence[str], by: str, warnings: Sequence[str] = ()) -> Question:
    """The question behind a button, for one partner or for several."""
    return Question(
        _TITLES[key].format(who_of(names)),
        _VERBS[key],
        step=key,
        choices=_ANSWERS if key == "answer" else (),
        choice_label="Answer",
        by=by,
        why_label=_WHY.get(key, "Why"),
        confirm="The agreement is signed in full, in every part" if key == "signed" else "",
        warnings=warnings,
        danger=key == "removed",
    )


def correction(entry: Entry, name: str) -> Question:
    """The question that corrects a step; only one that still counts can be taken back."""
    return Question(
        f"{name}: {WORDS[entry.step]}",
        "Correct",
        step=entry.step,
        day=entry.on,
        by=entry.by,
        why=entry.why,
        why_label=_WHY.get(entry.step, "Why"),
        recorded=entry.current,
    )


def forgotten(steps: Sequence[str], name: str, by: str) -> Question:
    """The question for a step before the ones that are known."""
    return Question(
        f"Add a step of {name} that was forgotten",
        "Add step",
        step=steps[0],
        choices=[(step, WORDS[step]) for step in steps],
        by=by,
    )
