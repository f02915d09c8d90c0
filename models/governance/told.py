"""What a pack tells of the register: open risks and issues, and plans of recovery."""

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
