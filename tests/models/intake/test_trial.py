"""Every row of any file is in exactly one of new, changed, same, rejected and skipped."""

import contextlib
import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.errors import Cancelled, UserError
from models.intake import job
from models.intake.plan import Plan
from models.store.portfolio import Portfolio, create
from tests.models.intake.conftest import TODAY

Take = Callable[..., Plan]

HEAD = ["partner", "deal_id", "deal", "status", "close_date", "amount", "currency"]
CELLS = st.tuples(
    st.sampled_from(["A", "a ", "B", "", "Total", "-"]),
    st.sampled_from(["", "1", "2", "3"]),
    st.sampled_from(["x", "X", "y", ""]),
    st.sampled_from(["won", "OPEN", "lost", "", "hm"]),
    st.sampled_from(["2026-01-01", "2026-02-30", "", "2026-05-05"]),
    st.sampled_from(["", "5", "5.00", "-1", "1000.001", "x"]),
    st.sampled_from(["", "USD", "EUR"]),
)
ROWS = st.lists(
    st.one_of(CELLS, st.just(tuple(HEAD)), st.just(("",) * 7), st.just(())), max_size=25
)


def text_of(rows: Sequence[tuple[str, ...]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([HEAD, ("A", "0", "z", "won", "2026-01-01", "1234.50", ""), *rows])
    return out.getvalue()


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(first=ROWS, second=ROWS)
def test_the_counts_add_up_to_the_file(
    tmp_path_factory: pytest.TempPathFactory,
    first: list[tuple[str, ...]],
    second: list[tuple[str, ...]],
) -> None:
    folder = tmp_path_factory.mktemp("sum")
    with create(folder / "book.alliance") as book:
        for rows in (first, second):
            path = folder / "list.csv"
            path.write_text(text_of(rows), encoding="utf-8", newline="")
            plan = job.prepare(book, "deals", path, today=TODAY)
            assert plan.read + plan.skipped == len(rows) + 1
            assert plan.read == plan.new + plan.changed + plan.same + plan.rejected
            known = {line for line, *_ in plan.rejects} | {skip.line for skip in plan.skips}
            assert len(known) == plan.rejected + plan.skipped
            before = int(book.conn.value("SELECT count(*) FROM deals"))
            job.apply(book, plan)
            assert int(book.conn.value("SELECT count(*) FROM deals")) == before + plan.new
            again = job.prepare(book, "deals", path, today=TODAY)
            assert (again.new, again.rejected, again.skipped) == (0, plan.rejected, plan.skipped)


def test_planning_writes_nothing(portfolio: Portfolio, look: Take) -> None:
    look("deals", text_of([]))
    assert portfolio.can_undo() is None
    assert portfolio.conn.value("SELECT count(*) FROM partners") == 0


def test_planning_works_on_a_portfolio_that_is_only_read(
    tmp_path: Path, portfolio: Portfolio, take: Take
) -> None:
    from models.store.portfolio import open_portfolio

    take("deals", text_of([]))
    with open_portfolio(portfolio.path, read_only=True) as book:
        plan = job.prepare(book, "deals", tmp_path / "list.csv", today=TODAY)
    assert plan.same == 1


def test_checking_can_be_stopped(portfolio: Portfolio, write: Callable[..., Path]) -> None:
    rows = [("A", str(i), "z", "won", "2026-01-01", "5", "") for i in range(3_000)]

    def stop(done: int, _total: int, _text: str) -> None:
        if done >= 2_000:
            raise Cancelled

    with pytest.raises(Cancelled):
        job.prepare(portfolio, "deals", write(text_of(rows)), today=TODAY, progress=stop)


def test_progress_counts_rows_up_to_about_their_number(
    portfolio: Portfolio, write: Callable[..., Path]
) -> None:
    rows = [("A", str(i), "z", "won", "2026-01-01", "5", "") for i in range(3_000)]
    told: list[tuple[int, int]] = []
    job.prepare(
        portfolio, "deals", write(text_of(rows)), today=TODAY,
        progress=lambda done, total, _text: told.append((done, total)),
    )  # fmt: skip
    assert [done for done, _ in told] == [0, 1_000, 2_000, 3_000]
    assert all(2_000 < total < 4_500 for _, total in told)


def test_a_plan_is_refused_once_the_portfolio_has_changed(
    portfolio: Portfolio, look: Take, take: Take
) -> None:
    plan = look("deals", text_of([]))
    take("partners", "partner\nZ\n")
    with pytest.raises(UserError, match="has changed since"):
        job.apply(portfolio, plan)


def test_a_plan_with_an_open_question_is_refused(
    portfolio: Portfolio, write: Callable[..., Path]
) -> None:
    path = write("partner,status,close_date\nA,won,03/04/2025\n")
    opened = job.open_job(path, "deals")
    plan = job.check(portfolio, opened, today=TODAY)
    (question,) = plan.questions
    assert question.id == "date_order:close_date"
    assert [choice.readings for choice in question.choices] == [
        (("03/04/2025", "3 Apr 2025"),),
        (("03/04/2025", "4 Mar 2025"),),
    ]
    with pytest.raises(UserError, match="day first or month first"):
        job.apply(portfolio, plan)
    answered = opened.answered(question.id, "mdy")
    job.apply(portfolio, job.check(portfolio, answered, today=TODAY))
    assert portfolio.conn.value("SELECT close_date FROM deals") == "2025-03-04"
    recalled = job.recall(portfolio, job.open_job(path, "deals"))
    assert job.check(portfolio, recalled, today=TODAY).same == 1


def test_whose_rows_they_are_is_not_recalled(
    portfolio: Portfolio, take: Take, write: Callable[..., Path]
) -> None:
    text = "Account,status,close_date\nBank,won,2026-01-01\n"
    take("deals", text, partner="Northwind")
    recalled = job.recall(portfolio, job.open_job(write(text), "deals"))
    assert recalled.columns.stated.partner == ""
    assert [question.id for question in recalled.questions] == ["partner:partner"]


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(
    hurt=st.lists(st.tuples(st.integers(0, 400), st.binary(min_size=1, max_size=6)), max_size=6),
    bom=st.sampled_from([b"", b"\xef\xbb\xbf", b"\xff\xfe"]),
)
def test_a_damaged_file_ends_in_rows_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, hurt: list[tuple[int, bytes]], bom: bytes
) -> None:
    folder = tmp_path_factory.mktemp("hurt")
    rows = [("A", str(i), "zü", "won", "03/04/2026", "1,234.50", "") for i in range(5)]
    content = bytearray(bom + text_of(rows).encode("utf-16-le" if bom == b"\xff\xfe" else "utf-8"))
    for place, bytes_ in hurt:
        content[place : place + 2] = bytes_
    (folder / "list.csv").write_bytes(content)
    with create(folder / "book.alliance") as book, contextlib.suppress(UserError):
        plan = job.prepare(book, "deals", folder / "list.csv", today=TODAY, date_order="dmy")
        assert plan.read == plan.new + plan.changed + plan.same + plan.rejected
        job.apply(book, plan)
