"""How each partner's packs are wanted, kind by kind, and the partners' logos."""

from dataclasses import replace
from typing import NamedTuple

from models.errors import UserError
from models.ids import derived_id
from models.pack_plan import USUAL, PackPlan
from models.pack_plan_json import plan_text, read_plan
from models.pack_plan_words import audience_label, is_usual, step_label, usual_label
from models.store.portfolio import Portfolio

MOST_LOGO = 2 * 2**20
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_PARTNER, _INTERNAL = "partner", "internal"


class Wanted(NamedTuple):
    """A pack as it is wanted: its plan, and for whose eyes it was last made.

    `damaged` says why the plan that is kept can't be read; the plan is then the usual one.
    """

    plan: PackPlan
    edition: str = _INTERNAL
    damaged: str = ""


def wanted(portfolio: Portfolio, partner_id: int, kind: str) -> Wanted:
    """What is kept of one kind of a partner's packs, else the usual, with the partner's logo."""
    usual = replace(USUAL, kind=kind, logo=logo_of(portfolio, partner_id))
    found = _row(portfolio, partner_id, kind)
    if found is None:
        return Wanted(usual)
    edition, text = found
    try:
        return Wanted(read_plan(text, kind, usual.logo), edition)
    except ValueError as fault:
        return Wanted(usual, edition, f"What is kept of this pack can’t be read: {fault}.")


def plan_of(portfolio: Portfolio, partner_id: int, kind: str) -> PackPlan:
    """The plan that is kept, else the usual one; with the partner's logo.

    Raises UserError where what is kept can't be read.
    """
    found = wanted(portfolio, partner_id, kind)
    if found.damaged:
        raise UserError(
            f"{_name(portfolio, partner_id)}: {found.damaged}",
            "Choose “Back to the usual pack” on the page Packs, or restore a backup.",
        )
    return found.plan


def save_plan(
    portfolio: Portfolio, partner_id: int, plan: PackPlan, edition: str | None = None
) -> None:
    """Keep a plan, and for whose eyes the pack is, as one step; nothing where nothing changed.

    Raises UserError where the partner is gone.
    """
    name = _name(portfolio, partner_id)
    before = wanted(portfolio, partner_id, plan.kind)
    edition = edition or before.edition
    if edition not in (_INTERNAL, _PARTNER):
        raise ValueError(f"no edition {edition!r}")
    if replace(plan, logo=before.plan.logo) == before.plan and not before.damaged:
        label = audience_label(plan.kind, name)
    else:
        label = step_label(before.plan, plan, name)
    with portfolio.change(label):
        if is_usual(plan) and edition == _INTERNAL:
            _drop(portfolio, partner_id, plan.kind)
            return
        row = (edition, plan_text(plan))
        if row != _row(portfolio, partner_id, plan.kind):
            portfolio.conn.execute(
                "INSERT INTO pack_plans (id, partner_id, kind, edition, plan)"
                " VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE"
                " SET edition = excluded.edition, plan = excluded.plan",
                (_id(partner_id, plan.kind), partner_id, plan.kind, *row),
            )


def forget(portfolio: Portfolio, partner_id: int, kind: str) -> None:
    """Go back to the usual pack as one step; the audience and the partner's logo stay."""
    found = _row(portfolio, partner_id, kind)
    if found is None:
        return
    with portfolio.change(usual_label(kind, _name(portfolio, partner_id))):
        _drop(portfolio, partner_id, kind)
        if found[0] != _INTERNAL:
            save_plan(portfolio, partner_id, replace(USUAL, kind=kind), found[0])


def logo_of(portfolio: Portfolio, partner_id: int) -> bytes:
    """The partner's logo, PNG or JPEG; blank where it has none."""
    found = portfolio.conn.value("SELECT image FROM logos WHERE partner_id = ?", (partner_id,))
    return bytes(found) if found else b""


def set_logo(portfolio: Portfolio, partner_id: int, image: bytes | None) -> None:
    """Keep a partner's logo, or none, as one step; nothing where it is the same.

    What comes here was made ready for a cover (reports.logo). Raises UserError for what can't be.
    """
    name, image = _name(portfolio, partner_id), image or b""
    if image and not image.startswith(_PICTURES):
        raise UserError("The logo is no picture.", "Choose a PNG or a JPEG file.")
    if len(image) > MOST_LOGO:
        raise UserError("The logo is larger than 2 MB.", "Choose a smaller picture.")
    if image == logo_of(portfolio, partner_id):
        return
    with portfolio.change(f"{'Set' if image else 'Remove'} the logo of {name}"):
        portfolio.conn.execute("DELETE FROM logos WHERE partner_id = ?", (partner_id,))
        if image:
            portfolio.conn.execute(
                "INSERT INTO logos (id, partner_id, image) VALUES (?, ?, ?)",
                (derived_id("logos", str(partner_id)), partner_id, image),
            )


def move(portfolio: Portfolio, keep_id: int, gone_id: int) -> None:
    """Let one partner's plans and logo be another's (inside a change); what that has stays."""
    rows = portfolio.conn.rows(
        "SELECT kind, edition, plan FROM pack_plans WHERE partner_id = ?", (gone_id,)
    )
    for kind, edition, plan in list(rows):
        if _row(portfolio, keep_id, kind) is None:
            portfolio.conn.execute(
                "INSERT INTO pack_plans (id, partner_id, kind, edition, plan)"
                " VALUES (?, ?, ?, ?, ?)",
                (_id(keep_id, kind), keep_id, kind, edition, plan),
            )
    portfolio.conn.execute("DELETE FROM pack_plans WHERE partner_id = ?", (gone_id,))
    if not logo_of(portfolio, keep_id):
        portfolio.conn.execute(
            "UPDATE logos SET id = ?, partner_id = ? WHERE partner_id = ?",
            (derived_id("logos", str(keep_id)), keep_id, gone_id),
        )
    portfolio.conn.execute("DELETE FROM logos WHERE partner_id = ?", (gone_id,))


def _row(portfolio: Portfolio, partner_id: int, kind: str) -> tuple[str, str] | None:
    rows = portfolio.conn.rows(
        "SELECT edition, plan FROM pack_plans WHERE partner_id = ? AND kind = ? ORDER BY id",
        (partner_id, kind),
    )
    for edition, text in rows:
        return (str(edition), str(text))
    return None


def _drop(portfolio: Portfolio, partner_id: int, kind: str) -> None:
    portfolio.conn.execute(
        "DELETE FROM pack_plans WHERE partner_id = ? AND kind = ?", (partner_id, kind)
    )


def _name(portfolio: Portfolio, partner_id: int) -> str:
    name = portfolio.conn.value("SELECT name FROM partners WHERE id = ?", (partner_id,))
    if name is None:
        raise UserError(
            "This partner is not in the portfolio any more, so nothing about its pack was kept.",
            "Undo brings a deleted partner back.",
        )
    return str(name)


def _id(partner_id: int, kind: str) -> int:
    return derived_id("pack_plans", str(partner_id), kind)
