"""The rules of the house that the import contracts cannot say."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from models.store.backups import secure
from models.store.portfolio import create

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ["desktop", "ui", "reports", "models", "resources"]
LONGEST = 400

# Who may import what; a place is a folder or a file, without its ending.
ONLY_IN = {
    "PySide6": ["desktop", "ui"],
    "shiboken6": ["desktop", "ui"],
    "apsw": ["models/store"],
    "sqlite_utils": ["models/store"],
    "sqlite3": ["models/store"],
    "reportlab": ["reports"],
    "pikepdf": ["reports"],
    "PIL": ["reports"],
    "pptx": ["reports/slides"],
    "icalendar": ["reports/calendar_file"],
    "pydantic": ["models/program", "models/intake", "models/checklist"],
    "tomlkit": ["models/program/editing", "models/intake/mapping", "models/checklist/editing"],
    "python_calamine": ["models/intake"],
    "xlsxwriter": ["reports"],
    "openpyxl": [],
    "pandas": ["models/analysis", "reports/exports"],
    "numpy": ["models/analysis", "models/store", "reports/exports"],
    "rapidfuzz": ["models/intake", "models/hygiene", "models/reconcile", "ui/widgets/ranking"],
    "click": ["desktop/cli"],
    "socket": [],
    "ssl": [],
    "http": [],
    "urllib.request": [],
    "ftplib": [],
    "smtplib": [],
    "requests": [],
    "PySide6.QtNetwork": [],
    "PySide6.QtWebEngineCore": [],
}
# Loaded when their job is asked for, never by starting the application.
HEAVY = [
    "pandas", "numpy", "reportlab", "openpyxl", "pptx", "pydantic", "qtpy", "lxml", "babel.dates",
    "sqlite_utils", "rapidfuzz", "xlsxwriter", "python_calamine", "tomlkit", "PIL",
    "pikepdf", "icalendar",
]  # fmt: skip
# Loaded by a page's job or a copy: neither the first list nor closing an unchanged portfolio.
NOT_AT_START = [
    *HEAVY, "hashlib", "html", "tomllib", "getpass", "models.partner_file",
    "models.program.terms", "models.program.decide", "models.program.loading",
    "models.store.assessments", "models.store.standing", "models.store.programs",
    "models.store.frozen", "models.store.soundness", "models.store.backup", "ui.pages.partner",
    "ui.pages.deals", "ui.pages.candidates", "ui.pages.assessment", "ui.pages.benefits",
    "ui.pages.program", "ui.pages.checklists", "ui.pages.checklist", "ui.pages.templates",
    "ui.pages.packs", "ui.evidence_doings", "models.checklist", "models.store.checklists",
    "models.store.checklist_templates", "models.store.evidence", "models.store.journal_history",
    "models.store.snapshots", "models.store.known_on", "ui.pages.movement",
    "ui.pages.omissions", "models.store.omission_review", "models.store.timeline",
]  # fmt: skip
# Every host that a text of the project may name; an installer's host is none of them.
HOSTS = {
    "apache.org", "example.com", "example.net", "example.org", "gnu.org", "lucide.dev", "qt.io",
    "scripts.sil.org", "openfontlicense.org", "w3.org", "rsms.me", "schemas.microsoft.com",
    # Names of the vocabularies that a document describes itself with.
    "purl.org", "ns.adobe.com", "aiim.org",
}  # fmt: skip


@cache
def tracked(ending: str = "") -> list[Path]:
    """Files of the project whose name ends so: those in git, or all where there is no git."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    names = listed.stdout.split("\0") if listed.returncode == 0 else _walk()
    files = [ROOT / name for name in names if name.endswith(ending)]
    return [file for file in files if file.is_file()]


def _walk() -> list[str]:
    tops = [*FLOORS, "tests", "docs", ".ci"]
    found = [path for top in tops for path in (ROOT / top).rglob("*") if path.is_file()]
    found += [path for path in ROOT.iterdir() if path.is_file()]
    return [str(path.relative_to(ROOT)) for path in found if "__pycache__" not in path.parts]


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def modules() -> list[Path]:
    return [file for file in tracked(".py") if name_of(file).split("/")[0] in FLOORS]


def texts() -> list[tuple[str, str]]:
    """Name and text of every tracked file that is text."""
    found = []
    for file in tracked():
        content = file.read_bytes()
        if b"\0" not in content:
            found.append((name_of(file), content.decode("utf-8", errors="replace")))
    return found


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def imports(file: Path) -> set[str]:
    """Every module that the file names in an import, wherever in the file, with its parents."""
    found: set[str] = set()
    for node in ast.walk(tree(file)):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        for name in names:
            parts = name.split(".")
            found.update(".".join(parts[: end + 1]) for end in range(len(parts)))
    return found


def lies_in(name: str, places: list[str]) -> bool:
    return any(name.startswith((f"{place}/", f"{place}.py", f"{place}_")) for place in places)


def test_there_are_modules_to_judge() -> None:
    assert {name_of(file).split("/")[0] for file in modules()} == set(FLOORS)


