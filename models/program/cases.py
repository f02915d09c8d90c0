"""What a program makes of made-up partners, case by case: what must come out, and what does.

The file beside a program (NAME.cases.toml) holds one complete partner and, for each case, what is
different about it and what has to come out. It is run by the tests and from the window.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

from models.deal import Deal
from models.errors import UserError
from models.files import read_text
from models.money import to_minor
from models.partner import Agreement, Contact, Grant, Integration, Offering, Partner, Training
from models.program import loading
from models.program.deals import count_deals, with_deals
from models.program.decide import decide
from models.program.decision import Decision
from models.program.measure import Facts
from models.program.terms import Terms
from models.text import day_text
from models.toml_text import parsed

Told = Mapping[str, Any]

_OWNER = 1
_EXPECTED = (
    "calculated", "tcv_tier", "limiting", "advice", "granted", "basis", "participation",
)  # fmt: skip
_HEAD = ("name", "clauses", "as_of", "prerequisites_as_of", "readings", "without")
_RECORDS = (
    "partner", "people", "agreements", "offerings", "trainings", "integrations", "deals", "grants",
    "tcv", "won_on",
)  # fmt: skip
_MERGED = ("partner", "people", "agreements")
_FLAGS = ("free_training", "shield_sponsorship", "deal_registration")


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One case: whether what came out is what had to, and each difference as a sentence."""

    name: str
    clauses: tuple[str, ...]
    differences: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return not self.differences


def run(program: str, cases: str) -> tuple[CaseResult, ...]:
    """Every case of a text of cases, judged by a program's text.

    Raises UserError, with its name, for a case that can't be read.
    """
    try:
        told = parsed(cases)
    except tomllib.TOMLDecodeError as fault:
        raise UserError(f"The cases are not readable as TOML: {fault}.", "Correct them.") from fault
    entries = told.get("case", [])
    if not isinstance(entries, list) or not all(isinstance(case, dict) for case in entries):
        raise UserError("The cases are no list of [[case]].", "Begin each with [[case]].")
    found = [_result(program, told, case) for case in entries]
    try:
        windows = tuple(_windows(program, told))
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise UserError(
            f"The cases in [window] can't be read: {fault}.", "Correct them."
        ) from fault
    if not found and not windows:
        raise UserError("There is no case in it.", "Add a [[case]], or name a file that has one.")
    return (*found, *windows)


def check_files(program: Path, cases: Path | None) -> list[str]:
    """Faults and warnings of a program file, then each case of another that does not come out.

    Raises UserError where a file, or the cases in it, can't be read.
    """
    text = read_text(program)
    told = loading.check_text(text, program.name)
    if cases is None or any(not words.startswith("Warning: ") for words in told):
        return told
    results = run(text, read_text(cases))
    failed = [result for result in results if not result.passed]
    return [*told, *(f"Case “{one.name}”: {'; '.join(one.differences)}." for one in failed)]


def cases_beside(program: loading.Program) -> str:
    """The text of the cases beside a bundled program; empty where there are none."""
    import resources

    name = program.file.removesuffix(".toml") + loading.CASES_ENDING
    path = resources.path("programs") / name
    return path.read_text(encoding="utf-8") if program.file and path.exists() else ""


def _result(program: str, told: Told, case: Told) -> CaseResult:
    name = str(case.get("name", "without a name"))
    strange = case.keys() - {*_HEAD, *_RECORDS, *_EXPECTED}
    if strange:
        raise UserError(
            f"The case “{name}” says {min(strange)!r}, which is nothing.", "Correct it."
        )
    try:
        as_of = case.get("as_of", told["as_of"])
        terms = loading.terms_from(program, as_of, case.get("readings", {}))
        facts = _facts(told.get("base", {}), case, terms, as_of)
        decision = decide(facts, terms, as_of, case.get("prerequisites_as_of", as_of))
        differences = tuple(_differences(case, decision))
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError) as fault:
        raise UserError(f"The case “{name}” can't be read: {fault}.", "Correct it.") from fault
    return CaseResult(name, tuple(case.get("clauses", ())), differences)


def _differences(case: Told, decision: Decision) -> Iterator[str]:
    above = decision.next_tier
    gaps = {
        row.id: row.gap
        for row in decision.criteria
        if above and row.tier == above.tier and row.id in above.gaps
    }
    pairs: list[tuple[str, object, object]] = [
        ("calculated tier", case["calculated"], decision.calculated_tier),
        ("tier by amount alone", case.get("tcv_tier", case["calculated"]), decision.tcv_tier),
        ("sentences of advice", case.get("advice", 0), len(decision.advice)),
        ("granted tier", case.get("granted"), decision.granted_tier),
        ("basis of the grant", case.get("basis"), decision.granted_basis),
        (
            "participation",
            case.get("participation", "participating"),
            decision.participation,
        ),
    ]
    for what, expected, actual in pairs:
        if expected != actual:
            yield f"{what}: {_word(expected)} expected, {_word(actual)} found"
    limiting = case.get("limiting", {})
    for criterion in dict.fromkeys([*limiting, *gaps]):
        expected, actual = limiting.get(criterion, 0), gaps.get(criterion, 0)
        if expected != actual:
            yield f"what is short in {criterion}: {expected} expected, {actual} found"


