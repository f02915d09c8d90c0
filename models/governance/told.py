"""What a pack tells of the year: risks and issues, recovery plans, meetings and their notices."""

from datetime import date
from typing import NamedTuple


class Risk(NamedTuple):
    """An open risk or issue (models.governance.register), and the level that it was taken to.

    `level` is 0 where it is not escalated, else on it since `level_since` and to the end of
    `level_by`, where a clock runs.
    """

    id: int
    kind: str
    title: str
    likelihood: int
    impact: int
    raised_on: date
    side: str = "host"
    owner: str = ""
    response: str = ""
    due_on: date | None = None
    level: int = 0
    level_since: date | None = None
    level_by: date | None = None
    to_whom: str = ""

    @property
    def weight(self) -> int:
        """Likelihood times impact; an issue has come, and so is as likely as can be."""
        return self.impact * (self.likelihood if self.kind == "risk" else 5)


class Part(NamedTuple):
    """A milestone of a plan: done on a day, or to be done by one."""

    title: str
    side: str
    owner: str
    due_on: date | None
    done_on: date | None


class Recovery(NamedTuple):
    """An open plan that brings a criterion of the granted tier back to green (C040).

    `found` says what was missing when it began, `now` what is missing on the day, `met` that it is
    met again.
    """

    title: str
    clause: str
    found: str
    now: str
    met: bool
    path: str
    side: str
    owner: str
    started_on: date
    target_on: date | None
    parts: tuple[Part, ...] = ()
    id: int = 0


class Planned(NamedTuple):
    """A meeting that is planned: its kind, name and place, and what its notice asks for.

    `notice_by` is the last lawful day where notice is needed and was not given yet.
    """

    on: date
    kind: str
    what: str
    place: str = ""
    notice_by: date | None = None


class NoticeRecord(NamedTuple):
    """How the meetings of the year that needed notice came out, and their infractions in force.

    `since` is the first day of the year (C095, C097).
    """

    since: date
    in_time: int
    late: int
    missing: int
    confirmed: int

    @property
    def settled(self) -> int:
        """Those of which it is known."""
        return self.in_time + self.late + self.missing
