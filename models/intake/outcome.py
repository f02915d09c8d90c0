"""What an import did or would do: as sentences, as JSON, and its rejected rows as a file."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.errors import UserError
from models.files import safe_save
from models.intake import reasons
from models.intake.kinds import KINDS
from models.intake.missing import DELETE, LOST, Fates, Missing
from models.intake.plan import Plan, Reject
from models.intake.values import escaped, number_text, unescaped
from models.money import plain
from models.text import counted, day_text

_SHOWN = 10
_SKIPS_LISTED = 100


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did; `seq` is its entry in the journal, 0 where there was nothing to write.

    `fates` say what became of the deals that the file no longer held.
    """

    plan: Plan
    seq: int
    fates: Fates = field(default_factory=Fates)


def require_rows(plan: Plan) -> None:
    """Raise UserError where not one row of the file can be used, with the reasons."""
    if plan.read > plan.rejected:
        return
    name = plan.sheet.path.name
    if not plan.read:
        raise UserError(f"{name} holds no rows to import.", "Export the list again.")
    reasons = "; ".join(_sentence(reject) for reject in plan.rejects[:3])
    rows = f"None of the {plan.read:,} rows" if plan.read > 1 else "Not the one row"
    raise UserError(
        f"{rows} of {name} can be used: {reasons}.",
        "Correct them, or say what the columns and words mean in a --mapping file.",
    )


def write_rejects(plan: Plan, target: Path, *, force: bool = False) -> None:
    """Write the rejected rows as CSV with line, column and reason, to be corrected and imported.

    No cell of it runs as a formula. Raises UserError where the file can't be written.
    """
    with (
        safe_save(target.absolute(), force=force) as part,
        part.open("w", encoding="utf-8-sig", newline="") as out,
    ):
        writer = csv.writer(out)
        headings, rows = rejects_table(plan)
        for row in (headings, *rows):
            writer.writerow(map(escaped, row))


def rejects_table(plan: Plan) -> tuple[list[str], list[list[str]]]:
    """The headers, and the rejected rows, with line, column and reason behind."""
    header = reasons.own(plan.sheet.header)
    kept = len(header)
    rows = []
    for reject in plan.rejects:
        cells = [unescaped(number_text(cell)) for cell in reject.cells[:kept]]
        cells += [""] * (kept - len(cells))
        reason = f"{reject.value} {reject.reason}".strip()
        rows.append([*cells, str(reject.line), reject.column, reason])
    return [*header, *reasons.COLUMNS], rows


def result_json(result: "ImportResult | Plan", fates: Fates | None = None) -> dict[str, Any]:
    """The document of `import --json`; of the skipped rows it lists the first 100.

    Of a plan, `fates` say what would become of the deals that are missing.
    """
    plan = result.plan if isinstance(result, ImportResult) else result
    fates = (result.fates if isinstance(result, ImportResult) else fates) or Fates()
    return {
        "kind": plan.kind,
        "file": str(plan.sheet.path),
        **counts(plan),
        "warnings": list(plan.warnings),
        "rejects": [
            {
                "line": reject.line,
                "column": reject.column,
                "value": reject.value,
                "reason": reject.reason,
            }
            for reject in plan.rejects
        ],
        "skipped_rows": [
            {"line": skip.line, "why": skip.why} for skip in plan.skips[:_SKIPS_LISTED]
        ],
        "notes": list(plan.notes),
        "new_partners": list(plan.new_partners),
        "missing": [_missing_json(deal, fates) for deal in plan.missing],
        "missing_doubts": list(plan.doubts),
        "closed_as_lost": fates.count(plan.missing, LOST),
        "deleted": fates.count(plan.missing, DELETE),
    }


def _missing_json(deal: Missing, fates: Fates) -> dict[str, Any]:
    return {
        "partner": deal.partner,
        "deal_id": deal.deal_id,
        "customer": deal.customer,
        "deal": deal.name,
        "close_date": deal.close_date,
        "tcv": plain(deal.tcv_minor, deal.currency),
        "currency": deal.currency,
        "from_file": deal.file,
        "from_line": deal.line,
        "imported_at": deal.at,
        "same_names_in_line": deal.again or None,
        "action": fates.of(deal.id),
    }


