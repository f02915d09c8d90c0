"""A protected portfolio on the command line: one passphrase, never in an argument."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop import cli, paths
from models.store import keys
from models.store.protecting import is_protected

PHRASE = "Grüße aus Köln"


@pytest.fixture
def phrase(tmp_path: Path) -> Path:
    file = tmp_path / "phrase.txt"
    file.write_text(PHRASE + "\r\nnot this\n", encoding="utf-8")
    return file


class Desk:
    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.monkeypatch, self.capsys = monkeypatch, capsys

    def __call__(self, *arguments: object) -> tuple[int, str, str]:
        """Run a command as a process of its own would: no key is held before."""
        keys.forget()
        self.monkeypatch.setattr(sys, "argv", ["alliance-desk", *map(str, arguments)])
        self.capsys.readouterr()
        code = 0
        try:
            cli.main()
        except SystemExit as leaving:
            code = int(leaving.code or 0)
        told = self.capsys.readouterr()
        assert "Traceback" not in told.err + told.out
        return code, told.out, told.err


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(monkeypatch, capsys)


@pytest.fixture
def book(desk: Desk, tmp_path: Path, phrase: Path) -> Path:
    path = tmp_path / "book.alliance"
    code, out, _ = desk("--passphrase-file", phrase, "new", path, "--sample", "--protect")
    assert code == 0, out
    assert is_protected(path)
    return path


def test_every_job_runs_with_the_passphrase_from_a_file(
    desk: Desk, book: Path, phrase: Path, tmp_path: Path
) -> None:
    given = ("--passphrase-file", phrase)
    assert desk(*given, "check", book)[0] == 0
    code, out, err = desk(*given, "assess", book, "--json")
    assert (code, err) == (0, "")
    assert '"partners"' in out
    copy = tmp_path / "copy.alliance"
    assert desk(*given, "backup", book, "-o", copy)[0] == 0
    assert is_protected(copy)
    code, _, err = desk(*given, "export", book, "partners", "-o", tmp_path / "partners.csv")
    assert code == 0, err
    assert "plain" in err


def test_without_a_terminal_or_a_file_the_command_says_how_to_give_it(
    desk: Desk, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    code, out, err = desk("assess", book, "--json")
    assert (code, out) == (1, "")
    assert "protected by a passphrase" in err
    assert "--passphrase-file" in err


def test_standard_input_gives_it_too(
    desk: Desk, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(PHRASE + "\n"))
    assert desk("--passphrase-file", "-", "check", book)[0] == 0


def test_a_terminal_is_asked_and_shows_nothing_of_what_is_typed(book: Path, home: Path) -> None:
    pty = pytest.importorskip("pty", reason="there are no pseudo terminals on this system")
    master, slave = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "desktop", "check", str(book)],
        stdin=slave, stdout=subprocess.PIPE, stderr=slave, text=True, start_new_session=True,
    )  # fmt: skip
    os.close(slave)
    shown = ""
    while "Passphrase of book.alliance" not in shown:
        shown += os.read(master, 1000).decode()
    os.write(master, (PHRASE + "\n").encode())
    out, _ = child.communicate(timeout=60)
    os.close(master)
    assert child.returncode == 0
    assert "is sound" in out
    assert PHRASE not in shown + out


def test_a_wrong_passphrase_is_one_sentence(desk: Desk, book: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("something else", encoding="utf-8")
    code, _, err = desk("--passphrase-file", wrong, "check", book)
    assert code == 1
    assert "does not open with this passphrase" in err
    assert "something else" not in err


def test_the_passphrase_is_changed_and_taken_away_with_the_backups(
    desk: Desk, book: Path, phrase: Path, tmp_path: Path
) -> None:
    folder = paths.backups(book)
    copy = folder / "book 0001 2026-01-05 10-00-00 on closing.alliance"
    assert desk("--passphrase-file", phrase, "backup", book, "-o", copy)[0] == 0
    fresh = tmp_path / "fresh.txt"
    fresh.write_text("fresh", encoding="utf-8")
    code, out, err = desk("--passphrase-file", phrase, "passphrase", book, "--new-file", fresh)
    assert (code, err) == (0, "")
    assert "so are its backups (1)" in out
    assert desk("--passphrase-file", phrase, "check", book)[0] == 1
    assert desk("--passphrase-file", fresh, "check", copy)[0] == 0
    assert desk("--passphrase-file", fresh, "passphrase", book, "--remove")[0] == 0
    assert not is_protected(book)
    assert not is_protected(copy)
    assert desk("check", book)[0] == 0


def test_a_passphrase_is_set_on_a_plain_portfolio(desk: Desk, tmp_path: Path, phrase: Path) -> None:
    path = tmp_path / "plain.alliance"
    assert desk("new", path)[0] == 0
    assert desk("passphrase", path, "--new-file", phrase)[0] == 0
    assert is_protected(path)
    assert desk("--passphrase-file", phrase, "check", path)[0] == 0


def test_an_empty_line_is_no_passphrase(desk: Desk, tmp_path: Path) -> None:
    empty, path = tmp_path / "empty.txt", tmp_path / "book.alliance"
    empty.write_text("\n", encoding="utf-8")
    code, _, err = desk("--passphrase-file", empty, "new", path, "--protect")
    assert code == 1
    assert "empty" in err
    assert not path.exists()
