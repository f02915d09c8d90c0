"""What speaks for the alliance as rows and tables: writings, references, the log of both sides."""

from __future__ import annotations

from datetime import date
from typing import Any

from models.governance import advocacy_counts as counts
from models.governance import briefs, wires
from models.governance.advocacy import Advocacy, Brief
from models.governance.advocacy_counts import Year
from models.governance.voice import Reference
from models.store.advocacy import Proposal, WireLine
from models.text import NONE, day_text
from ui.pages.partner_tabs.record_table import Field, Keeping, RecordTable
from ui.pages.partner_tabs.writing_panel import Block, Writing
from ui.tables.record_choice import record_choice
from ui.tokens import Status
from ui.widgets.field_values import FieldKind, field_kind

WIRE_BLOCKS: tuple[Block, ...] = tuple(
    (name, word, wires.question(name)) for name, word in wires.BLOCKS
)
BRIEF_BLOCKS: tuple[Block, ...] = (
    ("partner_value", briefs.BLOCKS[0][1], "What does the partner bring that nobody else has?"),
    ("host_value", briefs.BLOCKS[1][1], "What do the host’s services add to it?"),
    ("joint_value", briefs.BLOCKS[2][1], "Why is it worth more together?"),
    ("outcomes", briefs.BLOCKS[3][1], "What does a client have afterwards, in figures?"),
)
_SIDES = [("partner", "Partner"), ("host", "Host")]


def proposal_row(one: Proposal) -> Writing:
    timing = one.timing
    return Writing(
        one.id, one.win.name, f"Won {day_text(one.win.won_on)}. {timing.words}.",
        "To be told", "at_risk" if timing.late else "no_data",
    )  # fmt: skip


def wire_row(line: WireLine) -> Writing:
    wire, timing = line.wire, line.timing
    out = wire.state == "published"
    note = f"{timing.words}." if line.deal else "Its deal is not there any more."
    return Writing(
        wire.id, line.deal or wire.title, f"{timing.words}.", "Published" if out else "Draft",
        "met" if out else "at_risk" if timing.late else "no_data", wire, note,
        "at_risk" if timing.late else None, wires.lacking(wire),
    )  # fmt: skip


def brief_row(brief: Brief) -> Writing:
    out = brief.state == "published"
    on = f"Published {day_text(brief.published_on)}" if out and brief.published_on else ""
    kind = briefs.KIND[brief.kind]
    tone: Status = "met" if out else "no_data" if briefs.lacking(brief) else "at_risk"
    return Writing(
        brief.id, brief.title, f"{kind}. {on or briefs.state_words(brief)}.",
        "Published" if out else "Draft", tone, brief, f"{kind}. {on}" if on else kind, None,
        briefs.lacking(brief),
    )  # fmt: skip


def brief_markdown(brief: Brief) -> str:
    """The brief as a file of Markdown."""
    parts = [f"# {brief.title}"]
    for name, word in briefs.BLOCKS:
        told = str(getattr(brief, name)).strip()
        if told:
            parts.append(f"## {word}\n\n{told}")
    return "\n\n".join(parts) + "\n"


class Deals:
    """The deals that a reference may be of."""

    def __init__(self) -> None:
        self.known: tuple[tuple[int, str], ...] = ()

    def kind(self, _: Any) -> FieldKind:
        return record_choice("None", self.known)


def reference_table(today: date, deals: Deals) -> RecordTable:
    kinds, states = list(counts.REFERENCE_KIND.items()), list(counts.REFERENCE_STATE.items())
    return RecordTable(
        "References and renewals",
        [
            Field("customer", "Customer", field_kind("text", required="Customer"), 200,
                  stretch=True),
            Field("kind", "Kind", field_kind("choice", choices=kinds), 116, lesser=1),
            Field("state", "State", field_kind("choice", choices=states), 126, role="status",
                  tone=_reference_tone),
            Field("deal_id", "Deal", deals.kind, 220, lesser=3),
            Field("on_date", "Day", field_kind("date", today=today), 112, lesser=2),
            Field("contact", "Contact", field_kind("text"), 130, lesser=4),
            Field("note", "Note", field_kind("text"), 140, lesser=5),
        ],
        Keeping(
            Reference, "reference", lambda one: one.customer, "star", "customer",
            defaults={"customer": "New customer"},
        ),
        hint="A customer that speaks for the alliance, lets its story be told, or stays.",
    )  # fmt: skip


def log_table(today: date) -> RecordTable:
    return RecordTable(
        "Advocacy of both sides",
        [
            Field("on_date", "Day", field_kind("date", today=today, required="Day"), 112),
            Field("kind", "Kind", field_kind("choice", choices=list(counts.KIND.items())), 130),
            Field("title", "What", field_kind("text", required="What"), 220, stretch=True),
            Field("side", "Side", field_kind("choice", choices=_SIDES), 92, lesser=1),
            Field("person", "By", field_kind("text"), 150, lesser=2),
            Field("audience", "Audience", field_kind("text"), 160, lesser=3),
            Field("note", "Note", field_kind("text"), 120, lesser=4),
        ],
        Keeping(
            Advocacy, "entry", lambda one: f"“{one.title}”", "message-square", "title", "entries",
            {"title": "New entry", "kind": "talk"},
        ),
        hint="What people of either side did to speak for the alliance, in their own house or "
        "outside.",
    )  # fmt: skip


def years_words(years: tuple[Year, ...]) -> str:
    """The counts of the last three years, a line each."""
    return "\n".join(counts.year_words(year) for year in years[:3]) or NONE


def _reference_tone(one: Reference) -> str:
    return {"agreed": "met", "published": "met", "withdrawn": "short"}.get(one.state, "no_data")
