"""Clause by clause: how it is carried out, and the tests that prove it (`make clauses`)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set

import pytest

from models.program.clauses import Clause, register
from models.program.loading import programs

_SHOWN = 3
_CITED = re.compile(r'"([A-Z]\d{2,3})"')


class Proof:
    """Collects which tests carry which clause's mark."""

    def __init__(self) -> None:
        self.tests: dict[str, list[str]] = {}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            for mark in item.iter_markers("clause"):
                for clause in mark.args:
                    names = self.tests.setdefault(clause, [])
                    name = item.nodeid.removeprefix("tests/")
                    if name not in names:
                        names.append(name)


def lines(
    clauses: Sequence[Clause], cited: Set[str], tests: Mapping[str, Sequence[str]]
) -> tuple[list[str], list[str]]:
    """The report, and the faults in it: a clause without a proof, a mark without a clause.

    `cited` are what the programs name besides: readings, and another program's own clauses.
    """
    told, faults = [], []
    for clause in clauses:
        proofs = tests.get(clause.id, [])
        state = f"planned ({clause.planned})" if clause.planned else ", ".join(clause.how)
        told.append(f"{clause.id}  {state}: {clause.says} {clause.where}")
        told += [f"      {name}" for name in proofs[:_SHOWN]]
        if len(proofs) > _SHOWN:
            told.append(f"      and {len(proofs) - _SHOWN} more")
        if not proofs and not clause.planned:
            faults.append(f"{clause.id} has no test that proves it.")
    known = {clause.id for clause in clauses} | cited
    faults += [f"{name}: the register has no {key}." for key in sorted(tests.keys() - known)
               for name in tests[key]]  # fmt: skip
    return told, faults


def main() -> int:
    """Collect all tests and print the register; 1 where a clause is neither proved nor planned."""
    proof = Proof()
    quiet = ["-p", "no:terminal", "-o", "addopts=--import-mode=importlib"]
    code = pytest.main(["--collect-only", *quiet, "tests"], plugins=[proof])
    if code:
        print("The tests can't be collected: make test says why.")
        return int(code)
    cited = {name for program in programs() for name in _CITED.findall(program.text)}
    told, faults = lines(register(), cited, proof.tests)
    planned = sum(bool(clause.planned) for clause in register())
    print("\n".join(told))
    print(f"\n{len(register())} clauses, {planned} planned.")
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