def _word(value: object) -> str:
    return "none" if value is None else str(value)


def _windows(program: str, told: Told) -> Iterator[CaseResult]:
    """Where a deal goes on several days."""
    window = told.get("window", {})
    for entry in window.get("deal", ()):
        for day, bucket in zip(window["days"], entry["buckets"], strict=True):
            terms = loading.terms_from(program, day)
            deal = Deal(
                1, _OWNER, status=entry["status"], close_date=entry["close"], partner_minor=1,
                tcv_minor=1, currency=terms.currency,
            )  # fmt: skip
            [counted] = count_deals([deal], terms, day, {})
            wrong = f"bucket: {bucket} expected, {counted.bucket} found"
            yield CaseResult(
                f"{entry['status']} {day_text(entry['close'])}, as of {day_text(day)}",
                tuple(window.get("clauses", ())),
                () if counted.bucket == bucket else (wrong,),
            )


def _facts(base: Told, case: Told, terms: Terms, as_of: date) -> Facts:
    told = dict(base)
    for key in _RECORDS:
        if key in case:
            told[key] = {**base.get(key, {}), **case[key]} if key in _MERGED else case[key]
    for name in case.get("without", ()):
        _leave_out(told, name)
    ids = count(100)
    facts = Facts(
        partner=_record(Partner, {"id": _OWNER, "name": "The partner"} | told.get("partner", {})),
        contacts=tuple(
            Contact(next(ids), _OWNER, f"{role} {n}", role)
            for role, number in told.get("people", {}).items()
            for n in range(number)
        ),
        agreements=tuple(
            Agreement(next(ids), _OWNER, kind, signed_on)
            for kind, signed_on in told.get("agreements", {}).items()
            if signed_on
        ),
        offerings=_records(Offering, told.get("offerings", ()), ids),
        trainings=_records(Training, _numbered(told.get("trainings", ())), ids),
        integrations=tuple(
            Integration(next(ids), _OWNER, product) for product in told.get("integrations", ())
        ),
        grants=_records(Grant, told.get("grants", ()), ids),
    )
    deals = [_deal(entry, terms.currency, next(ids)) for entry in _numbered(_deals(told))]
    return with_deals(facts, count_deals(deals, terms, as_of, {}), terms, as_of)


def _leave_out(told: dict[str, Any], name: str) -> None:
    """Without what is named: a fact, a role, a paper, or a whole kind of record."""
    if name in _FLAGS:
        told["partner"] = {**told.get("partner", {}), name: False}
    elif name in told.get("people", {}):
        told["people"] = {**told["people"], name: 0}
    elif name in told.get("agreements", {}):
        told["agreements"] = {**told["agreements"], name: False}
    elif name in told:
        told[name] = ()
    else:
        raise ValueError(f"there is no {name!r} to leave out")


def _deals(told: Told) -> list[Told]:
    deals = list(told.get("deals", ()))
    if "tcv" in told:
        deals.append({"status": "won", "close": told["won_on"], "amount": told["tcv"]})
    return deals


def _numbered(entries: Sequence[Told]) -> Iterator[dict[str, Any]]:
    """Each entry as often as its `times` says, {n} in its words being the number."""
    for entry in entries:
        for number in range(1, entry.get("times", 1) + 1):
            yield {
                key: value.replace("{n}", str(number)) if isinstance(value, str) else value
                for key, value in entry.items()
                if key != "times"
            }


def _deal(entry: Told, currency: str, deal_id: int) -> Deal:
    """A deal of an amount; a hundredth of a unit of it is services unless it says how much."""
    told = dict(entry)
    minor = to_minor(Decimal(str(told.pop("amount", "0")).replace("_", "")), currency)
    services = told.pop("services", None)
    own = min(1, minor) if services is None else to_minor(Decimal(str(services)), currency)
    deal: Deal = _record(
        Deal,
        {"id": deal_id, "partner_id": _OWNER, "currency": currency, "close_date": told.pop("close")}
        | {"partner_minor": minor - own, "services_minor": own, "tcv_minor": minor}
        | told,
    )
    return deal


def _records(kind: Any, entries: Any, ids: Iterator[int]) -> tuple[Any, ...]:
    return tuple(_record(kind, {"id": next(ids), "partner_id": _OWNER, **e}) for e in entries)


def _record(kind: Any, told: Told) -> Any:
    strange = told.keys() - {field.name for field in fields(kind)}
    if strange:
        raise ValueError(f"a {kind.__name__.lower()} has no {min(strange)}")
    return kind(**{key: tuple(v) if isinstance(v, list) else v for key, v in told.items()})
