"""A text that somebody names is read however it is saved, or said to be none in a sentence."""

import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import pytest

from models import files
from models.errors import UserError
from models.files import read_text, safe_save, sweep, write_bytes, write_text

WORDS = 'name = "Gr\u00f6\u00dfe"\nnext = 1\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_text_is_read_with_and_without_a_mark(tmp_path: Path, encoding: str, ending: str) -> None:
    path = tmp_path / "one.toml"
    path.write_bytes(WORDS.replace("\n", ending).encode(encoding))
    assert read_text(path) == WORDS


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x00\x01\x02", "odd.toml is no text."),
        (b"PK\x03\x04\x00\x00", "odd.toml is no text."),
        (b"name = 1\n\xff\xee", "odd.toml, line 2: it is not UTF-8."),
        (b"\xff\xfea\x00b", "odd.toml: it is no text."),
        ("name".encode("utf-16-le"), "odd.toml is no text."),
    ],
)
def test_what_is_no_text_is_said_to_be_none(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "odd.toml"
    path.write_bytes(content)
    with pytest.raises(UserError) as told:
        read_text(path)
    assert told.value.message == said


def test_a_missing_file_and_a_folder_are_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"There is no file .*nofile") as told:
        read_text(tmp_path / "nofile")
    assert "Errno" not in str(told.value)
    with pytest.raises(UserError, match="is a folder"):
        read_text(tmp_path)


def test_a_file_that_may_not_be_read_is_said_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "closed.toml"
    path.write_text("a")

    def refuse(_: Path, _mode: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UserError, match=r"can't be read: Permission denied\."):
        read_text(path)


def test_what_is_written_is_there_whole_and_replaces_only_when_told(tmp_path: Path) -> None:
    path = tmp_path / "one.toml"
    assert write_text(path, "a = 1\r\nb = ‘2’\n") == path
    assert path.read_bytes() == "a = 1\r\nb = ‘2’\n".encode()
    with pytest.raises(UserError, match="exists already"):
        write_bytes(path, b"other")
    assert write_bytes(path, b"other", force=True).read_bytes() == b"other"
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_killed_process_had_begun_is_swept_and_nothing_else(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from models.files import safe_save\n"
        "with safe_save(Path(sys.argv[1])) as part:\n"
        "    part.write_text('half'); Path(f'{part}-wal').write_text('log')\n"
        "    os.kill(os.getpid(), 9)"
    )
    target = tmp_path / "pack.pdf"
    subprocess.run([sys.executable, "-c", code, str(target)], check=False)
    begun = sorted(path.name for path in tmp_path.iterdir())
    assert len(begun) == 2
    elsewhere = tmp_path / begun[0].replace(begun[0][-22:-14], "00000000")
    elsewhere.write_text("of another computer")
    mine = tmp_path / ".notes.alliance-part"
    mine.write_text("no name of ours")
    with safe_save(tmp_path / "other.pdf") as part:
        part.write_text("whole")
        sweep(tmp_path)
        assert part.exists()
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {elsewhere.name, mine.name, "other.pdf"}
    assert not target.exists()


def test_a_text_of_eight_megabytes_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    path = tmp_path / "long.toml"
    path.write_bytes(b"#" * 8 * 2**20)
    assert len(read_text(path)) == 8 * 2**20
    path.write_bytes(b"#" * (8 * 2**20 + 1))
    with pytest.raises(UserError, match=r"^long.toml has more than 8 MB"):
        read_text(path)


def test_a_disk_that_is_too_full_is_told_of_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: usage(0, 0, 2_000_000))
    files.require_room(tmp_path, 2_000_000)
    with pytest.raises(UserError, match=r"3\.5 MB are needed, 2\.0 MB are free") as refusal:
        files.require_room(tmp_path, 3_500_000)
    assert refusal.value.hint.startswith("Free 1.5 MB")
