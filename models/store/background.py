"""Reads what a pack tells beside the partner's file."""

from dataclasses import replace
from datetime import date

from models.background import Background
from models.partner_file import PartnerFile
from models.program.loading import terms_on
from models.store.portfolio import Portfolio


def background(portfolio: Portfolio, file: PartnerFile, as_of: date) -> Background:
    """What was known of the partner on a day, as a pack tells it."""
    from models.store import (
        actions,
        benefits,
        health,
        pack_ahead,
        pack_changes,
        pack_course,
        pack_deals,
        pack_hygiene,
        pack_joint_plan,
        pack_ledger,
        pack_meetings,
        pack_register,
        pack_reviews,
        pack_voice,
        statements,
    )
    from models.tier_course import held

    partner = file.partner.id
    terms = file.terms or terms_on(as_of)
    shared, internal = pack_register.risks(portfolio, partner, as_of)
    found = Background(
        course=pack_course.course(portfolio, file, as_of),
        movement=pack_course.movement(portfolio, file, as_of),
        hygiene=pack_hygiene.notes(portfolio, file, as_of),
        benefits=benefits.ledger(portfolio, partner, as_of.year, as_of).lines,
        ledger=pack_ledger.ledger(portfolio, partner, as_of),
        actions=actions.of_partner(portfolio, partner),
        ahead=pack_ahead.ahead(portfolio, file, as_of),
        omissions=pack_deals.cases(portfolio, partner, as_of),
        stages=pack_deals.stages(portfolio),
        statement_on=statements.log_of(portfolio, partner, as_of).due_on,
        benefits_before=pack_ledger.year_before(portfolio, partner, as_of),
        limits=pack_ledger.limits(portfolio),
        health=health.of_file(portfolio, file, as_of),
        held=held(file, terms, as_of),
        risks=shared,
        internal_risks=internal,
        meetings=pack_meetings.planned(portfolio, partner, as_of),
        notices=pack_meetings.notices(portfolio, partner, as_of),
        calendar=pack_meetings.calendar(portfolio, terms),
        roadmap=pack_voice.roadmap(portfolio, partner),
        audiences=pack_voice.audiences(portfolio, file, as_of),
        references=pack_voice.references(portfolio, partner, as_of),
        spoken=pack_voice.spoken(portfolio, partner, as_of),
        wires=pack_voice.wires(portfolio, partner, as_of),
        recovery=pack_register.plans(portfolio, file, terms, as_of),
        joint_plan=pack_joint_plan.joint_plan(portfolio, file, as_of),
        resolutions=pack_reviews.resolutions(portfolio, partner, as_of),
        deal_notes=pack_reviews.deal_notes(portfolio, partner, as_of),
        minutes=pack_reviews.minutes(portfolio, partner, as_of),
    )
    return replace(found, changes=pack_changes.since_last(portfolio, file, found, as_of))
