"""Jobs in a process of their own that is killed with kill -9, at a moment or at a step."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import NamedTuple

from models.store import keys

ROOT = Path(__file__).resolve().parents[2]
KILLED = -9


class Ended(NamedTuple):
    """How a job ended: whether it was killed midway, what it had said, how long it ran."""

    killed: bool
    said: list[str]
    took: float
    steps: int


@dataclass(slots=True)
class Killing:
    """Starts jobs and kills them; see `killing`."""

    process: subprocess.Popen[str]

    def run(
        self, job: str, folder: Path, *, at: int = 0, after: float = 0.0,
        held: tuple[keys.Key, ...] = (),
    ) -> Ended:  # fmt: skip
        """Do a job in `folder`: to its end, or until it is killed."""
        told = folder / "told.txt"
        told.unlink(missing_ok=True)
        order = {
            "job": job, "folder": str(folder), "at": at, "after": after, "told": str(told),
            "keys": [[key.raw.hex(), key.salt.hex()] for key in held],
        }  # fmt: skip
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        assert answer["code"] in (0, KILLED), f"{job} failed"
        lines = told.read_text().split("\n") if told.exists() else [""]
        told.unlink(missing_ok=True)
        said = lines[:-1]  # a line that was cut in the middle was not said
        steps = int(said.pop().split()[1]) if answer["code"] == 0 else 0
        return Ended(answer["code"] == KILLED, said, answer["took"], steps)

    def at_some_moment(
        self, job: str, folder: Path, moment: Random, of: Ended, *held: keys.Key
    ) -> Ended:
        """Kill it before one of its steps, or at a moment of the time that it took `of` old."""
        if of.steps and moment.random() < 0.7:
            # Names change in the last steps: as often there as among all the writes before.
            first = moment.choice((1, max(1, of.steps - 12)))
            return self.run(job, folder, at=moment.randint(first, of.steps), held=held)
        return self.run(job, folder, after=max(0.001, moment.uniform(0, of.took)), held=held)


@contextmanager
def killing() -> Iterator[Killing]:
    """A process that does jobs; it loads the product once."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.zygote"], cwd=ROOT, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    with process:
        yield Killing(process)
        assert process.stdin is not None
        process.stdin.close()
