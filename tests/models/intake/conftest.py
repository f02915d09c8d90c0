"""A portfolio, and files put into it the way the command line does."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.intake import job
from models.intake.plan import Plan
from models.store.portfolio import Portfolio, create

TODAY = date(2026, 3, 3)

Take = Callable[..., Plan]


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "book.alliance") as found:
        yield found


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write text or bytes as a file to import."""

    def put(content: str | bytes, name: str = "list.csv") -> Path:
        path = tmp_path / name
        if isinstance(content, str):
            path.write_text(content, encoding="utf-8", newline="")
        else:
            path.write_bytes(content)
        return path

    return put


@pytest.fixture
def take(portfolio: Portfolio, write: Callable[..., Path]) -> Take:
    """Import a list, given as a path or its content, and give back the plan that was applied."""

    def put(kind: str, content: str | bytes | Path, **options: Any) -> Plan:
        path = content if isinstance(content, Path) else write(content)
        plan = job.prepare(portfolio, kind, path, today=TODAY, **options)
        job.apply(portfolio, plan)
        return plan

    return put


@pytest.fixture
def look(portfolio: Portfolio, write: Callable[..., Path]) -> Take:
    """What importing a list would do; nothing is written."""

    def put(kind: str, content: str | bytes | Path, **options: Any) -> Plan:
        path = content if isinstance(content, Path) else write(content)
        return job.prepare(portfolio, kind, path, today=TODAY, **options)

    return put
