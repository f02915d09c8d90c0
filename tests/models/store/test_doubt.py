"""A file that holds what no input could have written is blamed by name, in a sentence."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import apsw
import pytest

from models.errors import UserError
from models.store.doubt import doubting, first_fault
from models.store.portfolio import Portfolio, open_portfolio
from tests.sample_portfolio import sample_at

DAY = date(2026, 11, 24)


@pytest.fixture
def spoilt(tmp_path: Path) -> Callable[[str], Portfolio]:
    def spoil(sql: str) -> Portfolio:
        path = tmp_path / "theirs.alliance"
        sample_at(path, DAY).close()
        raw = apsw.Connection(str(path))
        raw.execute(sql)
        raw.close()
        return open_portfolio(path, read_only=True)

    return spoil


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE deals SET close_date = 'never'", "its close_date is 'never'"),
        ("UPDATE deals SET partner_minor = 9223372036854775807, tcv_minor = 0", "partner_minor is"),
        ("UPDATE partners SET name_key = ''", "its name_key is ''"),
        ("UPDATE answers SET answered_at = '0001-01-01'", "its answered_at is '0001-01-01'"),
        ("UPDATE snapshots SET made_at = 'x'", "its made_at is 'x'"),
        ("UPDATE journal SET at = 'x'", "of the journal is broken"),
        ("UPDATE journal SET changeset = x'0102'", "of the journal is damaged"),
        ("UPDATE partners SET name = cast(x'eda080' AS TEXT)", "can't decode"),
    ],
)
def test_what_fails_over_a_broken_record_is_told_of_the_file(
    spoilt: Callable[[str], Portfolio], sql: str, said: str
) -> None:
    with spoilt(sql) as book, pytest.raises(UserError, match=said), doubting(book):
        raise ValueError("whatever came of it")


def test_what_fails_over_a_sound_file_is_a_fault_of_ours(
    spoilt: Callable[[str], Portfolio],
) -> None:
    with spoilt("UPDATE partners SET region = ''") as book:
        assert first_fault(book) == ""
        with pytest.raises(ValueError, match="ours"), doubting(book):
            raise ValueError("ours")


def test_a_sentence_and_what_ends_a_command_stay_what_they_are(
    spoilt: Callable[[str], Portfolio],
) -> None:
    with spoilt("UPDATE deals SET close_date = 'never'") as book:
        with pytest.raises(UserError, match="sentence"), doubting(book):
            raise UserError("sentence")
        with pytest.raises(OSError, match="gone"), doubting(book):
            raise OSError("gone")
