"""The surveys that both sides answered, read from the checklists they were answered in."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from models.checklist.periods import of_answer, period_label, period_of, plain_key
from models.checklist.records import Answer, Checklist, Form, Where
from models.checklist.template import Template
from models.errors import UserError
from models.governance.survey import SIDES, Reply, Statement, Survey, survey_of
from models.store import records
from models.store.checklist_templates import by_digest, templates
from models.store.portfolio import Portfolio

_CHOSEN = "IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One respondent's questions of a side: sent, begun, answered, or all of it.

    `sent_on` is the day its form went out, `answered_on` that of its last answer, `who` what the
    respondent said of itself.
    """

    where: Where
    side: str
    number: int
    sent_on: date | None
    answered_on: date | None
    answered: int
    of: int
    who: str = ""

    @property
    def back(self) -> bool:
        return self.answered > 0


@dataclass(frozen=True, slots=True)
class Round:
    """A round of the survey: what both sides say, and each respondent's sheet."""

    period: str
    label: str
    survey: Survey
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class Offered:
    """Which sheets can be begun in the period of a day: the next one of each side; None for a side
    without a survey.
    """

    period: str
    label: str
    ours: Where | None
    partner: Where | None


def surveys(
    portfolio: Portfolio, partner_ids: Sequence[int], as_of: date
) -> Mapping[int, tuple[Survey, ...]]:
    """The answered rounds of some partners up to a day, the oldest first."""
    held = _held(portfolio, partner_ids, as_of)
    return {
        owner: tuple(one for one in _rounds_of(held, rows) if one.hosts or one.partners)
        for owner, rows in held.by_partner.items()
    }


def rounds(portfolio: Portfolio, partner_id: int, as_of: date) -> tuple[Round, ...]:
    """A partner's rounds, answered or only sent, the newest first."""
    held = _held(portfolio, [partner_id], as_of)
    begun = held.by_partner.get(partner_id, [])
    by_period = {one.period: one for one in _rounds_of(held, begun)}
    in_use = {one.key: one for one in templates(portfolio) if one.survey}
    sheets: dict[str, dict[Where, Sheet]] = defaultdict(dict)
    for form in records.find(portfolio, Form, partner_id=partner_id):
        told = held.of_digest.get(form.digest) or in_use.get(form.template)
        if told is not None and _day(form.exported_at) <= as_of:
            where = Where(partner_id, form.template, form.period)
            sheets[plain_key(form.period)][where] = _sheet(where, told, _day(form.exported_at))
    for one in begun:
        where = Where(partner_id, one.template, one.period)
        sent = sheets[plain_key(one.period)].get(where)
        reply = held.replies[one.id]
        sheets[plain_key(one.period)][where] = _sheet(
            where, held.templates[one.id], sent.sent_on if sent else None, reply, held.who[one.id]
        )
    found = []
    for period in sorted(sheets, reverse=True):
        label = period_label(period)
        own = tuple(sorted(sheets[period].values(), key=lambda s: (s.side, s.number)))
        empty = survey_of((), (), period, label)
        found.append(Round(period, label, by_period.get(period, empty), own))
    return tuple(found)


def offered(portfolio: Portfolio, partner_id: int, day: date) -> Offered:
    """What can be begun for a partner in the period of a day."""
    in_use = {one.survey: one for one in templates(portfolio) if one.survey}
    keys = {side: _next(portfolio, partner_id, told, day) for side, told in in_use.items()}
    period = next((plain_key(where.period) for where in keys.values()), "")
    return Offered(period, period_label(period), keys.get("ours"), keys.get("partner"))


def _next(portfolio: Portfolio, partner_id: int, template: Template, day: date) -> Where:
    """The sheet of the first respondent that is neither begun nor sent."""
    span = period_of(template.every, day)
    period = span.key if span else ""
    of = {"partner_id": partner_id, "template": template.key}
    used = {one.period for one in records.find(portfolio, Checklist, **of)}
    used |= {one.period for one in records.find(portfolio, Form, **of)}
    number = 1
    while of_answer(period, number) in used:
        number += 1
    return Where(partner_id, template.key, of_answer(period, number))


@dataclass(frozen=True)
class _Held:
    by_partner: Mapping[int, list[Checklist]]
    templates: Mapping[int, Template]
    replies: Mapping[int, Reply]
    who: Mapping[int, str]
    of_digest: Mapping[str, Template]


