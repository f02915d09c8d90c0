"""A pack carries its facts: as data of their own kind, dated by the pack's day, of its edition."""

from __future__ import annotations

import hashlib
import io
from typing import Any

import pikepdf

from reports.facts import pack_id
from reports.facts_json import from_json
from tests.reports.conftest import Made

KINDS = {"facts.csv": "/text/csv", "facts.json": "/application/json"}


def test_each_attachment_says_what_it_is(pack: Made) -> None:
    with pikepdf.open(io.BytesIO(pack.data)) as pdf:
        names: Any = pdf.Root.Names.EmbeddedFiles.Names
        assert [str(name) for name in names[::2]] == sorted(KINDS)
        associated: Any = pdf.Root.AF
        assert sorted(str(spec.UF) for spec in associated) == sorted(KINDS)
        for spec in associated:
            file = spec.EF.F
            assert str(spec.F) == str(spec.UF)
            assert str(spec.Desc)
            assert spec.AFRelationship == pikepdf.Name.Data
            assert file.Type == pikepdf.Name.EmbeddedFile
            assert str(file.Subtype) == KINDS[str(spec.UF)]
            content = file.read_bytes()
            assert int(file.Params.Size) == len(content)
            digest = hashlib.md5(content, usedforsecurity=False).digest()
            assert bytes(file.Params.CheckSum) == digest
            day = pack.facts.as_of
            assert str(file.Params.CreationDate) == f"D:{day:%Y%m%d}000000+00'00'"


def test_the_facts_are_read_back_from_the_file(pack: Made) -> None:
    with pikepdf.open(io.BytesIO(pack.data)) as pdf:
        content = pdf.attachments["facts.json"].get_file().read_bytes()
    assert pack_id(from_json(content)) == pack_id(pack.facts)
