"""The columns of the import log and the words in which an import is told."""

from __future__ import annotations

from dataclasses import dataclass

from models.intake.kinds import KINDS
from models.provenance import clock_text
from models.store.import_log import Entry
from models.text import counted
from ui.tables.columns import Column


@dataclass(frozen=True, slots=True)
class Line:
    """One import; `id` is its own."""

    id: int
    entry: Entry


def columns() -> list[Column]:
    return [
        Column("When", lambda r: r.entry.at, text=lambda r: clock_text(r.entry.at), width=150,
               plain=lambda r: r.entry.at.astimezone().strftime("%Y-%m-%d %H:%M"),
               searched=True, spoken=True, name="at"),
        Column("What", lambda r: kind_words(r.entry), width=96, spoken=True, name="kind"),
        Column("File", lambda r: r.entry.file, width=130, stretch=True, spoken=True, name="file"),
        *(_count(name, title) for name, title in (
            ("new", "New"), ("changed", "Changed"), ("same", "Same"),
            ("rejected", "Rejected"), ("skipped", "Skipped"))),
        Column("Whose", lambda r: r.entry.partner, width=120, name="partner",
               tip="The partner that all rows of the file were said to be of"),
        Column("By", lambda r: r.entry.who, width=90, name="who"),
    ]  # fmt: skip


def _count(name: str, title: str) -> Column:
    return Column(
        title,
        lambda r: r.entry.counts.get(name, 0),
        text=lambda r: f"{r.entry.counts.get(name, 0):,}" if r.entry.counts.get(name) else "",
        plain=lambda r: str(r.entry.counts.get(name, 0)),
        role="number",
        width=90,
        name=name,
    )


def kind_words(entry: Entry) -> str:
    """What an import brought, as its heading says it."""
    known = KINDS.get(entry.kind)
    return (known.many if known is not None else entry.kind).capitalize()


def way_back(entry: Entry) -> tuple[str, str]:
    """Whether an import can be undone, and else how it is taken back."""
    if entry.after == 0:
        return "It is the last change, so it can be undone.", ""
    if entry.after is None:
        return (
            "It can't be undone any more.",
            "A copy of the portfolio was made before it; restore that to go back.",
        )
    first = "One change was" if entry.after == 1 else f"{entry.after:,} changes were"
    how = (
        "Undo goes back step by step: first those, then the import. Or restore the copy of the"
        " portfolio that was made before it."
    )
    return f"{first} made after it.", how


def facts(entry: Entry) -> list[tuple[str, str]]:
    """What the panel tells beside the table, as label and words."""
    counts = entry.counts
    told = [
        ("Imported", f"{clock_text(entry.at)}{f' by {entry.who}' if entry.who else ''}"),
        ("Rows", f"{counts.get('read', 0):,} read, {counts.get('skipped', 0):,} skipped"),
    ]
    if entry.partner:
        told.append(("All rows are of", entry.partner))
    gone = [
        f"{counts[name]:,} {words}"
        for name, words in (("lost", "closed as lost"), ("deleted", "deleted"))
        if counts.get(name)
    ]
    if gone:
        told.append(("No longer in the file", ", ".join(gone)))
    if entry.kind == "deals":
        told.append(("Written last by it", counted(entry.deals, "deal")))
    told.append(("SHA-256 of the file", entry.sha256))
    return told