def _held(portfolio: Portfolio, partner_ids: Sequence[int], as_of: date) -> _Held:
    chosen = json.dumps(list(partner_ids))
    rows = portfolio.conn.rows(
        f"SELECT {records.columns(Checklist)} FROM checklists WHERE partner_id {_CHOSEN}",  # noqa: S608  fixed words
        (chosen,),
    )
    begun = list(records.from_rows(Checklist, rows))
    of_digest = _surveys_by_digest(portfolio, {one.digest for one in begun})
    own = [one for one in begun if one.digest in of_digest and one.started_on <= as_of]
    found: dict[int, dict[str, Answer]] = defaultdict(dict)
    told = portfolio.conn.rows(
        f"SELECT {records.columns(Answer)} FROM answers WHERE checklist_id {_CHOSEN}",  # noqa: S608  fixed words
        (json.dumps([one.id for one in own]),),
    )
    for answer in records.from_rows(Answer, told):
        if answer.value and answer.answered_at and _day(answer.answered_at) <= as_of:
            found[answer.checklist_id][answer.item] = answer
    by_partner: dict[int, list[Checklist]] = defaultdict(list)
    replies, who = {}, {}
    for one in own:
        by_partner[one.partner_id].append(one)
        template = of_digest[one.digest]
        replies[one.id] = _reply(template, one.period, found[one.id])
        who[one.id] = _who(template, found[one.id])
    named = {one.id: of_digest[one.digest] for one in own}
    return _Held(by_partner, named, replies, who, of_digest)


def _surveys_by_digest(portfolio: Portfolio, digests: Iterable[str]) -> dict[str, Template]:
    found = {}
    for digest in sorted(digests):
        try:
            told = by_digest(portfolio, digest)
        except UserError:
            continue  # what it asked is not known any more
        if told.survey:
            found[digest] = told
    return found


def _rounds_of(held: _Held, rows: Iterable[Checklist]) -> list[Survey]:
    own = sorted(rows, key=lambda one: (plain_key(one.period), one.id))
    replies: dict[str, list[Reply]] = defaultdict(list)
    asked: dict[str, dict[str, Statement]] = defaultdict(dict)
    for one in own:
        period = plain_key(one.period)
        replies[period].append(held.replies[one.id])
        for statement in statements(held.templates[one.id]):
            asked[period].setdefault(statement.key, statement)
    return [
        survey_of(tuple(asked[period].values()), told, period, period_label(period))
        for period, told in replies.items()
    ]


def statements(template: Template) -> tuple[Statement, ...]:
    """What a survey puts to its respondents: each question with a choice, on its own scale."""
    return tuple(
        Statement(item.key, item.asks, section.name, len(item.choices))
        for section, item in template.walk()
        if item.kind == "choice"
    )


def _reply(template: Template, period: str, answers: Mapping[str, Answer]) -> Reply:
    scores, words, begun = [], [], False
    for item in template.items.values():
        answer = answers.get(item.key)
        begun = begun or item.kind == "choice"
        if answer is None:
            continue
        if item.kind == "choice":
            keys = [choice.key for choice in item.choices]
            scores.append((item.key, keys.index(answer.value) + 1))
        elif item.kind == "text" and begun:
            words.append(answer.value)
    last = max((_day(one.answered_at) for one in answers.values()), default=None)
    plain = plain_key(period)
    return Reply(
        SIDES[template.survey], plain, period_label(plain), tuple(scores), " ".join(words), last
    )


def _who(template: Template, answers: Mapping[str, Answer]) -> str:
    """What a respondent says of itself: what is asked in words before the first statement."""
    for item in template.items.values():
        if item.kind == "choice":
            break
        if item.kind == "text" and item.key in answers:
            return answers[item.key].value
    return ""


def _sheet(
    where: Where, template: Template, sent: date | None, reply: Reply | None = None, who: str = ""
) -> Sheet:
    number = int(where.period.partition(".")[2] or 1)
    return Sheet(
        where, SIDES[template.survey], number, sent, reply.on if reply else None,
        len(reply.scores) if reply else 0, len(statements(template)), who,
    )  # fmt: skip


def _day(moment: str) -> date:
    return datetime.fromisoformat(moment).astimezone().date()
