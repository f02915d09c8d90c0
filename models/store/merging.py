"""Two partners become one: tried and told beforehand, then done as one change."""

from contextlib import suppress
from dataclasses import dataclass
from dataclasses import fields as fields_of
from datetime import date

from models.errors import UserError
from models.names import fold
from models.partner import Grant, Partner
from models.program_year import Assessment, AssessmentLine, Withdrawal
from models.store import (
    aliases,
    merging_checklists,
    merging_lists,
    merging_records,
    pack_plans,
    records,
    today,
)
from models.store.merging_checklists import Joined
from models.store.merging_fields import FieldSaid, joined
from models.store.merging_records import Moved
from models.store.portfolio import Portfolio
from models.text import counted, day_text, listed, number

_WORDS = {
    "deals": ("deal", ""), "contacts": ("contact", ""), "offerings": ("offering", ""),
    "trainings": ("training", ""), "integrations": ("integration", ""),
    "agreements": ("agreement", ""), "grants": ("granted tier", ""), "packs": ("pack", ""),
    "participation_steps": ("step into the program", "steps into the program"),
    "evidence": ("piece of evidence", "pieces of evidence"), "actions": ("action", ""),
    "statements": ("statement", ""), "checklist_forms": ("form sent", "forms sent"),
    "benefit_events": ("benefit entry", "benefit entries"),
    "assessment_lines": ("assessment line", ""),
    "partner_deals": ("deal of its own list", "deals of its own list"),
    "omissions": ("omission", ""), "aliases": ("other name", ""), "checklists": ("checklist", ""),
    "meetings": ("meeting", ""), "attendees": ("attendee of meetings", "attendees of meetings"),
    "infractions": ("decision on a notice", "decisions on notices"),
    "resolutions": ("decision of the register", "decisions of the register"),
    "review_blocks": ("note of a review", "notes of reviews"),
    "deal_notes": ("note on a deal", "notes on deals"),
    "concerns": ("risk or issue", "risks and issues"),
    "escalation_steps": ("step of an escalation", "steps of escalations"),
    "recovery_plans": ("recovery plan", ""), "milestones": ("milestone", ""),
    "objectives": ("objective", ""), "initiatives": ("initiative", ""),
    "investments": ("investment", ""),
    "objective_deals": ("deal behind an objective", "deals behind objectives"),
    "roadmap_items": ("roadmap item", ""), "training_sessions": ("training session", ""),
    "advocacy": ("entry of the advocacy log", "entries of the advocacy log"),
    "customer_references": ("customer reference", ""), "win_wires": ("win wire", ""),
    "briefs": ("kit or brief", "kits and briefs"), "inquiries": ("inquiry", "inquiries"),
    "health_overrides": ("word on health", "words on health"),
    "put_off": ("item put off", "items put off"),
    "omission_steps": ("step of an omission", "steps of omissions"),
}  # fmt: skip
_LIVE = ("frozen", "closed")


@dataclass(frozen=True, slots=True)
class Tiers:
    """The tier of a partner on a day, as calculated and as granted, in words."""

    calculated: str
    granted: str

    @property
    def words(self) -> str:
        return f"{self.calculated}, granted {self.granted}" if self.granted else self.calculated


@dataclass(frozen=True, slots=True)
class Merge:
    """What the merge of two partners would do; `refused` and `hint` where it can't be done.

    `before` are the tiers of the partner that stays and of the one that goes, `after` that of the
    one they become; None where the day has no program.
    """

    keep_id: int
    gone_id: int
    keep: str
    gone: str
    moved: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    fields: tuple[FieldSaid, ...] = ()
    notes: tuple[str, ...] = ()
    before: tuple[Tiers, Tiers] | None = None
    after: Tiers | None = None
    refused: str = ""
    hint: str = ""


class _Back(Exception):
    """Raised to roll a trial back."""


