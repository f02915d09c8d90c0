"""Versions of a portfolio's program: drafted, announced, adopted (C100)."""

from dataclasses import dataclass, replace
from datetime import date

from models.errors import UserError
from models.ids import new_id
from models.program import loading
from models.program_year import KeptProgram
from models.store import records
from models.store.portfolio import Portfolio
from models.store.programs import program_name, text_of
from models.text import counted, day_text


class NotAdopted(UserError):
    """Why a draft can't be adopted; `where` is the field that it belongs to.

    It is text, notice, from_on, version, or assessments, which may be confirmed.
    """

    def __init__(self, where: str, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.where = where


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a program; `id` is 0 for a bundled one, whose state is adopted.

    It decides from `from_on` to `until_on`, the day before the next adopted one (blank: until
    there is one); a draft decides nothing. `notice_on` is the day on which it was announced.
    """

    id: int
    name: str
    version: str
    from_on: date
    until_on: date | None
    notice_on: date | None
    state: str
    origin: str
    digest: str
    text: str
    note: str = ""


def versions(portfolio: Portfolio, name: str = "") -> tuple[Version, ...]:
    """Every version of the portfolio's program, or of another one, by its first day."""
    name = name or program_name(portfolio)
    found = [
        Version(
            0,
            program.name,
            program.version,
            program.from_on,
            None,
            program.notice_on,
            "adopted",
            "bundled",
            loading.digest_of(program.text),
            program.text,
        )
        for program in loading.programs()
        if program.name == name
    ]
    found += [
        Version(
            kept.id,
            kept.name,
            kept.version,
            kept.from_on,
            None,
            kept.notice_on,
            kept.state,
            "own",
            kept.digest,
            kept.text,
            kept.note,
        )
        for kept in records.find(portfolio, KeptProgram, name=name)
        if kept.state != "kept"
    ]
    found.sort(key=lambda version: (version.from_on, version.id))
    days = sorted({version.from_on for version in found if version.state == "adopted"})
    return tuple(_until(version, days) for version in found)


def _until(version: Version, days: list[date]) -> Version:
    later = [day for day in days if day > version.from_on]
    if version.state != "adopted" or not later:
        return version
    return replace(version, until_on=date.fromordinal(later[0].toordinal() - 1))


def draft(
    portfolio: Portfolio, text: str, notice_on: date | None = None, note: str = ""
) -> KeptProgram:
    """Begin a version from a text, often a copy of another one's; it decides nothing yet.

    Raises UserError where the text has no name, version and first day; other faults may stay
    in a draft until it is adopted.
    """
    head = loading.program_of(text)
    kept = KeptProgram(
        new_id(),
        head.name,
        head.version,
        head.from_on,
        notice_on or head.notice_on,
        "draft",
        loading.digest_of(text),
        text,
        note,
    )
    with portfolio.change(f"Draft version {head.version} of {head.name}"):
        records.add(portfolio, kept)
    return kept


def save_draft(
    portfolio: Portfolio, draft_id: int, text: str, notice_on: date | None = None, note: str = ""
) -> KeptProgram:
    """Put another text in a draft's place. Raises UserError where it is no draft any more."""
    _draft(portfolio, draft_id)
    head = loading.program_of(text)
    with portfolio.change(f"Edit the draft of version {head.version}"):
        return records.update(
            portfolio,
            KeptProgram,
            draft_id,
            name=head.name,
            version=head.version,
            from_on=head.from_on,
            notice_on=notice_on or head.notice_on,
            digest=loading.digest_of(text),
            text=text,
            note=note,
        )


def discard(portfolio: Portfolio, draft_id: int) -> None:
    """Throw a draft away. Raises UserError where it is no draft any more."""
    kept = _draft(portfolio, draft_id)
    with portfolio.change(f"Discard the draft of version {kept.version}"):
        records.delete(portfolio, KeptProgram, [draft_id])


def adopt(portfolio: Portfolio, draft_id: int, *, despite_assessments: bool = False) -> KeptProgram:
    """Put a draft in force from its first day, as one change.

    Raises NotAdopted, with what to do, where the text has a fault, where it was not announced
    before its first day, where another version begins on that day or bears its name, and, unless
    told otherwise, where an assessment has already been frozen on that day or later.
    """
    kept = _draft(portfolio, draft_id)
    _require_notice(kept)
    problems = loading.check_text(kept.text, f"Version {kept.version}")
    faults = [words for words in problems if not words.startswith("Warning: ")]
    if faults:
        more = f" There {_are(len(faults) - 1)} more." if len(faults) > 1 else ""
        raise NotAdopted("text", f"{faults[0]}{more}", "Correct the draft; nothing was adopted.")
    _require_place(portfolio, kept)
    if not despite_assessments:
        _require_unmeasured(portfolio, kept)
    with portfolio.change(f"Adopt version {kept.version} of {kept.name}"):
        return records.update(portfolio, KeptProgram, draft_id, state="adopted")


def withdraw(portfolio: Portfolio, version_id: int, today: date) -> KeptProgram:
    """Make an adopted version a draft again while it decides nothing.

    Raises UserError once its first day has come, or a frozen decision rests on it.
    """
    kept = records.get(portfolio, KeptProgram, version_id)
    if kept.state != "adopted":
        raise UserError(f"Version {kept.version} is not adopted.", "There is nothing to withdraw.")
    frozen = portfolio.conn.value(
        "SELECT count(*) FROM frozen WHERE program_digest = ?", (kept.digest,)
    )
    if kept.from_on <= today or frozen:
        raise UserError(
            f"Version {kept.version} is in force since {day_text(kept.from_on)}."
            if kept.from_on <= today
            else f"{counted(frozen, 'frozen decision')} rest on version {kept.version}.",
            "Adopt another version with a later first day instead.",
        )
    with portfolio.change(f"Withdraw version {kept.version}"):
        return records.update(portfolio, KeptProgram, version_id, state="draft")


def _draft(portfolio: Portfolio, draft_id: int) -> KeptProgram:
    kept = records.get(portfolio, KeptProgram, draft_id)
    if kept.state != "draft":
        raise UserError(
            f"Version {kept.version} is {kept.state} and does not change any more.",
            "Begin a new version from a copy of it.",
        )
    return kept


def _require_notice(kept: KeptProgram) -> None:
    if kept.notice_on is None:
        raise NotAdopted(
            "notice",
            f"Version {kept.version} has no day of notice.",
            "Say when it was or will be announced: a revision takes prior notice.",
        )
    if kept.from_on <= kept.notice_on:
        raise NotAdopted(
            "from_on",
            f"Version {kept.version} would begin on {day_text(kept.from_on)}, but notice of it is"
            f" given on {day_text(kept.notice_on)}.",
            "Let it begin after the day of notice.",
        )


def _require_place(portfolio: Portfolio, kept: KeptProgram) -> None:
    others = [v for v in versions(portfolio, kept.name) if v.state == "adopted"]
    for other in others:
        if other.from_on == kept.from_on:
            raise NotAdopted(
                "from_on",
                f"Version {other.version} begins on {day_text(kept.from_on)} too;"
                " two versions can't be in force on one day.",
                "Choose another first day.",
            )
        if other.version == kept.version:
            raise NotAdopted(
                "version",
                f"There is a version {kept.version} already, from {day_text(other.from_on)}.",
                "Give this one another name.",
            )


def _require_unmeasured(portfolio: Portfolio, kept: KeptProgram) -> None:
    rows = portfolio.conn.rows(
        "SELECT year, measured_on, program_digest FROM assessments"
        " WHERE measured_on >= ? ORDER BY measured_on DESC",
        (kept.from_on.isoformat(),),
    )
    for year, measured_on, digest in rows:
        if loading.program_of(text_of(portfolio, digest)).name == kept.name:
            day = day_text(date.fromisoformat(measured_on))
            raise NotAdopted(
                "assessments",
                f"The {year} assessment was frozen as of {day}, on or after the first day of"
                f" version {kept.version}, {day_text(kept.from_on)}.",
                "It keeps the version that it was made by; confirm that it should, or choose a"
                " later first day.",
            )


def _are(number: int) -> str:
    return f"is {number}" if number == 1 else f"are {number}"
