"""A pack of another program speaks that program's words, and prints the readings in force."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from desktop.cli import desk
from models.program.loading import programs
from models.store import grants
from models.store.portfolio import Portfolio, create
from models.store.programs import choose_program, choose_reading, terms_on
from models.store.standing import partner_file
from reports.facts import EDITIONS, freeze
from tests.models.program.making import PARTNER, complete, won
from tests.models.store.test_standing import put
from tests.reports.reading import Read, read

DAY = date(2022, 1, 5)
EXAMPLE = next(program.name for program in programs() if program.example)
USUAL = next(program.name for program in programs() if not program.example)


def made(portfolio: Portfolio, edition: str = "internal") -> Read:
    return read(freeze(partner_file(portfolio, PARTNER, DAY), edition=edition))


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_pack_of_another_program_has_its_words_and_none_of_the_usual_ones(
    tmp_path: Path, edition: str
) -> None:
    with create(tmp_path / "one.alliance") as portfolio:
        put(portfolio, [complete(won(25_000_000))])
        choose_program(portfolio, EXAMPLE)
        text = made(portfolio, edition).text
    for word in ("Booked revenue", "Summit", "€"):
        assert word in text
    for word in ("Aggregate TCV", "AGGREGATE TCV", "Silver", "Platinum", "$"):
        assert word not in text


def test_a_pack_names_a_tier_of_another_program_with_its_program(tmp_path: Path) -> None:
    with create(tmp_path / "one.alliance") as portfolio:
        put(portfolio, [complete(won(25_000_000))])
        grants.grant(portfolio, PARTNER, "platinum", "assessment", from_on=DAY, as_of=DAY)
        choose_program(portfolio, EXAMPLE)
        text = " ".join(made(portfolio).text.split())
    assert f"Platinum of {USUAL}" in text


@pytest.mark.parametrize(
    ("reading", "option"),
    [("A03", "required"), ("A08", "measurement_day"), ("A09", "day:7"), ("A10", "exclude"),
     ("A12", "on"), ("A14", "both_kinds"), ("A20", "monthly"), ("A22", "working_days")],
)  # fmt: skip
def test_a_pack_prints_the_reading_in_force(tmp_path: Path, reading: str, option: str) -> None:
    with create(tmp_path / "one.alliance") as portfolio:
        put(portfolio, [complete(won(25_000_000))])
        before = made(portfolio).text
        choose_reading(portfolio, reading, option, DAY)
        [told] = [i for i in terms_on(portfolio, DAY).interpretations if i.id == reading]
        after = made(portfolio).text
    squeezed = "".join(told.reading.split())
    assert squeezed in "".join(after.split())
    assert squeezed not in "".join(before.split())


def test_the_command_line_judges_by_the_program_in_force(tmp_path: Path) -> None:
    path = tmp_path / "one.alliance"
    with create(path) as portfolio:
        put(portfolio, [complete(won(25_000_000))])
        choose_program(portfolio, EXAMPLE)
    told = CliRunner().invoke(desk, ["assess", str(path), "--as-of", "2022-01-05", "--json"])
    assert told.exit_code == 0, told.output
    assert json.loads(told.output)["program"] == EXAMPLE
    words = CliRunner().invoke(desk, ["assess", str(path), "--as-of", "2022-01-05"]).output
    assert "Booked revenue €0.00" in words  # no rate is on record
    assert "Aggregate TCV" not in words