def preview(portfolio: Portfolio, keep_id: int, gone_id: int, *, as_of: date) -> Merge:
    """What would come of it on a day: the merge is tried, looked at and rolled back."""
    keep, gone = _both(portfolio, keep_id, gone_id)
    names = (keep_id, gone_id, keep.name, gone.name)
    refused = _refusal(portfolio, keep, gone)
    if refused is not None:
        return Merge(*names, refused=refused.message, hint=refused.hint)
    before = _tiers(portfolio, as_of, [keep_id, gone_id])
    found = Merge(*names)
    with suppress(_Back), portfolio.change("Try a merge"):
        moved, lists, fields = _merge(portfolio, keep, gone)
        after = _tiers(portfolio, as_of, [keep_id])
        found = Merge(
            *names,
            moved=_told(moved.moved | ({"checklists": lists.moved} if lists.moved else {})),
            once=_told(moved.once),
            fields=fields,
            notes=tuple(_notes(portfolio, keep, gone, lists)),
            before=(before[keep_id], before[gone_id]) if len(before) == 2 else None,
            after=after.get(keep_id),
        )
        raise _Back
    return found


def merge(portfolio: Portfolio, keep_id: int, gone_id: int) -> None:
    """Make one partner of two as one change; the name that goes means the one that stays from
    now on. Raises UserError where it can't be done safely.
    """
    keep, gone = _both(portfolio, keep_id, gone_id)
    refused = _refusal(portfolio, keep, gone)
    if refused is not None:
        raise refused
    with portfolio.change(f"Merge {gone.name} into {keep.name}"):
        _merge(portfolio, keep, gone)


def _both(portfolio: Portfolio, keep_id: int, gone_id: int) -> tuple[Partner, Partner]:
    if keep_id == gone_id:
        raise UserError("That is one partner already.", "Choose two partners.")
    return records.get(portfolio, Partner, keep_id), records.get(portfolio, Partner, gone_id)


def _merge(
    portfolio: Portfolio, keep: Partner, gone: Partner
) -> tuple[Moved, Joined, tuple[FieldSaid, ...]]:
    made, fields = joined(keep, gone)
    today.follow_merge(portfolio, keep.id, gone.id)
    moved = merging_records.move(portfolio, keep.id, gone.id)
    lists = merging_checklists.move(portfolio, keep, gone)
    merging_lists.move(portfolio, keep.id, gone.id)
    pack_plans.move(portfolio, keep.id, gone.id)
    _move_names(portfolio, keep, gone)
    if made != keep:
        values = {one.name: getattr(made, one.name) for one in fields_of(made)}
        del values["id"], values["name"]
        records.update(portfolio, Partner, keep.id, **values)
    left = merging_records.left_behind(portfolio, gone.id)
    if left:
        raise RuntimeError(f"the merge has left records behind in {', '.join(left)}")
    records.delete(portfolio, Partner, [gone.id])
    return moved, lists, fields


def _move_names(portfolio: Portfolio, keep: Partner, gone: Partner) -> None:
    """What was said of names and the partner that goes holds of the one that stays."""
    known = aliases.aliases(portfolio)
    said = {one.name_key: one.verdict for one in known if one.partner_id == keep.id}
    for one in known:
        own = fold(keep.name) if one.partner_id == gone.id else fold(gone.name)
        if one.partner_id == gone.id or (one.partner_id == keep.id and one.name_key == own):
            aliases.forget(portfolio, one.id)
        if one.partner_id == gone.id and one.name_key != own:
            if one.verdict == aliases.SAME or one.name_key not in said:
                aliases.remember(portfolio, one.name, keep.id, one.verdict)
    aliases.remember(portfolio, gone.name, keep.id, aliases.SAME)


