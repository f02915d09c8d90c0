"""What a pack tells of roadmaps, sessions, references and wires: only what was so on its day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.governance.advocacy import Advocacy, TrainingSession
from models.governance.voice import Reference, RoadmapItem, WinWire
from models.partner import Partner
from models.store import pack_voice, records
from models.store.portfolio import Portfolio, create
from models.store.standing import partner_file

DAY = date(2026, 11, 24)
LATER = date(2026, 11, 25)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "one.alliance") as made:
        with made.change("Fill"):
            records.add(made, Partner(1, "One"))
            records.add(made, Partner(2, "Another"))
        yield made


def put(portfolio: Portfolio, *found: records.Record) -> None:
    with portfolio.change("Add"):
        for one in found:
            records.add(portfolio, one)


@pytest.mark.clause("C084")
def test_a_roadmap_is_told_by_day_of_its_partner_alone(portfolio: Portfolio) -> None:
    put(
        portfolio,
        RoadmapItem(1, 1, "host", "No day"),
        RoadmapItem(2, 1, "host", "Later", LATER),
        RoadmapItem(3, 1, "partner", "First", DAY),
        RoadmapItem(4, 2, "partner", "Another's", DAY),
    )
    assert [one.title for one in pack_voice.roadmap(portfolio, 1)] == ["First", "Later", "No day"]


@pytest.mark.clause("C026")
def test_sessions_up_to_the_day_are_in_the_grid_and_none_is_no_grid(portfolio: Portfolio) -> None:
    file = partner_file(portfolio, 1, DAY)
    put(portfolio, TrainingSession(1, 1, LATER, "sellers", "selling", people=9))
    assert pack_voice.audiences(portfolio, file, DAY) is None
    put(portfolio, TrainingSession(2, 1, DAY, "sellers", "selling", people=4))
    found = pack_voice.audiences(portfolio, file, DAY)
    assert found is not None
    assert (found.people, found.covered) == (4, 1)


@pytest.mark.clause("C007", "C043")
def test_references_and_what_was_said_are_told_up_to_the_day(portfolio: Portfolio) -> None:
    assert pack_voice.spoken(portfolio, 1, DAY) == ()
    put(
        portfolio,
        Reference(1, 1, "Old", on_date=date(2025, 1, 1)),
        Reference(2, 1, "New", on_date=DAY),
        Reference(3, 1, "To come", on_date=LATER),
        Reference(4, 1, "No day"),
        Advocacy(1, 1, "talk", "Spoke", DAY),
        Advocacy(2, 1, "talk", "Will speak", LATER),
    )
    assert [one.customer for one in pack_voice.references(portfolio, 1, DAY)] == [
        "New", "Old", "No day",
    ]  # fmt: skip
    assert [(year.year, year.all) for year in pack_voice.spoken(portfolio, 1, DAY)] == [(2026, 1)]


@pytest.mark.clause("C085")
def test_only_wires_that_were_out_are_told(portfolio: Portfolio) -> None:
    put(
        portfolio,
        WinWire(1, 1, 0, "Draft"),
        WinWire(2, 1, 0, "Out", state="published", published_on=DAY),
        WinWire(3, 1, 0, "Out later", state="published", published_on=LATER),
    )
    assert [one.title for one in pack_voice.wires(portfolio, 1, DAY)] == ["Out"]
