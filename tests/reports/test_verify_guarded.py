"""A pack is verified beside the window, with the same verdict."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from models.errors import UserError
from reports import apart
from reports.facts_json import to_json
from reports.pack import render
from reports.verify import verify as verify_here
from reports.verify_guarded import verify
from tests.reports.facts_builder import silver


def test_the_verdict_is_the_same_wherever_it_is_found(tmp_path: Path) -> None:
    path = tmp_path / "pack.pdf"
    path.write_bytes(render(silver())[0])
    found = verify(path)
    assert found.genuine
    here = verify_here(path)
    assert replace(found, facts=None) == replace(here, facts=None)
    assert found.facts is not None
    assert here.facts is not None
    assert to_json(found.facts) == to_json(here.facts)
    path.write_bytes(path.read_bytes() + b"\n")
    assert verify(path).fault == verify_here(path).fault != ""
    path.write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(UserError, match="is a PDF that can't be read"):
        verify(path)


def test_a_file_that_ends_the_process_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ends(*_: Any, **__: Any) -> Any:
        raise apart.Ended(0, "")

    monkeypatch.setattr(apart, "run", ends)
    with pytest.raises(UserError, match="more memory or time to be verified"):
        verify(tmp_path / "pack.pdf")
