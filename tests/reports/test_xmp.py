"""A document's data say the same in both places where they stand, and nothing of the machine."""

from __future__ import annotations

import getpass
import io
import platform
from xml.etree import ElementTree as ET

import pikepdf

from reports.facts import freeze
from reports.pack import render
from reports.xmp import About, packet
from tests.reports import facts_builder
from tests.reports.conftest import Made

DC = "{http://purl.org/dc/elements/1.1/}"
PDF = "{http://ns.adobe.com/pdf/1.3/}"
XMP = "{http://ns.adobe.com/xap/1.0/}"


def told(data: bytes) -> dict[str, str]:
    """Every property of the metadata with its text."""
    tree = ET.fromstring(data)  # noqa: S314  our own text
    [about] = tree.iter("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}Description")
    return {one.tag: "".join(one.itertext()) for one in about}


def test_the_metadata_say_what_the_information_says(pack: Made) -> None:
    with pikepdf.open(io.BytesIO(pack.data)) as pdf:
        info, root = pdf.docinfo, pdf.Root
        found = told(root.Metadata.read_bytes())
        assert found[f"{DC}title"] == str(info.Title)
        assert found[f"{DC}description"] == str(info.Subject)
        assert found[f"{DC}creator"] == str(info.Author) == "Alliance Desk"
        assert found[f"{PDF}Producer"] == str(info.Producer) == "Alliance Desk"
        assert found[f"{PDF}Keywords"] == str(info.Keywords)
        assert found[f"{DC}language"] == str(root.Lang) == "en-GB"
        day = pack.facts.as_of
        assert found[f"{XMP}CreateDate"] == f"{day.isoformat()}T00:00:00+00:00"
        assert found[f"{XMP}ModifyDate"] == found[f"{XMP}CreateDate"]
        assert str(info.CreationDate) == str(info.ModDate) == f"D:{day:%Y%m%d}000000+00'00'"
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert "/Filter" not in root.Metadata
        assert len(str(info.Title)) <= 200


def test_only_a_document_that_conforms_says_so() -> None:
    about = About("Title", "Subject", facts_builder.DAY)
    assert b"<pdfuaid:part>1<" in packet(about)
    assert b"pdfuaid:part" not in packet(about._replace(conforms=False))


def test_signs_of_markup_are_text() -> None:
    about = About("A & B <c> ]]> 東京", "\"quoted\" 'so'", facts_builder.DAY, "one, two")
    found = told(packet(about))
    assert found[f"{DC}title"] == about.title
    assert found[f"{DC}description"] == about.subject
    assert found[f"{PDF}Keywords"] == "one, two"


def test_nothing_of_the_machine_is_in_a_file() -> None:
    data = render(freeze(facts_builder.silver().file))[0]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        said = pdf.Root.Metadata.read_bytes().decode() + str(pdf.docinfo)
    for word in (platform.node(), getpass.getuser(), platform.python_version(), "ReportLab"):
        assert len(word) < 4 or word not in said
