"""The register names every clause of the guide, and the report of proofs finds what is missing."""

from models.program.clauses import HOW, Clause, register
from tests.clause_report import lines

PROVED = Clause("C001", "Said.", ("rule",), "Here.")
PLANNED = Clause("C002", "Said.", ("record",), "There.", "Checklists")


def test_the_register_holds_every_clause_once_in_order() -> None:
    assert [clause.id for clause in register()] == [f"C{number:03}" for number in range(1, 109)]


def test_every_clause_says_what_it_is_and_how_it_is_carried_out() -> None:
    for clause in register():
        assert clause.says.endswith("."), clause
        assert clause.where.endswith("."), clause
        assert clause.how, clause
        assert set(clause.how) <= set(HOW), clause


def test_a_clause_without_a_test_is_a_fault_unless_it_is_planned() -> None:
    _, faults = lines([PROVED, PLANNED], set(), {})
    assert faults == ["C001 has no test that proves it."]
    told, faults = lines([PROVED, PLANNED], set(), {"C001": ["test_a.py::test_b"]})
    assert not faults
    assert told == [
        "C001  rule: Said. Here.",
        "      test_a.py::test_b",
        "C002  planned (Checklists): Said. There.",
    ]


def test_a_mark_that_the_register_does_not_know_is_a_fault() -> None:
    tests = {"C001": ["a"], "C999": ["b"], "A10": ["c"]}
    assert lines([PROVED], {"A10"}, tests)[1] == ["b: the register has no C999."]
