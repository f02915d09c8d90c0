"""A file on the disk, read as evidence."""

from pathlib import Path

import pytest

from models.checklist.evidence_kinds import MOST_BYTES
from models.checklist.evidence_reading import read_evidence
from models.errors import Cancelled, UserError
from tests.models.checklist.evidence_made import PDF


def test_a_file_is_read_whole_and_left_as_it_is(tmp_path: Path) -> None:
    path, told = tmp_path / "big.pdf", []
    data = PDF.ljust(3 * 2**20, b" ")
    path.write_bytes(data)
    assert read_evidence(path, lambda *step: told.append(step)) == data
    assert told[-1] == (len(data), len(data), "Reading big.pdf")
    assert path.read_bytes() == data


def test_a_file_that_is_too_big_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.pdf"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    read: list[object] = []
    with pytest.raises(UserError, match="may have 25 MB"):
        read_evidence(path, lambda *step: read.append(step))
    assert read == []


def test_what_is_no_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is a folder"):
        read_evidence(tmp_path)
    with pytest.raises(UserError, match=r"gone.pdf can't be read"):
        read_evidence(tmp_path / "gone.pdf")


def test_reading_is_cancelled_between_pieces(tmp_path: Path) -> None:
    path = tmp_path / "big.pdf"
    path.write_bytes(PDF.ljust(3 * 2**20, b" "))

    def cancel(*_: object) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_evidence(path, cancel)
