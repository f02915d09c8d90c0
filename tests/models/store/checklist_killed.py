"""A process that fills in a checklist and is killed while it does, and what is left of it."""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from random import Random

from models.checklist.records import Answer, Where
from models.store import records
from models.store.backup import check
from models.store.checklists import answer_id, checklist_id, filled
from models.store.portfolio import Portfolio, create, open_portfolio
from tests.models.store.checklist_desk import TODAY, add_partner

ROOT = Path(__file__).resolve().parents[3]
_FILL = """
import sys
from pathlib import Path
from models.checklist.records import Where
from models.store.checklist_answers import answer
from models.store.checklists import filled
from models.store.portfolio import open_portfolio
from tests.models.store.checklist_desk import TODAY

where = Where(int(sys.argv[2]), "quarterly_review", "2026-Q4")
typed = {"yes_no": "yn", "number": ("1", "2"), "money": ("1.5M", "2M"), "text": ("One", "Two"),
         "date": ("1 Mar 2026", "2 Mar 2026"), "people": ("Ann Lee", "Bo Ek")}
with open_portfolio(Path(sys.argv[1])) as portfolio:
    items = [i for i in filled(portfolio, where, TODAY).template.items.values()
             if not (i.derived or i.mirrors) and i.kind in typed]
    turn = 0
    while True:
        for item in items:
            value = typed[item.kind][turn % 2]
            print(f"begun {item.key} {value}", flush=True)
            answer(portfolio, where, item.key, value, TODAY)
            print(f"kept {item.key} {value}", flush=True)
        turn += 1
"""


class Book:
    """A portfolio with one partner, whose review is filled in by processes that are killed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with create(path) as portfolio:
            self.where = Where(add_partner(portfolio, "Northwind"), "quarterly_review", "2026-Q4")
        self.under_way = 0  # kills that came between an answer and its acknowledgement
        self.kept = 0
        self._was: dict[str, str] = {}

    def fill_and_kill(self, moment: Random) -> None:
        """Let a process answer, kill it at some moment, and hold the file against what it said."""
        child = subprocess.Popen(
            [sys.executable, "-c", _FILL, str(self.path), str(self.where.partner_id)],
            stdout=subprocess.PIPE, text=True, cwd=ROOT,
        )  # fmt: skip
        assert child.stdout is not None
        lines = [child.stdout.readline() for _ in range(moment.randint(1, 60))]
        assert lines[0].startswith("begun"), lines
        with suppress(subprocess.TimeoutExpired):  # it has gone on meanwhile
            child.wait(moment.uniform(0, 0.004))
        child.send_signal(signal.SIGKILL)
        lines += child.communicate()[0].splitlines()
        # A line that was cut in the middle was not said.
        told = [line.split(" ", 2) for line in lines if len(line.split(" ", 2)) == 3]
        self._compare([(verb, item, value.strip()) for verb, item, value in told])

    def _compare(self, told: list[tuple[str, str, str]]) -> None:
        health = check(self.path)
        assert health.whole, health.faults
        with open_portfolio(self.path) as portfolio:
            held = _held(portfolio, self.where)
            assert filled(portfolio, self.where, TODAY).lines
            steps = portfolio.conn.value("SELECT count(*) FROM journal WHERE state = 'done'")
        for verb, item, value in told:
            if verb == "kept":
                self._was[item] = value
                self.kept += 1
        open_item, open_value = "", ""
        if told and told[-1][0] == "begun":
            _, open_item, open_value = told[-1]
        for item in {*held, *self._was}:
            wanted = {_canonical(self._was.get(item, ""))}
            if item == open_item:
                wanted.add(_canonical(open_value))
                self.under_way += 1
            assert _canonical(held.get(item, "")) in wanted, item
        assert steps >= 1
        self._was = {item: held[item] for item in held}


def _held(portfolio: Portfolio, where: Where) -> dict[str, str]:
    found = records.find(portfolio, Answer, checklist_id=checklist_id(where))
    assert all(one.id == answer_id(one.checklist_id, one.item) for one in found)
    return {one.item: one.value for one in found if one.value}


def _canonical(value: str) -> str:
    """What was typed and what is kept of it, as one."""
    known = {"y": "yes", "n": "no", "1 Mar 2026": "2026-03-01", "2 Mar 2026": "2026-03-02",
             "Ann Lee": '["Ann Lee"]', "Bo Ek": '["Bo Ek"]', "1.5M": "150000000 USD",
             "2M": "200000000 USD"}  # fmt: skip
    return known.get(value, value)
