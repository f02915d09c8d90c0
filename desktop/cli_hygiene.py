"""The command that says what is wrong with deals, rule by rule, and what it costs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from desktop.cli_shared import FILE, Day, opened, today

if TYPE_CHECKING:
    from models.hygiene.effects import Effect
    from models.store.hygiene import Hygiene, RuleLine
    from models.store.portfolio import Portfolio


@click.command()
@click.argument("portfolio", type=FILE)
@click.option("--as-of", type=Day(), help="The day that everything is judged on (today).")
@click.option("--partner", default="", help="Only this partner's deals, one by one.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def hygiene(portfolio: Path, as_of: date | None, partner: str, as_json: bool) -> None:
    """What is wrong with deals: findings by rule, their money, and what they do to tiers."""
    from desktop.packs import named
    from models.store.hygiene import look, of_partner

    with opened(portfolio) as book:
        owner = named(book, partner).id if partner else 0
        found = look(book, as_of or today(), today())
        if owner:
            found = of_partner(found, owner)
        effects = _effects(book, found)
    if as_json:
        click.echo(json.dumps(_as_json(found, effects), ensure_ascii=False, indent=1))
        return
    for line in _told(found, effects, one_by_one=bool(owner)):
        click.echo(line)


def _effects(book: Portfolio, found: Hygiene) -> dict[str, list[Effect]]:
    """What is known of each rule's partners; those with most money come first."""
    from models.store.hygiene import effects

    by_rule: dict[str, list[Effect]] = {}
    for owner in sorted(found.stakes, key=lambda key: -found.stakes[key]):
        for rule, effect in effects(book, owner, found).items():
            by_rule.setdefault(rule, []).append(effect)
    for some in by_rule.values():
        some.sort(key=lambda one: (not one.rises, not one.falls))
    return by_rule


def _told(found: Hygiene, effects: dict[str, list[Effect]], *, one_by_one: bool) -> Iterator[str]:
    from models.hygiene.course import share
    from models.hygiene.rules import RULES
    from models.text import counted, day_text

    now, day = found.counts, day_text(found.scope.as_of)
    if not now.open_deals:
        yield f"As of {day} there are no open deals."
    else:
        deals = counted(now.open_deals, "open deal")
        verb = "is" if now.clean == 1 else "are"
        percent = share(now.open_deals, now.clean)
        yield f"As of {day} {now.clean:,} of {deals} {verb} clean ({percent}%)."
    for line in found.lines:
        if line.off:
            yield f"{line.title}: not looked for. {line.off}"
            continue
        advice = "" if RULES[line.key].weighs else " (advice)"
        clause = f" [{line.clause}]" if line.clause else ""
        yield f"{line.title}{advice}{clause}: {counted(line.findings, 'deal')}{_money(line, found)}"
        for effect in effects.get(line.key, ()):
            for sentence in effect.sentences:
                yield f"    {sentence}"
        if one_by_one:
            yield from _deals(line.key, found)
    kept = len(found.findings.kept)
    if kept:
        yield f"Kept as they are: {counted(kept, 'deal')}"


def _money(line: RuleLine, found: Hygiene) -> str:
    from models.text import money

    currency = found.deals.currency
    told = []
    if currency and line.comes:
        told.append(f"{money(line.comes, currency)} would come in")
    if currency and line.counts:
        told.append(f"{money(line.counts, currency)} counts now")
    return "".join(f", {words}" for words in told)


def _deals(rule: str, found: Hygiene) -> Iterator[str]:
    for name, sentence in _findings(rule, found):
        yield f"    {name}: {sentence}"


def _findings(rule: str, found: Hygiene) -> Iterator[tuple[str, str]]:
    from models.hygiene.words import named, told

    known = {row.id: row.deal for row in found.rows}
    for row in found.rows:
        if rule in row.rules:
            twins = [known[one] for one in found.findings.twins.get(row.id, ()) if one in known]
            yield named(row.deal), told(rule, row.deal, found.scope, twins)


def _as_json(found: Hygiene, effects: dict[str, list[Effect]]) -> dict[str, Any]:
    """Days are ISO text, money is digits in the program's currency."""
    from models.hygiene.course import share
    from models.money import plain

    currency, now = found.deals.currency, found.counts
    terms = found.terms

    def money(minor: int) -> str | None:
        return plain(minor, currency) if currency else None

    def effect(one: Effect) -> dict[str, Any]:
        label = terms.label if terms is not None else str
        return {
            "partner": one.partner,
            "deals": len(one.deals),
            "counts_now": money(one.counts),
            "would_come_in": money(one.comes),
            "tier": label(one.tier),
            "tier_put_right": label(one.lifted),
            "tier_without": label(one.without),
            "fewest_deals": len(one.fewest),
            "sentences": list(one.sentences),
        }

    return {
        "as_of": _iso(found.scope.as_of),
        "program": terms.program if terms is not None else None,
        "currency": currency or None,
        "open_deals": now.open_deals,
        "clean_deals": now.clean,
        "clean_share": share(now.open_deals, now.clean),
        "rules": [
            {
                "rule": line.key,
                "title": line.title,
                "clause": line.clause or None,
                "off": line.off or None,
                "findings": line.findings,
                "counts_now": money(line.counts),
                "would_come_in": money(line.comes),
                "effects": [effect(one) for one in effects.get(line.key, ())],
                "deals": [
                    {"deal": name.strip("“”"), "finding": sentence}
                    for name, sentence in _findings(line.key, found)
                ],
            }
            for line in found.lines
        ],
        "kept_as_they_are": len(found.findings.kept),
    }


def _iso(day: date) -> str:
    return day.isoformat()
