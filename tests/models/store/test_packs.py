"""Packs that were issued are kept whole, found again, and no byte of them changes unseen."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from models.errors import UserError
from models.issued_pack import Issue, IssuedPack, digest_of, file_state
from models.pack_text import facts_text, part_text, with_head
from models.partner import Partner
from models.store import merging, packs, records, soundness
from models.store.portfolio import Portfolio, create

DAY = date(2022, 1, 5)


def facts(word: str = "one") -> bytes:
    return with_head(facts_text({"title": part_text("title", word)}))


def pack(word: str = "one", **changes: Any) -> Issue:
    data = facts(word)
    made = Issue(
        1, "Acme", data.decode().split('"pack_id": "')[1][:64], "full", "internal", DAY,
        "Our year", 12, "2021", "0.1.0", "ab" * 32, data, "acme.pdf",
    )  # fmt: skip
    return replace(made, **changes)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "book.alliance") as made:
        with made.change("Add"):
            records.add(made, Partner(1, "Acme"))
            records.add(made, Partner(2, "Acme GmbH"))
        yield made


def issue(portfolio: Portfolio, *all_of_them: Issue) -> list[int]:
    found = []
    for one in all_of_them:
        with portfolio.change("Issue a pack"):
            found.append(packs.issue(portfolio, one))
    return found


def test_an_issued_pack_is_found_again_with_all_that_was_kept(portfolio):
    [key] = issue(portfolio, pack())
    found, text = packs.archived(portfolio, key)
    assert text == facts()
    assert found == IssuedPack(
        key, 1, "Acme", pack().pack_id, "full", "internal", DAY, "Our year", 12, "2021", "0.1.0",
        "ab" * 32, "acme.pdf", found.made_at, True,
    )  # fmt: skip
    assert found.said == f"Executive business review as of 5 Jan 2022, pack {found.pack_id[:12]}"


def test_packs_are_listed_for_one_partner_and_over_all_the_newest_first(portfolio):
    first, second = issue(portfolio, pack(), pack("two"))
    [other] = issue(portfolio, pack("three", partner_id=2))
    assert [one.id for one in packs.issued(portfolio, 1)] == [second, first]
    assert [one.id for one in packs.issued(portfolio)] == [other, second, first]
    assert packs.issued(portfolio)[0].partner == "Acme GmbH"


def test_a_pack_is_known_by_the_hash_of_its_file(portfolio):
    issue(portfolio, pack(), pack("two", digest="cd" * 32))
    found = packs.with_digest(portfolio, "cd" * 32)
    assert found is not None
    assert found.pack_id == pack("two").pack_id
    assert packs.with_digest(portfolio, "ef" * 32) is None


def test_the_last_pack_is_one_of_its_kind_that_shows_an_earlier_day(portfolio):
    earlier, _, _, _ = issue(
        portfolio, pack(as_of=DAY - timedelta(30)), pack("two", as_of=DAY - timedelta(60)),
        pack("three", as_of=DAY), pack("four", kind="briefing", as_of=DAY - timedelta(1)),
    )  # fmt: skip
    issue(portfolio, pack("five", as_of=DAY - timedelta(2), facts=b""))
    assert packs.last_before(portfolio, 1, "full", DAY) == earlier
    assert packs.last_before(portfolio, 1, "short", DAY) is None
    assert packs.last_before(portfolio, 2, "full", DAY) is None


def test_undoing_and_redoing_takes_the_pack_out_of_the_list_and_back(portfolio):
    [key] = issue(portfolio, pack())
    portfolio.undo()
    assert packs.issued(portfolio) == ()
    with pytest.raises(UserError, match="is not listed any more"):
        packs.archived(portfolio, key)
    portfolio.redo()
    assert packs.archived(portfolio, key)[1] == facts()


def test_a_deleted_partner_takes_its_packs_along_and_undo_brings_them_back_whole(portfolio):
    [key] = issue(portfolio, pack())
    with portfolio.change("Delete"):
        records.delete(portfolio, Partner, [1])
    assert packs.issued(portfolio) == ()
    portfolio.undo()
    assert packs.archived(portfolio, key)[1] == facts()


def test_a_pack_of_a_partner_that_is_gone_is_not_kept_and_its_file_is_named(portfolio):
    with pytest.raises(UserError, match=r"Acme is not in .* The file itself is in acme.pdf."):
        issue(portfolio, pack(partner_id=9))


def test_merging_moves_the_packs(portfolio):
    [key] = issue(portfolio, pack(partner_id=2))
    assert merging.preview(portfolio, 1, 2, as_of=DAY).moved == ("1 pack",)
    merging.merge(portfolio, 1, 2)
    found, text = packs.archived(portfolio, key)
    assert (found.partner, text) == ("Acme", facts())


def test_a_sound_archive_has_no_faults(portfolio):
    issue(portfolio, pack(), pack("two", facts=b"", digest=""))
    assert soundness.faults(portfolio.conn) == []


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("facts", b"no zlib", "can't be made again: its kept facts are not what they were"),
        ("facts", b"", "can't be made again"),
        ("pack_id", "cd" * 32, "can't be made again"),
        ("digest", "AB" * 32, "can't be told from a changed copy"),
        ("digest", "", "can't be told from a changed copy"),
        ("kind", "novel", "is broken: it is 'novel'"),
        ("edition", "public", "'public'"),
    ],
)
def test_a_damaged_archive_is_said_in_plain_words(portfolio, column, value, said):
    issue(portfolio, pack())
    with portfolio.change("Damage"):
        portfolio.conn.execute(f"UPDATE packs SET {column} = ?", (value,))
    [fault] = soundness.faults(portfolio.conn)
    assert said in fault


def test_a_broken_day_is_said_too(portfolio):
    issue(portfolio, pack())
    with portfolio.change("Damage"):
        portfolio.conn.execute("UPDATE packs SET as_of = '5 Jan'")
    assert "as of '5 Jan'" in soundness.faults(portfolio.conn)[0]


def test_damaged_facts_are_a_sentence_and_no_pack(portfolio):
    [key] = issue(portfolio, pack())
    blob = bytearray(portfolio.conn.value("SELECT facts FROM packs"))
    for place in range(len(blob)):
        torn = bytes(blob[:place]) + bytes([blob[place] ^ 1]) + bytes(blob[place + 1 :])
        with portfolio.change("Damage"):
            portfolio.conn.execute("UPDATE packs SET facts = ?", (torn,))
        with suppress(UserError):
            assert packs.archived(portfolio, key)[1] == facts()  # a bit that says nothing


def test_a_pack_without_facts_says_so(portfolio):
    [key] = issue(portfolio, pack(facts=b""))
    assert not packs.issued(portfolio)[0].kept
    with pytest.raises(UserError, match="were not kept"):
        packs.archived(portfolio, key)


def test_what_became_of_a_file_is_told(tmp_path):
    file = tmp_path / "a.pdf"
    assert file_state(str(file), "") == "missing"
    assert file_state(str(tmp_path), "") == "missing"
    file.write_bytes(b"one")
    digest = digest_of(file)
    assert file_state(str(file), digest) == "there"
    file.write_bytes(b"two")
    assert file_state(str(file), digest) == "changed"
