"""A file of evidence that ends the process that opens it is attached, and the binder is made."""

import hashlib
import io
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image
from pypdf import PdfReader

from models.checklist.evidence_kinds import kind_of
from models.checklist.evidence_record import Evidence
from models.checklist.proof import Proof
from models.errors import Cancelled, UserError
from reports import apart
from reports.binder.facts import BinderFacts, bind
from reports.binder.guarded import write
from reports.binder.making import write as write_here
from tests.models.checklist.evidence_made import PDF

DAY = date(2026, 11, 24)


@pytest.fixture
def laid_out(tmp_path: Path) -> Callable[..., BinderFacts]:
    def lay(files: dict[str, bytes]) -> BinderFacts:
        proofs = []
        for number, (name, data) in enumerate(files.items(), 1):
            sha256 = hashlib.sha256(data).hexdigest()
            (tmp_path / sha256).write_bytes(data)
            kept = Evidence(number, 1, sha256, name, kind_of(name, data), len(data))
            proofs.append(Proof(kept, f"Question {number}"))
        return bind("Northwind", proofs, DAY)

    return lay


def vast_picture() -> bytes:
    """A megabyte that unfolds to 900 megapixels, each of which would be held."""
    held = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(held, "PNG")
    return held.getvalue()


def test_the_binder_is_the_same_wherever_it_is_made(
    laid_out: Callable[..., BinderFacts], tmp_path: Path
) -> None:
    facts = laid_out({"a.pdf": PDF, "b.txt": b"Words"})
    told: list[int] = []
    made = write(facts, tmp_path, {}, tmp_path / "apart.pdf", lambda done, *_: told.append(done))
    assert made == write_here(facts, tmp_path.joinpath, tmp_path / "here.pdf")
    assert (tmp_path / "apart.pdf").read_bytes() == (tmp_path / "here.pdf").read_bytes()
    assert told == [0, 1, 2, 3, 4]


def test_a_picture_without_measure_is_attached(
    laid_out: Callable[..., BinderFacts], tmp_path: Path
) -> None:
    facts = laid_out({"vast.png": vast_picture(), "b.txt": b"Words"})
    made = write(facts, tmp_path, {}, tmp_path / "binder.pdf")
    assert made.attached == 1
    assert "can’t be shown" in PdfReader(tmp_path / "binder.pdf").pages[2].extract_text()


def test_a_file_that_ends_the_process_is_attached_unopened(
    laid_out: Callable[..., BinderFacts], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = laid_out({"a.txt": b"Words", "hurts.pdf": PDF})
    run = apart.run

    def ends(job: Any, *args: Any, tell: Any) -> Any:
        if args[3]:
            return run(job, *args, tell=tell)
        raise apart.Ended(1, "Reading hurts.pdf")

    monkeypatch.setattr(apart, "run", ends)
    made = write(facts, tmp_path, {}, tmp_path / "binder.pdf")
    assert (made.files, made.attached) == (2, 1)
    whole = "".join(page.extract_text() for page in PdfReader(tmp_path / "binder.pdf").pages)
    assert "more memory or time to be shown" in " ".join(whole.split())


def test_what_ends_the_process_over_and_over_is_a_sentence(
    laid_out: Callable[..., BinderFacts], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ends(*_: Any, **__: Any) -> Any:
        raise apart.Ended(0, "")

    monkeypatch.setattr(apart, "run", ends)
    with pytest.raises(UserError, match=r"^The evidence of Northwind takes more memory or time"):
        write(laid_out({"a.txt": b"Words"}), tmp_path, {}, tmp_path / "binder.pdf")


def test_a_missing_copy_nothing_to_bind_and_stopping_are_what_they_were(
    laid_out: Callable[..., BinderFacts], tmp_path: Path
) -> None:
    facts = laid_out({"a.txt": b"Words"})
    wrong = {facts.proofs[0].evidence.sha256: "The copy is missing."}
    write(facts, tmp_path, wrong, tmp_path / "binder.pdf")
    assert "The copy is missing." in PdfReader(tmp_path / "binder.pdf").pages[2].extract_text()
    with pytest.raises(UserError, match="no evidence"):
        write(bind("Northwind", [], DAY), tmp_path, {}, tmp_path / "binder.pdf")

    def stop(*_: object) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        write(facts, tmp_path, {}, tmp_path / "binder.pdf", stop)


def hurtful(pages: int, packed: bytes) -> bytes:
    """Pages that share a content which unfolds to much more than it is."""
    held = io.BytesIO()
    with pikepdf.new() as made:
        content = pikepdf.Stream(made, packed, Filter=pikepdf.Name.FlateDecode)
        for _ in range(pages):
            made.add_blank_page()
            made.pages[-1].obj.Contents = made.make_indirect(content)
        made.save(held)
    return held.getvalue()


def test_pages_that_would_unfold_to_gigabytes_are_bound_as_they_are(
    laid_out: Callable[..., BinderFacts], tmp_path: Path
) -> None:
    packer = zlib.compressobj(9)
    bomb = b"".join(packer.compress(bytes(10**7)) for _ in range(200)) + packer.flush()
    made = write(laid_out({"bomb.pdf": hurtful(30, bomb)}), tmp_path, {}, tmp_path / "binder.pdf")
    assert made.pages == 33
    assert (tmp_path / "binder.pdf").stat().st_size < 20 * len(bomb)
