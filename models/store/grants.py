"""Tiers granted and taken back: records that are added and never changed (C012-C017)."""

from dataclasses import dataclass, replace
from datetime import date

from models.errors import UserError
from models.ids import new_id
from models.partner import Grant, Partner
from models.program.decision import Decision
from models.program.terms import Terms
from models.program_year import Withdrawal
from models.store import frozen, records
from models.store.portfolio import Portfolio
from models.store.programs import terms_on
from models.store.standing import partner_file
from models.text import day_text

EXPIRES_SOON = 90  # days; an exception that ends within them is listed as expiring


@dataclass(frozen=True, slots=True)
class Granted:
    """A grant with what became of it, and the decision that was frozen for it.

    `decision` is None for a grant that was recorded without one, as an import might.
    """

    grant: Grant
    withdrawal: Withdrawal | None
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class ExceptionLine:
    """An exception as the list of them has it; `state` is in_force, expiring, later or expired."""

    grant: Grant
    partner: str
    tier: str
    state: str
    days_left: int

    @property
    def id(self) -> int:
        return self.grant.id


def grant(
    portfolio: Portfolio,
    partner_id: int,
    tier: str,
    basis: str,
    *,
    from_on: date,
    until_on: date | None = None,
    reason: str = "",
    approver: str = "",
    as_of: date,
    prerequisites_as_of: date | None = None,
    by: str = "",
    frozen_id: int = 0,
) -> Grant:
    """Grant a tier, with the facts and the decision of `as_of` frozen beside it.

    Basis `assessment` grants the calculated tier, the label outside the tiers included: that
    one says that no tier is held from then on. `exception` grants any other and takes a reason,
    an approver and an end (C017); `provisional` is for the program's first year (C012, C014).
    Where the decision is frozen already, `frozen_id` names it. Raises UserError for a grant that
    the program does not know.
    """
    terms = terms_on(portfolio, as_of)
    if tier not in terms.by_key:
        raise UserError(f"{tier} is no tier of {terms.program}.", "Choose one of its tiers.")
    partner = records.get(portfolio, Partner, partner_id)
    if frozen_id:
        decision = frozen.decision_of(portfolio, frozen_id)
        file = None
    else:
        file = partner_file(portfolio, partner_id, as_of, prerequisites_as_of)
        decision = file.decision
    if basis == "provisional" and until_on is None and terms.provisional:
        until_on = terms.provisional.until
    made = Grant(
        new_id(), partner_id, tier, basis, from_on, until_on, reason.strip(), approver.strip(),
        decision.version, as_of, frozen_id, by, terms.program,
    )  # fmt: skip
    _check(made, partner, decision, terms)
    with portfolio.change(f"Grant {terms.label(tier)} to {partner.name}"):
        if file is not None:
            kept = frozen.freeze(portfolio, file, terms)
            made = replace(made, frozen_id=kept)
        records.add(portfolio, made)
    return made


def withdraw(portfolio: Portfolio, grant_id: int, reason: str, *, today: date, by: str = "") -> int:
    """Take a grant back, by a record beside it. Raises UserError without a reason, or twice."""
    if not reason.strip():
        raise UserError("A grant is taken back for a reason.", "Say why, in a few words.")
    if records.find(portfolio, Withdrawal, grant_id=grant_id):
        raise UserError("That grant is withdrawn already.", "Grant another tier in its place.")
    records.get(portfolio, Grant, grant_id)
    with portfolio.change("Withdraw a grant"):
        return records.add(portfolio, Withdrawal(new_id(), grant_id, today, by, reason.strip()))


def history(portfolio: Portfolio, partner_id: int) -> tuple[Granted, ...]:
    """A partner's grants, the newest first, each with its withdrawal and its frozen decision."""
    gone = {
        withdrawal.grant_id: withdrawal
        for withdrawal in records.from_rows(
            Withdrawal,
            portfolio.conn.rows(
                f"SELECT {records.columns(Withdrawal)} FROM withdrawals WHERE grant_id IN"  # noqa: S608  fixed words
                " (SELECT id FROM grants WHERE partner_id = ?)",
                (partner_id,),
            ),
        )
    }
    own = records.find(portfolio, Grant, partner_id=partner_id)
    return tuple(
        Granted(
            one,
            gone.get(one.id),
            frozen.decision_of(portfolio, one.frozen_id) if one.frozen_id else None,
        )
        for one in sorted(own, key=lambda one: (one.from_on, one.id), reverse=True)
    )


