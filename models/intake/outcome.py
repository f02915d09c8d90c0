"""What an import did or would do: as sentences, as JSON, and its rejected rows as a file."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.errors import UserError
from models.files import safe_save
from models.intake.headers import key
from models.intake.kinds import KINDS
from models.intake.plan import Plan, Reject
from models.intake.values import escaped, number_text, unescaped
from models.text import counted

_REASON_COLUMNS = ("Line", "Column", "Reason")
_SHOWN = 10
_SKIPS_LISTED = 100


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did; `seq` is its entry in the journal, 0 where there was nothing to write."""

    plan: Plan
    seq: int


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
        again = key(plan.sheet.header[-1]) == key(_REASON_COLUMNS[-1])
        kept = len(plan.sheet.header) - (len(_REASON_COLUMNS) if again else 0)
        writer.writerow([*map(escaped, plan.sheet.header[:kept]), *_REASON_COLUMNS])
        for reject in plan.rejects:
            cells = [escaped(unescaped(number_text(cell))) for cell in reject.cells[:kept]]
            cells += [""] * (kept - len(cells))
            reason = escaped(f"{reject.value} {reject.reason}".strip())
            writer.writerow([*cells, str(reject.line), reject.column, reason])


def result_json(result: "ImportResult | Plan") -> dict[str, Any]:
    """The document of `import --json`; of the skipped rows it lists the first 100."""
    plan = result.plan if isinstance(result, ImportResult) else result
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
    }


def summary(result: "ImportResult | Plan", *, dry_run: bool = False) -> list[str]:
    """What an import did, or would do, in a few lines for a person."""
    plan = result.plan if isinstance(result, ImportResult) else result
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
    found += [*plan.notes, *plan.warnings]
    found += [f"Rejected: {_sentence(reject)}." for reject in plan.rejects[:_SHOWN]]
    if plan.rejected > _SHOWN:
        left = counted(plan.rejected - _SHOWN, "more row")
        found.append(f"Rejected: {left}; --rejects writes all of them.")
    return found


def is_rejects(header: Sequence[str]) -> bool:
    """Whether a file is one of rejected rows, which `write_rejects` has written."""
    last = header[-len(_REASON_COLUMNS) :]
    return [key(name) for name in last] == [key(name) for name in _REASON_COLUMNS]


def counts(plan: Plan) -> dict[str, int]:
    names = ("read", "new", "changed", "same", "rejected", "skipped")
    return {name: getattr(plan, name) for name in names}


def _sentence(reject: Reject) -> str:
    where = f"line {reject.line}"
    if reject.column:
        where += f", {reject.column}"
    return f"{where}: {f'“{reject.value}” ' if reject.value else ''}{reject.reason}"
