"""Copies to look at lie in a private folder, under a safe name, and are gone with the process."""

from __future__ import annotations

import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ui.opened_copies import clean, private_copy

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def gone_again() -> Iterator[None]:
    yield
    clean()


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a\\..\\b.pdf", "x" * 300 + ".pdf", "in\u202efdp.pdf", "CON.txt"]
)
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    path = private_copy(name, b"1")
    assert path.resolve().parent.parent.name.startswith("alliance-desk-")
    assert path.read_bytes() == b"1"
    assert stat.S_IMODE(path.stat().st_mode) == 0o400


def test_two_files_of_one_name_lie_apart() -> None:
    first, second = private_copy("a.pdf", b"1"), private_copy("a.pdf", b"2")
    assert first.name == second.name
    assert (first.read_bytes(), second.read_bytes()) == (b"1", b"2")


def test_a_copy_that_was_cut_is_written_anew() -> None:
    path = private_copy("a.pdf", b"12")
    path.chmod(0o600)
    path.write_bytes(b"1")
    assert private_copy("a.pdf", b"12").read_bytes() == b"12"


def test_they_are_gone_when_the_application_has_ended() -> None:
    code = "from ui.opened_copies import private_copy; print(private_copy('a.pdf', b'1'))"
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    path = Path(told.stdout.strip())
    assert path.name == "a.pdf"
    assert not path.parent.parent.exists()
