"""Signing the January assessment off, line by line or all that is ready, and opening it again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from models.errors import UserError
from models.ids import new_id
from models.partner import Grant, Partner
from models.program.terms import Terms
from models.program_year import Assessment, AssessmentLine, Withdrawal
from models.store import grants, records
from models.store.assessments import insert, note_event, terms_behind
from models.store.participation import take_back, take_step, way
from models.store.portfolio import Portfolio
from models.text import counted, day_text

Progress = Callable[[int, int, str], object]


@dataclass(frozen=True, slots=True)
class SignedAll:
    """What signing all that was ready came to; who does not meet is left for a person."""

    signed: int
    to_decide: int


def _silent(done: int, total: int, text: str) -> None:
    """Nobody waits for a report."""


def sign(
    portfolio: Portfolio,
    line_ids: Sequence[int],
    outcome: str,
    *,
    tier: str = "",
    reason: str = "",
    approver: str = "",
    until_on: date | None = None,
    today: date,
    by: str = "",
    progress: Progress = _silent,
) -> int:
    """Decide lines and grant what follows, as one change; how many were signed.

    `assessment` grants the calculated tier. `exception` grants `tier` until a day, for a reason
    and with an approver. `none` lets a partner below the lowest tier stay without one, `leave`
    records that it leaves; neither happens by itself (C057). Raises UserError, and then signs
    none of them.
    """
    lines = [records.get(portfolio, AssessmentLine, line_id) for line_id in line_ids]
    label = f"Sign off {lines[0].partner if len(lines) == 1 else counted(len(lines), 'partner')}"
    with portfolio.change(label):
        for assessment_id in dict.fromkeys(line.assessment_id for line in lines):
            made = records.get(portfolio, Assessment, assessment_id)
            signer = _Signer(portfolio, made, today, by)
            own = [line for line in lines if line.assessment_id == assessment_id]
            outcomes: dict[str, Callable[[AssessmentLine], AssessmentLine]] = {
                "assessment": signer.as_calculated,
                "exception": partial(signer.by_exception, tier, reason, approver, until_on),
                "none": partial(signer.without_tier, reason),
                "leave": partial(signer.leaving, reason),
            }
            how = outcomes.get(outcome)
            if how is None:
                raise UserError(f"{outcome} is no outcome of an assessment.", "Choose another.")
            for done, line in enumerate(own):
                progress(done, len(own), "Signing off")
                signer.sign(line, how)
            _settle(portfolio, made, today, by)
    return len(lines)


def sign_all_ready(
    portfolio: Portfolio,
    assessment_id: int,
    *,
    today: date,
    by: str = "",
    progress: Progress = _silent,
) -> SignedAll:
    """Sign every line whose partner meets a tier; the others are counted and left alone."""
    there = {row[0] for row in portfolio.conn.rows("SELECT id FROM partners")}
    made = records.get(portfolio, Assessment, assessment_id)
    outside = terms_behind(portfolio, made).outside.key
    lines = records.find(portfolio, AssessmentLine, assessment_id=assessment_id, outcome="")
    ready = [
        line.id
        for line in lines
        if line.calculated_tier != outside and line.partner_id in there
    ]  # fmt: skip
    if ready:
        sign(portfolio, ready, "assessment", today=today, by=by, progress=progress)
    return SignedAll(len(ready), len(lines) - len(ready))


def reopen(
    portfolio: Portfolio, line_ids: Sequence[int], reason: str, *, today: date, by: str = ""
) -> int:
    """Take signatures back for a reason, as one change: grants are withdrawn, events stay."""
    if not reason.strip():
        raise UserError("A signed line is re-opened for a reason.", "Say why, in a few words.")
    lines = [records.get(portfolio, AssessmentLine, line_id) for line_id in line_ids]
    for line in lines:
        if not line.outcome:
            raise UserError(f"{line.partner} is not signed off.", "There is nothing to re-open.")
    label = f"Re-open {lines[0].partner if len(lines) == 1 else counted(len(lines), 'partner')}"
    with portfolio.change(label):
        for line in lines:
            _take_back(portfolio, line, reason.strip(), today, by)
        for assessment_id in dict.fromkeys(line.assessment_id for line in lines):
            records.update(portfolio, Assessment, assessment_id, state="frozen")
    return len(lines)


class _Signer:
    """Signs lines of one assessment, on one day, by one person."""

    def __init__(self, portfolio: Portfolio, made: Assessment, today: date, by: str) -> None:
        self.portfolio, self.made, self.today, self.by = portfolio, made, today, by
        self.terms: Terms = terms_behind(portfolio, made)

    def sign(self, line: AssessmentLine, how: Callable[[AssessmentLine], AssessmentLine]) -> None:
        if line.outcome:
            on = day_text(line.signed_on or self.today)
            raise UserError(
                f"{line.partner} is signed off already, on {on}.",
                "Re-open it first, with a reason.",
            )
        signed = replace(how(line), signed_on=self.today, signed_by=self.by)
        row = records.to_row(signed)
        names = ("outcome", "granted_tier", "reason", "approver", "until_on", "signed_on",
                 "signed_by", "grant_id")  # fmt: skip
        self.portfolio.conn.execute(
            f"UPDATE assessment_lines SET {', '.join(f'{name} = ?' for name in names)}"  # noqa: S608  names above
            " WHERE id = ?",
            (*(row[name] for name in names), line.id),
        )
        note_event(
            self.portfolio, self.made.id, line.id, "signed", self.today, self.by,
            self._words(signed),
        )  # fmt: skip

    def as_calculated(self, line: AssessmentLine) -> AssessmentLine:
        if line.calculated_tier == self.terms.outside.key:
            raise UserError(
                f"{line.partner} does not meet {self.terms.lowest.label}, so it takes a decision.",
                "Let it stay by exception, stay without a tier, or leave.",
            )
        made = self._assessed(line)
        return replace(
            line, outcome="assessment", granted_tier=line.calculated_tier, grant_id=made.id
        )

    def by_exception(
        self, tier: str, reason: str, approver: str, until_on: date | None, line: AssessmentLine
    ) -> AssessmentLine:
        # What was calculated lies under the exception and holds again once that has ended.
        self._assessed(line)
        made = grants.grant(
            self.portfolio, line.partner_id, tier, "exception",
            from_on=self.made.measured_on, until_on=until_on, reason=reason, approver=approver,
            as_of=self.made.measured_on, by=self.by, frozen_id=line.frozen_id,
        )  # fmt: skip
        return replace(
            line, outcome="exception", granted_tier=tier, reason=made.reason,
            approver=made.approver, until_on=until_on, grant_id=made.id,
        )  # fmt: skip

    def without_tier(self, reason: str, line: AssessmentLine) -> AssessmentLine:
        if line.calculated_tier != self.terms.outside.key:
            raise UserError(
                f"{line.partner} meets {self.terms.label(line.calculated_tier)}.",
                "Sign it off as calculated, or grant another tier as an exception.",
            )
        made = self._assessed(line)
        return replace(line, outcome="none", reason=reason.strip(), grant_id=made.id)

    def leaving(self, reason: str, line: AssessmentLine) -> AssessmentLine:
        if not reason.strip():
            raise UserError(
                f"{line.partner} leaves the program for a reason.", "Say why, in a few words."
            )
        left = replace(line, outcome="leave", reason=reason.strip())
        if not records.find(self.portfolio, Partner, id=line.partner_id):
            return left  # it was deleted since; the line alone is left to be signed
        by = self.by or "not recorded"
        take_step(
            self.portfolio, line.partner_id, "left", self.today,
            by=by, why=left.reason, today=self.today,
        )  # fmt: skip
        return left

    def _assessed(self, line: AssessmentLine) -> Grant:
        """The grant of the calculated tier, or the record that none is held from now on."""
        if not records.find(self.portfolio, Partner, id=line.partner_id):
            raise UserError(
                f"{line.partner} was deleted, so nothing can be granted to it.",
                "Undo the deletion, or sign it off as having left.",
            )
        made = Grant(
            new_id(), line.partner_id, line.calculated_tier, "assessment", self.made.measured_on,
            None, f"January assessment of {self.made.year}.", "", self.made.program_version,
            self.made.measured_on, line.frozen_id, self.by, self.terms.program,
        )  # fmt: skip
        insert(self.portfolio, [made])
        return made

    def _words(self, line: AssessmentLine) -> str:
        label = self.terms.label(line.granted_tier) if line.granted_tier else ""
        because = f" {line.reason}" if line.reason else ""
        if line.outcome == "exception" and line.until_on:
            until = day_text(line.until_on)
            return f"{label} by exception until {until}, approved by {line.approver}.{because}"
        return {
            "assessment": f"{label}, as calculated.",
            "none": f"Stays without a tier.{because}",
            "leave": f"Leaves the program.{because}",
        }[line.outcome]


def _settle(portfolio: Portfolio, made: Assessment, today: date, by: str) -> None:
    """Close the assessment once nothing is left to sign."""
    left = portfolio.conn.value(
        "SELECT count(*) FROM assessment_lines WHERE assessment_id = ? AND outcome = ''", (made.id,)
    )
    if not left and made.state != "closed":
        records.update(portfolio, Assessment, made.id, state="closed")
        note_event(portfolio, made.id, 0, "closed", today, by, "Every partner is signed off.")


def _take_back(
    portfolio: Portfolio, line: AssessmentLine, reason: str, today: date, by: str
) -> None:
    gone = {found.grant_id for found in records.find(portfolio, Withdrawal)}
    for one in records.find(portfolio, Grant, partner_id=line.partner_id):
        # A grant made apart from the board may rest on the same facts, and stays.
        signed = one.id == line.grant_id or one.basis == "assessment"
        if signed and one.frozen_id == line.frozen_id and one.id not in gone:
            grants.withdraw(portfolio, one.id, reason, today=today, by=by)
    if line.outcome == "leave":
        _bring_back(portfolio, line)
    records.update(
        portfolio, AssessmentLine, line.id, outcome="", granted_tier="", reason="", approver="",
        until_on=None, signed_on=None, signed_by="", grant_id=0,
    )  # fmt: skip
    note_event(portfolio, line.assessment_id, line.id, "reopened", today, by, reason)


def _bring_back(portfolio: Portfolio, line: AssessmentLine) -> None:
    """A partner that left by the line that is re-opened takes part again.

    The events of the line keep what was signed, and why it was taken back.
    """
    if not records.find(portfolio, Partner, id=line.partner_id):
        return
    for entry in way(portfolio, line.partner_id, line.signed_on or date.max).entries:
        if entry.step == "left" and entry.on == line.signed_on and entry.current:
            take_back(portfolio, line.partner_id, entry)
            return
