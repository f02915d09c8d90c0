"""What both sides answer to the same statements: means, where they differ, how it went."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.text import counted

HOST, PARTNER = "host", "partner"
# How a checklist template says whose side of a survey it is.
SIDES = {"ours": HOST, "partner": PARTNER}
MOST_GAPS = 3


class Statement(NamedTuple):
    """A statement that both sides answer from 1 to `top`; `theme` is what it is about."""

    key: str
    text: str
    theme: str
    top: int = 5


@dataclass(frozen=True, slots=True)
class Reply:
    """What one respondent of a side answered in a period; places on the scale by statement.

    `words` is the answer to the open question, `on` the day of its last answer.
    """

    side: str
    period: str
    label: str
    scores: tuple[tuple[str, int], ...]
    words: str = ""
    on: date | None = None


class Score(NamedTuple):
    """Answers to a statement, or to several, added up."""

    total: int = 0
    answers: int = 0

    @property
    def mean(self) -> int | None:
        """The mean in hundredths, cut off; None without an answer, which is not 0."""
        return self.total * 100 // self.answers if self.answers else None

    @property
    def words(self) -> str:
        """The mean to one decimal: "4.2"; a dash without an answer."""
        return mean_text(self.mean)


class Line(NamedTuple):
    """A statement with what each side answered."""

    statement: Statement
    host: Score
    partner: Score

    @property
    def gap(self) -> int | None:
        """How much higher the host sees it than the partner, in hundredths; None without both."""
        host, partner = self.host.mean, self.partner.mean
        return None if host is None or partner is None else host - partner


@dataclass(frozen=True, slots=True)
class Survey:
    """A round: a line a statement, how many of each side answered, what they added in words.

    `on` is the day of its last answer. `host_words` are for the host only: what its own people say
    of the partner.
    """

    period: str
    label: str
    lines: tuple[Line, ...]
    hosts: int
    partners: int
    on: date | None = None
    partner_words: tuple[str, ...] = ()
    host_words: tuple[str, ...] = ()

    @property
    def top(self) -> int:
        return max((line.statement.top for line in self.lines), default=5)

    @property
    def host(self) -> Score:
        return _sum(line.host for line in self.lines)

    @property
    def partner(self) -> Score:
        return _sum(line.partner for line in self.lines)

    @property
    def both(self) -> bool:
        """Whether each side gave an answer, so that a gap can be seen."""
        return self.host.answers > 0 and self.partner.answers > 0

    @property
    def answered_words(self) -> str:
        """Who answered: "2 answers of the partner’s side, 1 of the host’s"."""
        partners = counted(self.partners, "answer")
        return f"{partners} of the partner’s side, {self.hosts or 'none'} of the host’s"


class SurveyPoint(NamedTuple):
    """What both sides answered in a period: means in hundredths, None without an answer."""

    label: str
    host: int | None
    partner: int | None


def survey_of(
    statements: Sequence[Statement], replies: Iterable[Reply], period: str, label: str
) -> Survey:
    """The round of a period; what is answered to no statement of it says nothing."""
    own = [one for one in replies if one.period == period]
    lines = tuple(
        Line(one, _score(one, own, HOST), _score(one, own, PARTNER)) for one in statements
    )
    hosts = [one for one in own if one.side == HOST and one.scores]
    partners = [one for one in own if one.side == PARTNER and one.scores]
    on = max((one.on for one in own if one.on), default=None)
    return Survey(
        period, label, lines, len(hosts), len(partners), on, _words(own, PARTNER), _words(own, HOST)
    )


def gaps(survey: Survey, least: int = 100) -> tuple[Line, ...]:
    """Where the sides differ by so many hundredths or more, the widest first."""
    wide = [line for line in survey.lines if line.gap is not None and abs(line.gap) >= least]
    return tuple(sorted(wide, key=lambda line: (-abs(line.gap or 0), line.statement.key)))


def gap_words(line: Line) -> str:
    """A gap in a sentence: "“We hear …”: the host 4.5, the partner 2.8."""
    return (
        f"“{line.statement.text.rstrip('.')}”: the host {line.host.words},"
        f" the partner {line.partner.words}."
    )


def gaps_words(survey: Survey, least: int = 100, most: int = MOST_GAPS) -> tuple[str, ...]:
    """The widest gaps in sentences; one says so where there is nothing to compare, or no gap."""
    if not survey.both:
        lacking = "the partner’s" if survey.host.answers else "the host’s"
        if not survey.host.answers and not survey.partner.answers:
            lacking = "either"
        return (f"Not enough data: {lacking} side has not answered yet.",)
    wide = gaps(survey, least)
    if not wide:
        return (f"Nowhere do the two sides differ by {mean_text(least)} or more.",)
    return tuple(map(gap_words, wide[:most]))


def course(surveys: Iterable[Survey]) -> tuple[SurveyPoint, ...]:
    """The means of each round, the oldest first."""
    told = sorted(surveys, key=lambda one: one.period)
    return tuple(SurveyPoint(one.label, one.host.mean, one.partner.mean) for one in told)


def mean_text(mean: int | None) -> str:
    """Hundredths to one decimal, cut off; a dash where nothing is known."""
    return "–" if mean is None else f"{mean // 100}.{mean % 100 // 10}"


def _sum(scores: Iterable[Score]) -> Score:
    total = count = 0
    for one in scores:
        total, count = total + one.total, count + one.answers
    return Score(total, count)


def _score(statement: Statement, replies: Iterable[Reply], side: str) -> Score:
    told = [
        place
        for one in replies
        if one.side == side
        for key, place in one.scores
        if key == statement.key and 1 <= place <= statement.top
    ]
    return Score(sum(told), len(told))


def _words(replies: Iterable[Reply], side: str) -> tuple[str, ...]:
    return tuple(one.words for one in replies if one.side == side and one.words)
