"""What leaves the window does so in one place, on a click, and only where it can do no harm."""

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from models.errors import UserError
from ui.outside import open_file, open_folder, open_link

ROOT = Path(__file__).resolve().parents[2]
# What hands something to the system: Qt's way, and those of Python.
WAYS_OUT = {"QDesktopServices", "webbrowser", "startfile", "setOpenExternalLinks"}


@pytest.fixture
def opened(monkeypatch):
    found: list[str] = []

    def note(url: QUrl) -> bool:
        found.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", note)
    return found


@pytest.mark.parametrize(
    "address",
    [
        "https://example.com/a?b=1#c",
        "http://example.com",
        "HTTPS://EXAMPLE.COM",
        "mailto:a@example.com",
        "mailto:a@example.com?subject=A%20question",
    ],
)
def test_a_site_or_a_mailbox_is_opened(address, opened):
    assert open_link(address)
    assert opened == [QUrl(address).toString()]


@pytest.mark.parametrize(
    "address",
    [
        "", "example.com", "file:///etc/passwd", "javascript:alert(1)", "data:text/html,a",
        "ftp://example.com", "smb://example.com/a", "\\\\example.com\\a", "//example.com/a",
        "ms-msdt:/id", "search-ms:query=a", "vnd.ms-word:ofe|u|https://example.com", "tel:1",
        "https:", "https:///a", "http://", "https://exam ple", "mailto:", "mailto:nobody",
        "mailto:a@example.com?attach=/etc/passwd", "mailto:a@example.com?Attachment=a",
        " https://example.com\n", "view-source:https://example.com",
    ],
)  # fmt: skip
def test_anything_else_is_refused_with_a_sentence(address, opened):
    with pytest.raises(UserError, match="not opened"):
        open_link(address)
    assert opened == []


@pytest.mark.parametrize("name", ["a.pdf", "a.PNG", "exe", "a.exe.pdf", "a", "a.xlsx", "a.msg"])
def test_a_file_is_opened_by_its_program(name, opened, tmp_path):
    assert open_file(tmp_path / name)
    assert len(opened) == 1


@pytest.mark.parametrize(
    "name",
    ["a.exe", "a.pdf.EXE", "a.exe.", "a.exe ", "a.exe. .", "a.lnk", "a.desktop", "a.sh", "a.hta",
     "a.command", "a.url", "a.py", "a.jar", "a.js"],
)  # fmt: skip
def test_what_would_run_is_not_opened(name, opened, tmp_path):
    with pytest.raises(UserError, match="is not opened: it is a program"):
        open_file(tmp_path / name)
    assert opened == []


def test_a_folder_is_shown_where_it_is_one(opened, tmp_path):
    assert open_folder(tmp_path)
    assert not open_folder(tmp_path / "gone")
    file = tmp_path / "a.exe"
    file.touch()
    assert not open_folder(file)
    assert len(opened) == 1


def test_one_module_alone_hands_anything_to_the_system():
    using = set()
    for folder in ("desktop", "ui", "reports", "models", "resources"):
        for file in (ROOT / folder).rglob("*.py"):
            names = {
                getattr(node, "id", None)
                or getattr(node, "attr", None)
                or getattr(node, "name", "")
                for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            }
            if names & WAYS_OUT:
                using.add(file.relative_to(ROOT).as_posix())
    assert using == {"ui/outside.py"}
