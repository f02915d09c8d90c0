"""A form that came back: its answers read, and a plan of what they would change."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.checklist.filled import Filled, Line
from models.checklist.identity import Asked, Identity
from models.checklist.periods import period_label
from models.checklist.records import Form
from models.checklist.sending import FROM_FORM, part_said
from models.checklist.values import LONGEST, read_value
from models.errors import UserError
from models.text import day_text, sentence
from models.typed import read_day

NEW, CHANGED, SAME, CONFLICT, UNREADABLE = "new", "changed", "same", "conflict", "unreadable"
STATE_WORDS = {
    NEW: "New",
    CHANGED: "Changed",
    SAME: "Same",
    CONFLICT: "Both changed",
    UNREADABLE: "Can’t be read",
}
_YEAR = re.compile(r"\d{4}")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Reply:
    """One field of a returned form: what was filled in, and the canonical value that it is.

    `problem` says why it can't be read; then `value` stays as it was exported and `raw` has it all.
    """

    item: str
    part: str
    raw: str
    value: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ReturnedForm:
    """A form as it came back; `file` is its name, `sha256` that of its bytes."""

    identity: Identity
    replies: tuple[Reply, ...]
    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """One field with our value now, theirs, and what that makes of it; values are canonical."""

    item: str
    part: str
    question: str
    ours: str
    theirs: str
    state: str
    why: str = ""
    ours_said: str = ""
    theirs_said: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.item, self.part


@dataclass(frozen=True, slots=True)
class ReturnPlan:
    """What a returned form would change.

    `notes` are sentences to know before it is applied; `blocked` says why it can't be, else blank.
    `checklist` is what it is called, with its period.
    """

    returned: ReturnedForm
    proposals: tuple[Proposal, ...]
    notes: tuple[str, ...] = ()
    blocked: str = ""
    checklist: str = ""

    def count(self, state: str) -> int:
        return sum(one.state == state for one in self.proposals)

    @property
    def label(self) -> str:
        """What the change is called that takes it in."""
        identity = self.returned.identity
        period = f", {period_label(identity.period)}" if identity.period else ""
        return (
            f"Take in the form of {identity.partner}{period}, sent {day_text(identity.exported_on)}"
        )

    @property
    def source(self) -> str:
        """How an answer says where it came from."""
        return f"{FROM_FORM}{self.returned.identity.form_id}"

    def taken(self, choices: Mapping[tuple[str, str], str]) -> tuple[Proposal, ...]:
        """What would be written: all that is new or changed, and conflicts that fall to them.

        `choices` says "ours" or "theirs" by item and part. Raises UserError for an open conflict.
        """
        taken, open_ = [], 0
        for one in self.proposals:
            if one.state in (SAME, UNREADABLE):
                continue
            choice = choices.get(one.key, "" if one.state == CONFLICT else "theirs")
            open_ += not choice
            if choice == "theirs":
                taken.append(one)
        if open_:
            raise UserError(
                f"{open_} of the answers changed here and in the form.",
                "Choose ours or theirs for each, then apply.",
            )
        return tuple(taken)


def read_replies(identity: Identity, filled_in: Mapping[tuple[str, str], str]) -> tuple[Reply, ...]:
    """Every field of a form as a canonical value; one that is missing from the file was not left
    blank by a person, so it stays as it was exported.
    """
    replies = []
    for key, asked in identity.items.items():
        for part, sent in asked.sent.items():
            raw = filled_in.get((key, part))
            text = _with_line_feeds(raw or "")
            if raw is None or _seen(text) == _seen(asked.shown(part)):
                replies.append(Reply(key, part, text, sent))
                continue
            try:
                value = _read(identity, asked, part, text)
            except UserError as fault:
                replies.append(Reply(key, part, text, sent, str(fault)))
            else:
                replies.append(Reply(key, part, text, value))
    return tuple(replies)


def plan(
    returned: ReturnedForm, filled: Filled | None, forms: Sequence[Form], portfolio_id: str
) -> ReturnPlan:
    """What a returned form means for the checklist as it stands.

    `filled` is None where its partner is gone; `forms` are the partner's forms that went out.
    Raises UserError for a form of another portfolio, of a partner that is gone, or one that was
    taken in already.
    """
    identity = returned.identity
    if identity.portfolio_id != portfolio_id:
        raise UserError(
            f"{returned.file} was sent from another portfolio.",
            f"Open the portfolio in which {identity.partner} is, and take it in there.",
        )
    if filled is None:
        raise UserError(
            f"{returned.file} is from {identity.partner}, who is not in the portfolio any more.",
            "Undo the deletion, or open a backup, to take it in.",
        )
    known = next((form for form in forms if form.form_id == identity.form_id), None)
    refuse_twice(returned, forms)
    proposals = tuple(_proposal(reply, identity, filled) for reply in returned.replies)
    blocked = ""
    if filled.closed:
        blocked = "The checklist is closed. Reopen it to take these answers in."
    notes = _notes(identity, filled, forms, known)
    return ReturnPlan(returned, proposals, notes, blocked, filled.title)


def refuse_twice(returned: ReturnedForm, forms: Sequence[Form]) -> None:
    """Raise UserError where the same file was taken in already."""
    for form in forms:
        if returned.sha256 and form.returned_sha256 == returned.sha256:
            day = day_text(date.fromisoformat(form.returned_at[:10]))
            raise UserError(
                f"{returned.file} was taken in already, on {day}.",
                "Nothing was changed. A form that was filled in further is another file.",
            )


def _notes(
    identity: Identity, filled: Filled, forms: Sequence[Form], known: Form | None
) -> tuple[str, ...]:
    notes = []
    newer = [
        form
        for form in forms
        if (form.template, form.period) == (identity.template, identity.period)
        and form.form_id != identity.form_id
        and form.exported_at > identity.exported_at
    ]
    left = day_text(identity.exported_on)
    if newer:
        last = max(form.exported_at for form in newer)
        when = day_text(date.fromisoformat(last[:10]))
        notes.append(f"This is an older form, of {left}; a newer one went out on {when}.")
    if known is not None and known.returned_at:
        day = day_text(date.fromisoformat(known.returned_at[:10]))
        notes.append(f"This form came back once before, on {day}; the file has changed since.")
    if identity.digest != filled.template.digest:
        notes.append(
            f"The questions have changed since: the form has version {identity.version},"
            f" the checklist version {filled.template.version}."
        )
    return tuple(notes)


def _proposal(reply: Reply, identity: Identity, filled: Filled) -> Proposal:
    asked = identity.items[reply.item]
    line = filled.line(reply.item)
    item = line.item if line is not None else asked.item
    ours = _ours(line, reply.part) if line is not None else ""
    question = line.question if line is not None else asked.item.asks
    sent, theirs = asked.sent[reply.part], reply.value
    said = reply.raw if reply.problem else part_said(asked.item, reply.part, theirs)
    state, why = _judged(reply, line, asked, ours)
    if state in (NEW, CHANGED) and ours != sent and theirs != ours:
        state = CONFLICT
    return Proposal(
        reply.item, reply.part, question, ours, theirs, state, why,
        part_said(item, reply.part, ours), said,
    )  # fmt: skip


def _judged(reply: Reply, line: Line | None, asked: Asked, ours: str) -> tuple[str, str]:
    """State and reason, before it is asked whether ours has changed as well."""
    if reply.problem:
        return UNREADABLE, reply.problem
    sent, theirs = asked.sent[reply.part], reply.value
    if theirs in (sent, ours):
        # What they left alone says nothing, also where ours has moved on.
        return SAME, ""
    if line is None:
        return UNREADABLE, "This question is not in the checklist any more."
    if reply.part == "value" and (line.item.derived or line.item.kind != asked.item.kind):
        return UNREADABLE, "The records answer this question now, or it asks something else."
    if reply.part == "value" and line.item.kind == "choice":
        if theirs and theirs not in {choice.key for choice in line.item.choices}:
            return UNREADABLE, sentence(f"{reply.raw} is none of the answers any more")
    return (NEW if not ours else CHANGED), ""


def _ours(line: Line, part: str) -> str:
    answer = line.answer
    if part == "value":
        return line.value
    if answer is None:
        return ""
    if part == "note":
        return answer.note
    if part == "owner":
        return answer.owner
    return answer.due_on.isoformat() if answer.due_on else ""


def _with_line_feeds(text: str) -> str:
    """The text with line feeds alone: a PDF reader ends its lines with carriage returns."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _seen(text: str) -> str:
    """What a person sees of a text: a spreadsheet keeps no controls, and they were not typed."""
    return _CONTROLS.sub("", _with_line_feeds(text)).strip()


def _read(identity: Identity, asked: Asked, part: str, text: str) -> str:
    """A field as a canonical value. Raises UserError with what would do."""
    words = text.strip()
    if part == "due_on" or (part == "value" and asked.item.kind == "date"):
        # A word like "today", or a day without its year, hangs on when it was filled in.
        if words and not _YEAR.search(words):
            raise UserError(f"{words} has no year.", "Write it as 3 Mar 2026 or 2026-03-03.")
        day = read_day(words, identity.exported_on)
        return day.isoformat() if day else ""
    if part == "value":
        return read_value(asked.item, text, identity.exported_on, identity.currency)
    if part == "owner":
        return " ".join(words.split())
    if len(words) > LONGEST:
        raise UserError(
            f"That note has {len(words):,} characters; it holds {LONGEST:,}.",
            "Shorten it, or add it as a file.",
        )
    return words