def summary(
    result: "ImportResult | Plan", fates: Fates | None = None, *, dry_run: bool = False
) -> list[str]:
    """What an import did, or would do, in a few lines for a person."""
    plan = result.plan if isinstance(result, ImportResult) else result
    fates = (result.fates if isinstance(result, ImportResult) else fates) or Fates()
    of = KINDS[plan.kind]
    done = "would be imported" if dry_run else "imported"
    head = f"{counted(plan.new + plan.changed, of.one, of.many)} {done} from {plan.sheet.path.name}"
    numbers = (
        f"{plan.new:,} new, {plan.changed:,} changed, {plan.same:,} the same,"
        f" {plan.rejected:,} rejected, {plan.skipped:,} skipped"
    )
    found = [f"{head[:1].upper()}{head[1:]}: {numbers}."]
    if plan.new_partners:
        shown = ", ".join(plan.new_partners[:_SHOWN])
        more = len(plan.new_partners) - _SHOWN
        found.append(f"New partners: {shown}{f' and {more} more' if more > 0 else ''}.")
    found += [*plan.notes, *plan.warnings, *_missing_said(plan, fates)]
    found += [f"Rejected: {_sentence(reject)}." for reject in plan.rejects[:_SHOWN]]
    if plan.rejected > _SHOWN:
        left = counted(plan.rejected - _SHOWN, "more row")
        found.append(f"Rejected: {left}; --rejects writes all of them.")
    return found


def doing(plan: Plan, fates: Fates) -> str:
    """What an import does, as the button and the undo step call it; blank where it does nothing."""
    of = KINDS[plan.kind]
    count = plan.new + plan.changed
    parts = [f"import {counted(count, of.one, of.many)}"] if count else []
    lost, gone = (fates.count(plan.missing, fate) for fate in (LOST, DELETE))
    noun = "" if count else f" {of.one if lost == 1 else of.many}"
    if lost:
        parts.append(f"close {lost:,}{noun} as lost")
    if gone:
        noun = "" if parts else f" {of.one if gone == 1 else of.many}"
        parts.append(f"delete {gone:,}{noun}")
    words = ", ".join(parts)
    return words[:1].upper() + words[1:]


def _missing_said(plan: Plan, fates: Fates) -> Iterator[str]:
    if not plan.missing:
        return
    found = counted(len(plan.missing), "open deal")
    lost, gone = (fates.count(plan.missing, fate) for fate in (LOST, DELETE))
    kept = len(plan.missing) - lost - gone
    done = [
        f"{count:,} {words}"
        for count, words in (
            (kept, "kept"),
            (lost, f"closed as lost on {day_text(plan.today)}"),
            (gone, "deleted"),
        )
        if count
    ]
    hint = " (--missing lost or delete)" if kept and not lost + gone else ""
    verb = "is" if len(plan.missing) == 1 else "are"
    yield (f"{found} of earlier files like this {verb} missing in it: {', '.join(done)}{hint}.")
    yield from plan.doubts
    for deal in plan.missing[:_SHOWN]:
        what = deal.name or deal.customer or deal.deal_id or "unnamed deal"
        yield f"Missing: {deal.partner}, {what}, from {deal.file}, line {deal.line}."
    if len(plan.missing) > _SHOWN:
        yield f"Missing: {counted(len(plan.missing) - _SHOWN, 'more deal')}; --json lists all."


def is_rejects(header: Sequence[str]) -> bool:
    """Whether a file is one of rejected rows, which `write_rejects` has written."""
    return reasons.has_reasons(header)


def counts(plan: Plan) -> dict[str, int]:
    names = ("read", "new", "changed", "same", "rejected", "skipped")
    return {name: getattr(plan, name) for name in names}


def _sentence(reject: Reject) -> str:
    where = f"line {reject.line}"
    if reject.column:
        where += f", {reject.column}"
    return f"{where}: {f'“{reject.value}” ' if reject.value else ''}{reject.reason}"
