"""A pack verified in a process of its own: the file may be made to hurt who reads it."""

from pathlib import Path

from models.errors import UserError
from reports import apart
from reports.facts_json import from_json, to_json
from reports.verify import Verdict
from reports.verify import verify as verify_here

_MOST = 8_000_000  # of the facts of a file that is no pack of ours; a pack has 300,000 bytes


def verify(path: Path) -> Verdict:
    """As `reports.verify.verify`. Raises UserError also where the file ends the process."""
    try:
        told, text = apart.run(_looked_at, path)
    except apart.Ended as fault:
        raise UserError(
            f"{path} takes more memory or time to be verified than any pack does.",
            "Ask for the file again; this one was not made by Alliance Desk.",
        ) from fault
    return Verdict(**told, facts=from_json(text.encode()) if text else None)


def _looked_at(path: Path, _report: apart.Report) -> tuple[dict[str, object], str]:
    found = verify_here(path)
    text = to_json(found.facts).decode() if found.facts is not None else ""
    if not found.genuine and len(text) > _MOST:
        text = ""
    names = ("digest", "genuine", "whole", "fault", "made_by", "pack_id")
    return {name: getattr(found, name) for name in names}, text
