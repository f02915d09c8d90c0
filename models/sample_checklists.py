"""The sample portfolio's checklists and evidence: begun, closed and late ones."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import resources
from models.checklist.evidence_kinds import kind_of
from models.checklist.evidence_record import Evidence
from models.checklist.expanding import expanded
from models.checklist.facts import derived_of
from models.checklist.periods import due_on, of_answer, period_of
from models.checklist.records import Answer, Checklist, Where
from models.checklist.template import Template
from models.checklist.values import read_value
from models.dates import quarter_of
from models.ids import derived_id
from models.names import fold
from models.program.terms import Terms
from models.store import records
from models.store.checklist_templates import in_use, keep
from models.store.checklists import answer_id, checklist_id
from models.store.evidence import keep_content
from models.store.portfolio import Portfolio
from models.store.standing import partner_file

_WHO = "Casimir Nettlebrook"
Day = Callable[[str, date], date]


def add(portfolio: Portfolio, terms: Terms, as_of: date, day: Day) -> None:
    """Begin the sample's checklists (inside a change); the same day always gives the same rows."""
    text = resources.path("sample/checklists.toml").read_text(encoding="utf-8")
    told = tomllib.loads(text)
    for entry in told["checklists"]:
        _begin(portfolio, entry, terms, as_of, day)
    for entry in told["evidence"]:
        where = Where(_partner(entry["partner"]), "", "")
        _evidence(portfolio, entry, where, day(entry["on"], as_of), as_of, day)


def _begin(
    portfolio: Portfolio, entry: Mapping[str, Any], terms: Terms, as_of: date, day: Day
) -> None:
    template = expanded(in_use(portfolio, entry["template"]), terms)
    on = min(day(entry["on"], as_of), as_of)
    where = Where(_partner(entry["partner"]), template.key, _period(template, entry, as_of))
    closed = day(entry["closed"], as_of) if "closed" in entry else None
    begun = Checklist(
        checklist_id(where), where.partner_id, template.key, template.version,
        keep(portfolio, template), where.period, due_on(template, where.period, on), on, _WHO,
        "closed" if closed else "open", closed, _WHO if closed else "",
    )  # fmt: skip
    records.add(portfolio, begun)
    asides = {key: entry.get(key, {}) for key in ("answers", "notes", "owners", "due")}
    for item in dict.fromkeys(key for told in asides.values() for key in told):
        typed = asides["answers"].get(item, "")
        asked = template.items[item]
        if asked.kind == "date" and typed:
            typed = day(typed, as_of).isoformat()
        made = Answer(
            answer_id(begun.id, item),
            begun.id,
            item,
            read_value(asked, typed, as_of, terms.currency),
            asides["notes"].get(item, ""),
            asides["owners"].get(item, ""),
            day(asides["due"][item], as_of) if item in asides["due"] else None,
        )
        if made.value:
            made = replace(made, answered_at=f"{on.isoformat()}T09:00:00+00:00", answered_by=_WHO)
        records.add(portfolio, made)
    if closed:
        file = partner_file(portfolio, where.partner_id, as_of)
        for item, told in derived_of(template, file, as_of).items():
            stamp = f"{closed.isoformat()}T09:00:00+00:00"
            kept = Answer(answer_id(begun.id, item), begun.id, item, told.value, source="records")
            kept = replace(kept, reason=told.said, state=told.state)
            records.add(portfolio, replace(kept, answered_at=stamp, answered_by=_WHO))
    for paper in entry.get("evidence", ()):
        _evidence(portfolio, paper, where, on, as_of, day)


def _evidence(
    portfolio: Portfolio,
    entry: Mapping[str, Any],
    where: Where,
    on: date,
    as_of: date,
    day: Day,
) -> None:
    data = f"{entry['words']}\n".encode()
    verified = entry.get("verified", False)
    made = Evidence(
        derived_id("sample", "evidence", str(where.partner_id), entry["file"]), where.partner_id,
        keep_content(portfolio, data), entry["file"], kind_of(entry["file"], data), len(data),
        where.template, where.period, entry.get("item", ""), entry.get("criterion", ""), on,
        day(entry["expires"], as_of) if "expires" in entry else None,
        _WHO if verified else "", on if verified else None, added_on=on, added_by=_WHO,
    )  # fmt: skip
    records.add(portfolio, made)


def _period(template: Template, entry: Mapping[str, Any], as_of: date) -> str:
    if "quarter" not in entry:
        return ""
    first = quarter_of(as_of).plus(entry["quarter"]).first
    found = period_of(template.every, first if template.every == "quarter" else as_of)
    return of_answer(found.key, entry.get("respondent", 1)) if found else ""


def _partner(name: str) -> int:
    return derived_id("sample", "partners", fold(name))