def test_every_module_promises_one_thing_in_its_first_line() -> None:
    silent = []
    for file in modules():
        first = (ast.get_docstring(tree(file), clean=False) or "").split("\n")[0]
        if not file.read_text(encoding="utf-8").startswith('"""') or not 10 <= len(first) <= 110:
            silent.append(name_of(file))
    assert silent == []


def test_no_module_is_longer_than_it_can_be_read() -> None:
    lengths = {name_of(file): len(file.read_text().splitlines()) for file in modules()}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_stays_in_its_place(library: str) -> None:
    found = [name_of(file) for file in modules() if library in imports(file)]
    assert [name for name in found if not lies_in(name, ONLY_IN[library])] == []


def test_starting_the_application_loads_nothing_heavy() -> None:
    names = [
        name_of(file).removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for file in modules()
        if name_of(file).startswith("ui/")
    ]
    code = (
        f"import importlib, sys\nfor name in {['desktop.app', *names]!r}: "
        f"importlib.import_module(name)\nprint([n for n in {HEAVY!r} if n in sys.modules])"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (told.stdout.strip(), told.stderr.strip()) == ("[]", "")


def test_the_first_list_and_leaving_it_unchanged_load_only_what_they_need(tmp_path: Path) -> None:
    path, folder = tmp_path / "One.alliance", tmp_path / "copies"
    with create(path) as made, made.change("Add"):
        made.conn.execute("INSERT INTO partners (id, name, name_key) VALUES (1, 'One', 'one')")
    folder.mkdir()
    secure(path, folder, datetime(2022, 1, 5, 9, 0), "on closing")
    code = (
        "import sys\nfrom datetime import datetime\nfrom pathlib import Path\n"
        "import desktop.app, ui.pages.partners\n"
        "from models.store.backups import secure\n"
        "from models.store.partner_names import listed\n"
        "from models.store.portfolio import open_portfolio\n"
        "path, folder = map(Path, sys.argv[1:])\n"
        "with open_portfolio(path) as opened: listed(opened)\n"
        "secure(path, folder, datetime(2022, 1, 5, 9, 1), 'on closing')\n"
        f"print([name for name in {NOT_AT_START!r} if name in sys.modules])"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, str(path), str(folder)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert (told.stdout.strip(), told.stderr.strip()) == ("[]", "")
    assert len(list(folder.iterdir())) == 1


def test_only_the_command_line_prints() -> None:
    printing = [
        f"{name_of(file)}:{node.lineno}"
        for file in modules()
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
        and not lies_in(name_of(file), ["desktop/cli"])
    ]
    assert printing == []


def test_the_ui_holds_no_sql() -> None:
    sql = re.compile(r"\b(SELECT\s.+\sFROM|INSERT\s+INTO|DELETE\s+FROM|UPDATE\s+\w+\s+SET)\s", re.S)
    found = [
        f"{name_of(file)}:{node.lineno}"
        for file in modules()
        if name_of(file).startswith(("ui/", "desktop/", "reports/"))
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and sql.search(node.value)
    ]
    assert found == []


def test_nothing_is_left_for_later() -> None:
    left = re.compile(
        r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]) + r")\b"
    )
    found = [name for name, text in texts() if left.search(text)]
    assert found == []


def test_no_file_names_a_path_of_one_machine() -> None:
    path = re.compile(r"(?<![\w.~*}-])/(work|root|tmp/s|home/\w+|Users/\w+)/")
    found = [f"{name}: {match[0]}" for name, text in texts() if (match := path.search(text))]
    assert found == []


def test_no_file_names_a_host_that_is_not_known() -> None:
    host = re.compile(r"(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|me|cc)(?![\w(.-])", re.I)
    found = {
        f"{name}: {match}"
        for name, text in texts()
        if name != "LICENSE" and not name.endswith("LICENSE.txt")
        for match in host.findall(text)
        if not any(match.lower() == known or match.lower().endswith("." + known) for known in HOSTS)
    }
    assert found == set()


def test_the_tests_mirror_the_tree() -> None:
    stray = []
    for file in tracked(".py"):
        floor, *rest = Path(name_of(file)).parts[1:] if name_of(file).startswith("tests/") else [""]
        if floor not in FLOORS or not rest[-1].startswith("test_"):
            continue
        folder = ROOT.joinpath(floor, *rest[:-1])
        subject = rest[-1].removeprefix("test_").removesuffix(".py")
        known = {path.stem for path in [folder, *folder.glob("*")] if path.suffix in ("", ".py")}
        known.add(folder.name.removesuffix("s"))
        if not any(subject == stem or subject.startswith(f"{stem}_") for stem in known):
            stray.append(name_of(file))
    assert stray == []


def test_what_others_made_travels_with_its_licence() -> None:
    notices = (ROOT / "THIRD-PARTY-NOTICES.md").read_text(encoding="utf-8")
    fonts = {file.stem.split("-")[0] for file in (ROOT / "resources/fonts").glob("*.[to]t[fc]")}
    assert fonts
    for family in fonts:
        assert list((ROOT / "resources/fonts").glob(f"{family}*LICENSE*")), family
        assert family in notices.replace(" ", ""), family
    assert (ROOT / "resources/icons/LICENSE").is_file()
    assert "Lucide" in notices
