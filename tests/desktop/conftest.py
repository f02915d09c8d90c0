"""A window whose pages are plain, an empty portfolio for it, and the command line."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop import app as root
from desktop import cli
from desktop.window import Window
from models.store.portfolio import create
from tests.desktop.command import Command, Run
from tests.desktop.plain_page import plain
from ui import theme
from ui.work import Inline


@pytest.fixture
def start(qapp: QApplication, qtbot, monkeypatch) -> Iterator[Callable[[], Window]]:
    """Makes a window as a start of the process does."""
    kept = {name: root.PAGES[name] for name in ("welcome", "locked")}
    monkeypatch.setattr(
        root,
        "PAGES",
        kept | dict.fromkeys(("today", "partners", "partner", "deals", "packs"), plain),
    )

    def make() -> Window:
        made = root.build(qapp, executor=Inline())
        qtbot.addWidget(made)
        made.show()
        return made

    yield make
    if theme.tokens().dark or theme.text_scale() != 1.0:
        theme.apply(qapp, "light")


@pytest.fixture
def window(start: Callable[[], Window]) -> Window:
    made = start()
    made.doings.show_welcome()
    return made


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.alliance"
    create(path).close()
    return path


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run a command as the installed one would, in this process."""

    def run(*arguments: object) -> Run:
        monkeypatch.setattr("sys.argv", ["alliance-desk", *map(str, arguments)])
        capsys.readouterr()
        code = 0
        try:
            cli.main()
        except SystemExit as leaving:
            code = int(leaving.code or 0)
        told = capsys.readouterr()
        assert "Traceback" not in told.err + told.out
        return Run(code, told.out, told.err)

    return run
