"""How often a fault is tried: a few times at every change, many times on demand."""

import os
from random import Random

MANY = bool(os.environ.get("MANY"))
# In CI the same faults every time; here others each time, and the seed is told when one fails.
SEED = 8 if os.environ.get("CI") else int.from_bytes(os.urandom(4))


def times(few: int, many: int) -> int:
    """`few`, or with MANY=1 `many`."""
    return many if MANY else few


def chance(name: str) -> Random:
    """Random moments for one test."""
    print(f"seed {SEED} for {name}")
    return Random(f"{SEED} {name}")
