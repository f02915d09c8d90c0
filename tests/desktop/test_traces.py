"""A trace names places in the program and nothing that a fault was about."""

import os
import pickle
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import apsw
import pytest

from desktop import diagnostics
from desktop.traces import cleaned, place, trace, without_home
from models.errors import UserError
from models.partner import Partner
from models.store import records
from models.store.portfolio import Portfolio, create
from tests.desktop.raising import raise_value

ANA = Path("/home", "ana").as_posix()
SECRET = "Zyxwvut Sentinel GmbH"


def told(call: Callable[[], object], words: str = "") -> str:
    with pytest.raises(Exception) as caught:  # noqa: PT011 - whatever a layer raises
        call()
    assert words in str(caught.value)
    return diagnostics.report(caught.value)


def in_the_engine(book: Portfolio) -> object:
    return book.conn.execute(f'SELECT "{SECRET}" FROM "{SECRET}"')


def in_a_search(book: Portfolio) -> object:
    book.conn.execute("CREATE VIRTUAL TABLE temp.words USING fts5(word)")
    return book.conn.execute("SELECT * FROM words WHERE words MATCH ?", ("Zyxwvut : a",))


def in_a_record(book: Portfolio) -> object:
    with book.change(f"Add {SECRET}"):
        records.add(book, Partner(1, SECRET))
        raise LookupError(SECRET)


def in_a_path(_book: Portfolio) -> object:
    return (Path.home() / SECRET / "One.alliance").read_text(encoding="utf-8")


def in_a_program_file(_book: Portfolio) -> object:
    import tomllib

    return tomllib.loads("[Zyxwvut]\n[Zyxwvut]")


def in_pydantic(_book: Portfolio) -> object:
    from pydantic import TypeAdapter

    return TypeAdapter(int).validate_python(SECRET)


def in_a_worker(_book: Portfolio) -> object:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(raise_value, SECRET).result()


def in_a_note(_book: Portfolio) -> object:
    error = ValueError(SECRET)
    error.add_note(SECRET)
    raise error


def in_a_group(_book: Portfolio) -> object:
    raise ExceptionGroup(SECRET, [ValueError(SECRET), KeyError(SECRET)])


def in_a_cause(_book: Portfolio) -> object:
    try:
        return float(SECRET)
    except ValueError as error:
        raise RuntimeError(SECRET) from error


def in_the_worlds_fault(_book: Portfolio) -> object:
    raise UserError(f"{SECRET} is none.", SECRET)


def in_a_name(_book: Portfolio) -> object:
    return getattr(object(), SECRET)


LAYERS = [
    in_the_engine, in_a_search, in_a_record, in_a_path, in_a_program_file, in_pydantic,
    in_a_worker, in_a_note, in_a_group, in_a_cause, in_the_worlds_fault, in_a_name,
]  # fmt: skip


@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.__name__)
def test_no_value_of_any_layer_is_in_report_or_log(
    layer: Callable[[Portfolio], object], tmp_path: Path, home: Path
) -> None:
    with create(tmp_path / f"{SECRET}.alliance") as book:
        report = told(lambda: layer(book), "Zyxwvut")
        try:
            layer(book)
        except Exception as error:  # noqa: BLE001
            diagnostics.log("fault", error)
    written = (home / "alliance-desk.log").read_text(encoding="utf-8")
    for text in (report, written):
        assert "Zyxwvut" not in text
        assert "Sentinel" not in text
        assert str(Path.home()) not in text
        assert str(tmp_path) not in text
    assert "test_traces.py" in report


def test_a_trace_names_file_line_and_function_of_the_program():
    text = told(lambda: pickle.dumps(lambda: 1))
    assert 'File "tests/desktop/test_traces.py", line' in text
    assert "in told" in text


def test_a_chain_is_told_from_its_cause():
    text = told(lambda: in_a_cause(None))  # type: ignore[arg-type]
    assert text.index("ValueError") < text.index("because of it") < text.index("RuntimeError")


def test_the_trace_of_a_worker_is_told_too(tmp_path):
    with create(tmp_path / "a.alliance") as book:
        assert "tests/desktop/raising.py" in told(lambda: in_a_worker(book))


def test_what_can_be_no_value_is_told():
    with pytest.raises(FileNotFoundError) as missing:
        Path("/nowhere/at/all").read_bytes()
    assert trace(missing.value).endswith("FileNotFoundError (ENOENT)")
    with pytest.raises(AttributeError) as none:
        None.title()  # type: ignore[attr-defined]
    assert trace(none.value).endswith("AttributeError (title)")
    with pytest.raises(AttributeError) as one:
        Path("a").title()  # type: ignore[attr-defined]
    assert "AttributeError (title, of P" in trace(one.value)
    with pytest.raises(apsw.SQLError) as wrong:
        apsw.Connection(":memory:").execute("SELECT nothing")
    assert trace(wrong.value).endswith("apsw.SQLError (engine's result 1)")


def test_a_recursion_is_told_shortly():
    def down(depth: int) -> int:
        return down(depth + 1)

    text = trace_of(lambda: down(0))
    assert "times)" in text
    assert len(text.splitlines()) < 50


def trace_of(call: Callable[[], object]) -> str:
    with pytest.raises(Exception) as caught:  # noqa: PT011 - any
        call()
    return trace(caught.value)


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (f"{ANA}/.venv/lib/python3.11/site-packages/pandas/core/frame.py",
         "pandas/core/frame.py"),
        ("C:\\Users\\ana\\venv\\Lib\\site-packages\\apsw\\__init__.py", "apsw/__init__.py"),
        (os.__file__, "python/os.py"),
        (f"{ANA}/Contoso.toml", "…"),
        (f"{ANA}/secret/run.py", "run.py"),
        ("<frozen importlib._bootstrap>", "<frozen importlib._bootstrap>"),
        ("<string>", "<string>"),
        ("<sum of Contoso>", "<made>"),
        ("/opt/ana/libqxcb.so.6", "libqxcb.so.6"),
    ],
)  # fmt: skip
def test_a_place_never_names_a_persons_folder(file, words):
    assert place(file) == words


def test_the_report_of_a_crash_loses_its_paths():
    raw = (
        "Fatal Python error: Segmentation fault\n\nCurrent thread 0x01 (most recent call first):\n"
        f'  File "{Path(sys.modules[__name__].__file__ or "").resolve()}", line 3 in f\n'
        f'  File "{ANA}/x/site-packages/apsw/a.py", line 9 in <module>\n'
    )
    text = cleaned(raw)
    assert '"tests/desktop/test_traces.py", line 3 in f' in text
    assert '"apsw/a.py", line 9' in text
    assert "ana" not in text


def test_a_persons_folder_is_told_as_a_tilde(monkeypatch, tmp_path):
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert without_home(tmp_path / "data" / "log") == str(Path("~/data/log"))
    assert without_home(Path("/elsewhere/log")) == str(Path("/elsewhere/log").absolute())
