"""Hygiene of one partner's deals as a pack tells it: what each rule found, with its money."""

from dataclasses import replace
from datetime import date

from models.background import HygieneNote
from models.hygiene.effects import effects
from models.partner_file import PartnerFile
from models.store import hygiene
from models.store.portfolio import Portfolio


def notes(portfolio: Portfolio, file: PartnerFile, as_of: date) -> tuple[HygieneNote, ...]:
    """Every rule that speaks, the ones without a finding too; none where no program is in force.

    The partner's deals alone are read, and the others' that may be twins of them: a look at the
    whole portfolio costs its 200,000 rows for each pack.
    """
    found = hygiene.of_one(portfolio, file.partner.id, as_of, as_of)
    if found.terms is None:
        return ()
    findings = found.findings
    made = effects(replace(file, terms=found.terms), found.terms, findings.by_deal, findings.twins)
    by_rule: dict[str, list[int]] = {}
    for deal, rules in findings.by_deal.items():
        for rule in rules:
            by_rule.setdefault(rule, []).append(deal)
    return tuple(
        HygieneNote(
            line.key,
            line.title,
            line.findings,
            line.counts,
            " ".join(made[line.key].sentences) if line.key in made else "",
            line.comes,
            tuple(sorted(by_rule.get(line.key, ()))),
        )
        for line in found.lines
        if not line.off
    )
