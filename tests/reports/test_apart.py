"""What a file made to hurt does to the process that reads it, it does to nothing else."""

import os
import sys
from collections.abc import Callable
from typing import Any

import pytest

from models.errors import Cancelled, UserError
from reports import apart


def doubled(number: int, report: apart.Report) -> list[int]:
    report(1, 2, "Half way")
    return [number, number]


def refused(_report: apart.Report) -> None:
    raise UserError("It can't be read.", "Ask for it again.")


def aborts(report: apart.Report) -> None:
    report(0, 1, "the file")
    os.abort()


def takes_all(_report: apart.Report) -> int:
    return len(bytes(2**33))


def breaks(_report: apart.Report) -> None:
    raise KeyError("/Kids")


def works_on(_report: apart.Report) -> None:
    while True:
        pass


def test_what_a_job_gives_comes_back_with_its_reports() -> None:
    told: list[tuple[int, int, str]] = []
    assert apart.run(doubled, 4, tell=lambda *what: told.append(what)) == [4, 4]
    assert told == [(1, 2, "Half way")]


def test_a_sentence_comes_back_as_one() -> None:
    with pytest.raises(UserError, match=r"^It can't be read\. Ask for it again\.$"):
        apart.run(refused)


@pytest.mark.parametrize(("job", "at"), [(aborts, "the file"), (takes_all, ""), (breaks, "")])
def test_whatever_ends_a_job_ends_its_process_alone(job: Callable[..., Any], at: str) -> None:
    with pytest.raises(apart.Ended) as ended:
        apart.run(job)
    assert ended.value.at == at


@pytest.mark.skipif(sys.platform == "win32", reason="it knows no such limit")
def test_a_job_that_works_without_end_is_ended() -> None:
    with pytest.raises(apart.Ended):
        apart.run(works_on, seconds=1)


def test_who_waits_can_stop_it() -> None:
    def stop(*_: object) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        apart.run(doubled, 4, tell=stop)
