"""A bit turns over, in a file, its log or a copy: what is protected is found out, each time."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from models.errors import UserError
from models.store import keys
from models.store.backup import backup, check
from models.store.portfolio import open_portfolio
from tests.faults.books import PHRASE, add_partner, deal_list, import_deals, lay, whole_state
from tests.faults.counts import chance, times


def flipped(path: Path, bit: int) -> None:
    data = bytearray(path.read_bytes())
    data[bit // 8] ^= 1 << bit % 8
    path.write_bytes(data)


def noticed(path: Path) -> bool:
    """Whether the check finds something, or says that it can't."""
    try:
        return not check(path).whole
    except UserError:
        return True


@pytest.mark.parametrize("copied", [False, True], ids=["file", "backup"])
def test_10_every_bit_that_turns_over_in_a_protected_file_is_found(
    tmp_path: Path, copied: bool
) -> None:
    path, spoilt = tmp_path / "book.alliance", tmp_path / "spoilt.alliance"
    lay(path, protected=True)
    with open_portfolio(path) as portfolio:
        import_deals(portfolio, deal_list(tmp_path / "deals.csv"))
        portfolio.undo()
    if copied:
        backup(path, tmp_path / "copy.alliance")
        path = tmp_path / "copy.alliance"
    moment, missed = chance(f"bits {copied}"), list[int]()
    bits = path.stat().st_size * 8
    for _ in range(times(100, 1_000)):
        shutil.copy(path, spoilt)
        bit = moment.randrange(bits)
        flipped(spoilt, bit)
        if not noticed(spoilt):
            missed.append(bit)
    assert missed == []


@pytest.mark.parametrize("protected", [False, True], ids=["plain", "protected"])
def test_10_a_bit_in_the_log_leaves_a_state_that_was_there(tmp_path: Path, protected: bool) -> None:
    """Later steps may be gone with it; never half of one, never a traceback."""
    path, spoilt = tmp_path / "book.alliance", tmp_path / "spoilt.alliance"
    lay(path, protected=protected)
    states = [whole_state(path)]
    with open_portfolio(path) as portfolio:
        for number in range(12):
            add_partner(portfolio, f"In the log {number}")
            for extra in ("", "-wal"):
                shutil.copy(f"{path}{extra}", f"{tmp_path / 'as-it-was.alliance'}{extra}")
            states.append(whole_state(tmp_path / "as-it-was.alliance"))
        for extra in ("", "-wal"):
            shutil.copy(f"{path}{extra}", f"{tmp_path / 'killed.alliance'}{extra}")
    log = tmp_path / "killed.alliance-wal"
    moment, wrong = chance(f"log {protected}"), list[str]()
    for _ in range(times(40, 500)):
        for extra in ("", "-wal"):
            shutil.copy(f"{tmp_path / 'killed.alliance'}{extra}", f"{spoilt}{extra}")
        bit = moment.randrange(log.stat().st_size * 8)
        flipped(Path(f"{spoilt}-wal"), bit)
        try:
            if whole_state(spoilt) not in states:
                wrong.append(f"bit {bit}: a state that never was")
        except UserError:
            continue
        except AssertionError:
            continue  # the check has found it
        except Exception as fault:  # noqa: BLE001  whatever it says, it is a fault
            wrong.append(f"bit {bit}: {type(fault).__name__} {fault}")
    assert wrong == []


def test_10_a_plain_file_that_is_damaged_is_said_to_be_in_a_sentence(tmp_path: Path) -> None:
    path, spoilt = tmp_path / "book.alliance", tmp_path / "spoilt.alliance"
    lay(path)
    with open_portfolio(path) as portfolio:
        import_deals(portfolio, deal_list(tmp_path / "deals.csv"))
    moment, found = chance("plain bits"), 0
    bits, count = path.stat().st_size * 8, times(100, 1_000)
    for _ in range(count):
        shutil.copy(path, spoilt)
        flipped(spoilt, moment.randrange(bits))
        found += noticed(spoilt)
    # Most bits of a plain file are in no record, or make another word of it that could be right.
    print(f"{found} of {count} flipped bits of a plain file noticed")
    assert found > count / 20


def test_10_a_damaged_protected_file_and_another_passphrase_share_one_sentence(
    tmp_path: Path,
) -> None:
    from models.store.protecting import unlock

    path = tmp_path / "book.alliance"
    lay(path, protected=True)
    keys.forget()
    with pytest.raises(UserError) as wrong:
        unlock(path, "another")
    flipped(path, 8 * 200)
    with pytest.raises(UserError) as damaged:
        unlock(path, PHRASE)
    assert str(wrong.value) == str(damaged.value)
