"""Every figure of a pack as a table: exact, with its unit, and nothing in it that runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.money import decimals
from reports.facts import PackFacts, freeze, pack_id
from reports.facts_csv import COLUMNS, _amount, _cell, to_csv
from reports.figures import Figures
from reports.pack import drawn
from reports.page import Book
from reports.structure import Node
from tests.reports import facts_builder
from tests.reports.conftest import Made, hostile


def rows(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def made(facts: PackFacts) -> list[dict[str, str]]:
    return rows(to_csv(drawn(facts, pack_id(facts)), Figures(facts)))


def nodes(parts: list[Node]) -> Iterator[Node]:
    for part in parts:
        yield part
        yield from nodes([kid for kid in part.kids if isinstance(kid, Node)])


def test_every_line_has_its_columns_and_its_day(pack: Made) -> None:
    found = rows(to_csv(pack.book, Figures(pack.facts)))
    assert found
    for row in found:
        assert tuple(row) == COLUMNS
        assert None not in row.values()
        assert row["As of"] == pack.facts.as_of.isoformat()
        assert row["Section"]
        assert row["Name"]


def test_nothing_in_it_runs_as_a_formula() -> None:
    for edition in ("internal", "partner"):
        for row in made(hostile(edition)):
            for name in COLUMNS:
                assert row[name][:1] not in tuple("=+@\t\r")
                assert not row[name].startswith("-") or Decimal(row[name].replace(",", "")) < 0


@given(st.text(st.characters(exclude_categories=["C", "Z"]), max_size=30))
def test_text_is_kept_but_for_an_apostrophe_before_what_would_run(text: str) -> None:
    [[found]] = csv.reader([_cell(text)]) if text else [[""]]
    assert found.removeprefix("'") == text.removeprefix("'")
    assert found[:1] not in tuple("=+@\t\r")


@given(st.integers(-(10**15), 10**15), st.sampled_from(["USD", "JPY", "KWD"]))
def test_amounts_are_exact(minor: int, currency: str) -> None:
    assert Decimal(_amount(minor, currency)) * 10 ** decimals(currency) == minor


def test_the_sums_are_those_of_the_decision() -> None:
    facts = facts_builder.silver()
    tcv = facts.decision.tcv
    found = {
        row["Figure"]: row
        for row in made(facts)
        if row["Section"] == "Decision" and row["Name"] == "Total"
    }
    for part, minor in (
        ("Wins", tcv.wins), ("Losses", tcv.losses), ("Open pipeline in the window", tcv.pipeline),
    ):  # fmt: skip
        assert Decimal(found[part]["Value"]) * 100 == minor
        assert found[part]["Unit"] == facts.currency


def test_each_criterion_has_what_was_found_and_its_clause() -> None:
    facts = facts_builder.silver()
    found = {row["Figure"]: row for row in made(facts) if row["Name"] == "Found"}
    for criterion in facts.decision.criteria:
        row = found[facts.terms.criterion(criterion.id).label]
        own = {one.clause for one in facts.decision.criteria if one.id == criterion.id}
        assert row["Source"] in own
        kind = facts.terms.criterion(criterion.id).kind
        if kind == "money":
            assert Decimal(row["Value"]) * 100 == criterion.actual
        elif kind == "count":
            assert int(row["Value"]) == criterion.actual


def test_every_chart_and_every_deal_of_the_pages_is_in_it() -> None:
    facts = facts_builder.silver()
    book = drawn(facts, pack_id(facts))
    found = rows(to_csv(book, Figures(facts)))
    for number, leaf in enumerate(book.leaves, 1):
        page = [row for row in found if row["Page"] == str(number)]
        charts = [node.data for node in nodes(leaf.sheet.root) if node.data]
        values = sum(v is not None for chart in charts for one in chart.series for v in one.values)
        assert len(page) >= values
    listed = [row for row in found if row["Section"] == "All deals"]
    for deal in facts.file.deals:
        amounts = [row for row in listed if f": {deal.ref.text}: TCV" in row["Name"]]
        assert [Decimal(row["Value"]) * 100 for row in amounts] == [deal.tcv_minor]
        assert amounts[0]["Unit"] == facts.currency


def test_a_name_that_the_page_cuts_is_whole() -> None:
    facts = facts_builder.far_away()
    long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    assert any(long in row["Name"] for row in made(facts) if row["Section"] == "All deals")


@pytest.mark.clause("C102")
def test_the_partners_table_is_made_from_the_partners_facts_alone() -> None:
    file = facts_builder.silver().file
    said = to_csv(*_pair(freeze(file, edition="partner"))).decode("utf-8")
    for word in ("Alliances.alliance", "deals.csv", "tread softly", "Confirm scope"):
        assert word not in said


def _pair(facts: PackFacts) -> tuple[Book, Figures]:
    return drawn(facts, pack_id(facts)), Figures(facts)
