"""An edit in words: which record, and each of its fields before and after."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from models.money import plain
from models.text import day_text, yes_no

_NAMES = ("name", "title", "file", "person", "customer", "product", "kind", "item", "step")
_HIDDEN = frozenset(
    {"id", "partner_id", "sha256", "digest", "facts", "content", "text",
     "import_id", "frozen_id", "source_line", "updated_on", "name_key", "tcv_minor"}
)  # fmt: skip
_WORDS = {
    "partner_minor": "Partner portion",
    "services_minor": "Services portion",
    "minor": "Amount",
    "deal_id": "Deal id",
    "tcv_before": "TCV before",
    "tcv_after": "TCV after",
    "by_whom": "By whom",
    "why": "Why",
}
_YES_NO = frozenset(
    {"standard", "worldwide", "agreed", "qualified", "internal", "added", "free_training",
     "shield_sponsorship", "deal_registration"}
)  # fmt: skip
_ONE = {
    "partners": "Partner", "contacts": "Person", "agreements": "Paper", "trainings": "Training",
    "participation_steps": "Step", "benefit_events": "Benefit", "partner_deals": "Deal of theirs",
    "ledger_marks": "Mark", "omission_steps": "Step of an omission", "kept_findings": "Finding",
    "customer_references": "Reference", "checklist_forms": "Form", "evidence": "Evidence",
    "objective_deals": "Deal of an objective", "deal_notes": "Note on a deal", "advocacy":
    "Advocacy", "put_off": "Put off", "frozen": "Frozen facts", "pack_plans": "Plan of a pack",
    "briefs": "Brief", "inquiries": "Inquiry",
}  # fmt: skip
_LONGEST = 240


class Cell(NamedTuple):
    """A field before and after, as a table holds them."""

    column: str
    before: Any
    after: Any


def record_name(table: str, cells: Mapping[str, Any]) -> str:
    """What a record is called: “Deal: Late renewal”."""
    one = _ONE.get(table) or table.removesuffix("s").replace("_", " ").capitalize()
    name = next((str(cells[key]) for key in _NAMES if cells.get(key)), "")
    return f"{one}: {name}" if name and table != "partners" else name or one


def edit_lines(cells: Iterable[Cell], currency: str = "") -> list[str]:
    """Each field in a line: “Close date: 5 Apr 2026, before: 3 Mar 2026”."""
    found = []
    for column, before, after in cells:
        if column in _HIDDEN or isinstance(before, bytes) or isinstance(after, bytes):
            continue
        was, now = (cell_words(column, cell, currency) for cell in (before, after))
        if was == now:
            continue
        said = f"{field_word(column)}: {now or 'nothing'}"
        found.append(f"{said}, before: {was}" if was else said)
    return found


def field_word(column: str) -> str:
    """A field as a person reads it: “close_date” is “Close date”."""
    if column in _WORDS:
        return _WORDS[column]
    word = column.removesuffix("_on").removesuffix("_id").replace("_", " ")
    return word[:1].upper() + word[1:]


def cell_words(column: str, cell: Any, currency: str = "") -> str:
    """A cell as a person reads it; nothing for nothing."""
    if cell is None or cell == "":
        return ""
    if column in _YES_NO:
        return yes_no(bool(cell))
    if column.endswith("_minor") or column in ("minor", "tcv_before", "tcv_after"):
        return f"{plain(cell, currency)} {currency}" if currency else plain(cell, "USD")
    if column.endswith("_id") and isinstance(cell, int):
        return "another record" if cell else ""
    if isinstance(cell, str) and len(cell) == 10:
        try:
            return day_text(date.fromisoformat(cell))
        except ValueError:
            pass
    words = " ".join(str(cell).split())
    if words in ("[]", "{}"):
        return ""
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