def _refusal(portfolio: Portfolio, keep: Partner, gone: Partner) -> UserError | None:
    """Why two partners can't be made one as they stand."""
    live = {one.id: one for one in records.find(portfolio, Assessment) if one.state in _LIVE}
    for line in records.find(portfolio, AssessmentLine, partner_id=gone.id):
        made = live.get(line.assessment_id)
        if made is not None and not line.outcome:
            return UserError(
                f"{gone.name} is not signed off in the January assessment of {made.year}.",
                "Sign it off first, or keep that one of the two names.",
            )
    mine, theirs = (_granted(portfolio, one.id) for one in (keep, gone))
    twice = sorted(mine.keys() & theirs.keys())
    if twice:
        year = twice[0]
        return UserError(
            f"Both were granted a tier by the assessment of {year}:"
            f" {keep.name} on {day_text(mine[year].from_on)}, {gone.name} on"
            f" {day_text(theirs[year].from_on)}.",
            "A partner has one a year: withdraw one of the two grants first, with the reason.",
        )
    return None


def _granted(portfolio: Portfolio, partner_id: int) -> dict[int, Grant]:
    """The grants of assessments that stand, by the year they were measured in."""
    gone = {one.grant_id for one in records.find(portfolio, Withdrawal)}
    return {
        (one.as_of or one.from_on).year: one
        for one in records.find(portfolio, Grant, partner_id=partner_id)
        if one.basis == "assessment" and one.id not in gone
    }


def _tiers(portfolio: Portfolio, as_of: date, ids: list[int]) -> dict[int, Tiers]:
    """The tiers on a day; nothing where the day has no program."""
    from models.store.partners import standings

    try:
        found = standings(portfolio, as_of, ids)
    except UserError:
        return {}
    return {
        id_: Tiers(one.calculated.label, one.granted.label if one.granted else "")
        for id_, one in found.by_id.items()
    }


def _told(counts: dict[str, int]) -> tuple[str, ...]:
    order = list(_WORDS)
    known = sorted(counts, key=lambda table: order.index(table) if table in order else len(order))
    return tuple(
        counted(counts[table], *_WORDS.get(table, (f"row of {table}", f"rows of {table}")))
        for table in known
    )


def _notes(portfolio: Portfolio, keep: Partner, gone: Partner, lists: Joined) -> list[str]:
    """What a person should know beside the counts, after the merge has been tried."""
    notes = []
    if lists.joined:
        also = f"; {counted(lists.noted, 'answer')} that differ are kept as notes"
        notes.append(
            f"Both have begun {counted(lists.joined, 'checklist')} of the same period: they become"
            f" one{also if lists.noted else ''}."
        )
    mine = records.find(portfolio, Grant, partner_id=keep.id)
    if len(mine) > 1:
        newest = max(mine, key=lambda one: (one.from_on, one.id))
        notes.append(
            f"{number(len(mine))} granted tiers stand in its history; the newest is from"
            f" {day_text(newest.from_on)}."
        )
    doubled = _doubled_deals(portfolio, keep.id)
    if doubled:
        has = "has" if doubled == 1 else "have"
        notes.append(
            f"{counted(doubled, 'deal')} {has} the customer, name and close date of another one;"
            " all are kept, and Hygiene lists them."
        )
    apart = _apart(portfolio, keep.id)
    if apart:
        notes.append(f"Both have {listed(apart)} with other details: both are kept.")
    notes.append(f"{gone.name} means {keep.name} in every later import.")
    return notes


def _doubled_deals(portfolio: Portfolio, partner_id: int) -> int:
    found = portfolio.conn.value(
        "SELECT sum(n - 1) FROM (SELECT count(*) AS n FROM deals WHERE partner_id = ?"
        " GROUP BY lower(trim(customer)), lower(trim(name)), close_date HAVING n > 1)",
        (partner_id,),
    )
    return int(found or 0)


def _apart(portfolio: Portfolio, partner_id: int) -> list[str]:
    """Offerings that share a name and differ otherwise, as the first few of them read."""
    rows = portfolio.conn.rows(
        "SELECT min(name) FROM offerings WHERE partner_id = ? GROUP BY lower(trim(name))"
        " HAVING count(*) > 1 ORDER BY 1 LIMIT 4",
        (partner_id,),
    )
    return [f"an offering “{name}”" for (name,) in rows]
