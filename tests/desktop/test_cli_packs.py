"""Packs issued and verified from the command line: one file, one sentence, one exit code."""

import json
from pathlib import Path

import pytest

from models import product
from models.partner import Partner
from models.store import packs, records
from models.store.portfolio import create, open_portfolio

DAY = "2022-01-05"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.alliance"
    with create(path) as made, made.change("Add"):
        for key, name in enumerate(("Acme", "Birch", "Cedar"), 1):
            records.add(made, Partner(key, name))
    return path


def issued(book: Path) -> list[str]:
    with open_portfolio(book, read_only=True) as found:
        return [pack.partner for pack in packs.issued(found)]


def test_a_pack_is_only_a_file_unless_it_is_issued(desk, book, tmp_path):
    one, two = tmp_path / "one.pdf", tmp_path / "two.pdf"
    before = book.read_bytes()
    assert desk("pack", book, "Acme", "--as-of", DAY, "-o", one)[0] == 0
    assert (issued(book), book.read_bytes()) == ([], before)
    assert desk("pack", book, "Acme", "--as-of", DAY, "--issue", "-o", two)[0] == 0
    assert issued(book) == ["Acme"]
    assert one.read_bytes() == two.read_bytes()


def test_all_packs_can_be_issued_at_once(desk, book, tmp_path):
    folder = tmp_path / "packs"
    assert desk("packs", book, "--as-of", DAY, "--issue", "--jobs", 2, "-o", folder)[0] == 0
    assert sorted(issued(book)) == ["Acme", "Birch", "Cedar"]
    for file in folder.iterdir():
        assert desk("verify-pack", file, "--portfolio", book)[0] == 0


def test_a_portfolio_that_is_read_only_still_gives_packs(desk, book, tmp_path):
    book.chmod(0o400)
    assert desk("pack", book, "Acme", "--as-of", DAY, "-o", tmp_path / "one.pdf")[0] == 0


def test_a_pack_as_it_was_made_is_said_with_what_it_is(desk, book, tmp_path):
    file = tmp_path / "one.pdf"
    desk("pack", book, "Acme", "--as-of", DAY, "-o", file)
    code, out, err = desk("verify-pack", file)
    assert (code, err) == (0, "")
    assert out.startswith(f"{file} is as it was made: Executive business review of Acme, internal")


def test_a_pack_that_was_not_issued_from_the_portfolio_is_said(desk, book, tmp_path):
    file = tmp_path / "one.pdf"
    desk("pack", book, "Acme", "--as-of", DAY, "-o", file)
    code, out, err = desk("verify-pack", file, "--portfolio", book)
    assert (code, out) == (1, "")
    assert err == f"{file} is a pack as it was made, but was not issued from {book}.\n"
    desk("pack", book, "Acme", "--as-of", DAY, "--issue", "-o", tmp_path / "two.pdf")
    code, out, _ = desk("verify-pack", file, "--portfolio", book)
    assert (code, "and the file that was issued" in out) == (0, True)


def test_a_changed_pack_is_one_sentence(desk, book, tmp_path):
    file = tmp_path / "one.pdf"
    desk("pack", book, "Acme", "--as-of", DAY, "--issue", "-o", file)
    file.write_bytes(file.read_bytes() + b"\n")
    for more in ((), ("--portfolio", book)):
        code, out, err = desk("verify-pack", file, *more)
        assert (code, out, err.count("\n")) == (1, "", 1)
        assert "was changed after it was made" in err


@pytest.mark.parametrize("name", ["none.pdf", "book.alliance", "."])
def test_what_is_no_pack_is_one_sentence(desk, book, tmp_path, name):
    code, out, err = desk("verify-pack", tmp_path / name)
    assert (code, out, err.count("\n")) == (1, "", 1)


def test_as_json_it_is_one_document_whatever_was_found(desk, book, tmp_path):
    file = tmp_path / "one.pdf"
    desk("pack", book, "Acme", "--as-of", DAY, "--issue", "-o", file)
    code, out, _ = desk("verify-pack", file, "--portfolio", book, "--json")
    told = json.loads(out)
    assert (code, told["verified"], told["exact"], told["fault"]) == (0, True, True, None)
    assert (told["partner"], told["edition"], told["as_of"]) == ("Acme", "internal", DAY)
    assert told["issued_at"]
    file.write_bytes(file.read_bytes() + b"\n")
    code, out, err = desk("verify-pack", file, "--json")
    told = json.loads(out)
    assert (code, told["verified"], told["facts_whole"]) == (1, False, True)
    assert told["fault"] == err.strip()


def test_as_json_a_file_that_is_no_pack_is_a_document_too(desk, book):
    code, out, err = desk("verify-pack", book, "--json")
    told = json.loads(out)
    assert (code, told["verified"], told["fault"]) == (1, False, err.strip())


def test_the_help_says_that_the_portfolio_is_only_read(desk):
    for command in ("pack", "packs"):
        said = " ".join(desk(command, "--help")[1].split())
        assert "The portfolio is only read, but for --issue." in said


def test_a_pack_of_another_version_is_verified_by_its_hash_alone(desk, book, tmp_path, monkeypatch):
    file = tmp_path / "one.pdf"
    monkeypatch.setattr(product, "__version__", "0.0.9")
    desk("pack", book, "Acme", "--as-of", DAY, "--issue", "-o", file)
    monkeypatch.setattr(product, "__version__", "0.1.0")
    code, _, err = desk("verify-pack", file)
    assert (code, "its pages could not be checked" in err) == (1, True)
    code, out, _ = desk("verify-pack", file, "--portfolio", book)
    assert (code, "Alliance Desk 0.0.9 made it" in out) == (0, True)


def test_a_name_that_ends_in_pptx_gets_slides(desk, book, tmp_path):
    target = tmp_path / "pack.PPTX"
    code, out, _ = desk("pack", book, "Acme", "--as-of", DAY, "-o", target)
    assert code == 0
    assert " slides, internal edition" in out
    assert target.read_bytes()[:2] == b"PK"
    code, _, err = desk("pack", book, "Acme", "--as-of", DAY, "-o", target)
    assert (code, "exists already" in err) == (1, True)


def test_slides_are_not_issued(desk, book, tmp_path):
    target = tmp_path / "pack.pptx"
    code, _, err = desk("pack", book, "Acme", "--as-of", DAY, "--issue", "-o", target)
    assert code == 1
    assert "Slides can't be issued" in err
    assert not target.exists()
    assert issued(book) == []