def exceptions(portfolio: Portfolio, as_of: date) -> tuple[ExceptionLine, ...]:
    """Every exception that was not withdrawn (C017): what ends next first, then what has ended.

    One of another program's tiers holds nothing and is not among them.
    """
    rows = portfolio.conn.rows(
        f"SELECT p.name, {', '.join(f'g.{name}' for name in records.columns(Grant).split(', '))}"  # noqa: S608  fixed words
        " FROM grants AS g JOIN partners AS p ON p.id = g.partner_id"
        " WHERE g.basis = 'exception' AND g.id NOT IN (SELECT grant_id FROM withdrawals)"
    )
    names = [str(row[0]) for row in rows]
    grants = records.from_rows(Grant, (row[1:] for row in rows))
    terms = terms_on(portfolio, as_of)
    lines = [
        _exception_line(one, name, terms, as_of)
        for name, one in zip(names, grants, strict=True)
        if terms.grants(one.tier, one.program)
    ]
    current = sorted(
        (line for line in lines if line.state != "expired"),
        key=lambda line: (line.grant.until_on or date.max, line.partner),
    )
    ended = sorted(
        (line for line in lines if line.state == "expired"),
        key=lambda line: (line.grant.until_on or date.max, line.partner),
        reverse=True,
    )
    return (*current, *ended)


def _exception_line(one: Grant, partner: str, terms: Terms, as_of: date) -> ExceptionLine:
    left = ((one.until_on or date.max) - as_of).days
    if one.from_on > as_of:
        state = "later"
    elif left < 0:
        state = "expired"
    else:
        state = "expiring" if left <= EXPIRES_SOON else "in_force"
    return ExceptionLine(one, partner, terms.label(one.tier), state, left)


def _check(made: Grant, partner: Partner, decision: Decision, terms: Terms) -> None:
    """Raises UserError for a grant that must not be."""
    label = terms.label(made.tier)
    if made.tier != terms.outside.key and decision.participation != "participating":
        raise UserError(
            f"{partner.name} can't be granted {label}: {_lacking(decision)}.",
            "Record the invitation's acceptance and the signed program agreement first.",
        )
    {"assessment": _assessed, "exception": _excepted, "provisional": _provisional}.get(
        made.basis, _unknown
    )(made, partner, decision, terms)
    if made.until_on is not None and made.until_on < made.from_on:
        raise UserError(
            f"The grant would end on {day_text(made.until_on)},"
            f" before it begins on {day_text(made.from_on)}.",
            "Choose a later end.",
        )


def _lacking(decision: Decision) -> str:
    if decision.participation == "removed":
        return "it has left the program"
    if not decision.gates.invitation:
        return f"on {day_text(decision.as_of)} the invitation is not accepted"
    return f"on {day_text(decision.as_of)} the program agreement is not in force"


def _assessed(made: Grant, partner: Partner, decision: Decision, terms: Terms) -> None:
    if made.tier != decision.calculated_tier:
        raise UserError(
            f"The calculated tier of {partner.name} is {terms.label(decision.calculated_tier)};"
            f" {terms.label(made.tier)} takes an exception.",
            "Grant it as an exception, with a reason, an approver and an end date.",
        )


def _excepted(made: Grant, partner: Partner, decision: Decision, terms: Terms) -> None:
    lacking = [
        name
        for name, there in (
            ("a reason", made.reason),
            ("an approver", made.approver),
            ("an end date", made.until_on),
        )
        if not there
    ]
    if lacking:
        raise UserError(
            f"The exception for {partner.name} lacks {' and '.join(lacking)}.",
            "An exception takes a reason, an approver and an end date.",
        )
    if made.tier == decision.calculated_tier:
        raise UserError(
            f"{terms.label(made.tier)} is the calculated tier of {partner.name}.",
            "Sign it off as it is; it takes no exception.",
        )


def _provisional(made: Grant, partner: Partner, decision: Decision, terms: Terms) -> None:
    first = terms.provisional
    if first is None or made.from_on > first.until:
        year = made.from_on.year
        raise UserError(
            f"A tier is not granted provisionally in {year}.",
            "From the second program year on a tier follows the January assessment.",
        )
    invited = partner.invited_on
    if invited is None or invited.year != first.year or made.tier != first.tier:
        raise UserError(
            f"Provisional is {terms.label(first.tier)}, for partners invited in {first.year}.",
            "Grant another tier as an exception.",
        )
    if made.until_on is None or made.until_on > first.until:
        raise UserError(
            f"A provisional tier ends on {day_text(first.until)}.",
            "Choose that day or an earlier one.",
        )


def _unknown(made: Grant, *_: object) -> None:
    raise UserError(
        f"{made.basis} is no basis of a grant.",
        "It is an assessment, an exception or provisional.",
    )
