"""What a PDF says when it is read back: text, outline, fonts, characters without a glyph."""

import io
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pikepdf
import pypdf

from reports.facts import PackFacts
from reports.pack import render


@dataclass
class Read:
    """A pack read back."""

    data: bytes

    @cached_property
    def reader(self) -> pypdf.PdfReader:
        return pypdf.PdfReader(io.BytesIO(self.data))

    @cached_property
    def pages(self) -> list[str]:
        """The text of every page, blanks in a row as one."""
        return [" ".join(page.extract_text().split()) for page in self.reader.pages]

    @property
    def text(self) -> str:
        return "\n".join(self.pages)

    @property
    def trailer(self) -> Any:
        return self.reader.trailer

    @property
    def metadata(self) -> Any:
        return self.reader.metadata

    def outline(self) -> list[tuple[str, list[str]]]:
        """The titles of sections, each with those of its pages; the appendix is a title itself."""
        found: list[tuple[str, list[str]]] = []

        def read(entries: Any, deep: bool) -> None:
            for entry in entries:
                if not isinstance(entry, list):
                    found.append((str(entry["/Title"]), []))
                elif found[-1][0] == "Appendix" and not deep:
                    read(entry, True)
                else:
                    children: list[Any] = entry
                    found[-1][1].extend(str(child["/Title"]) for child in children)

        read(self.reader.outline, False)
        return found

    def everything(self) -> str:
        """All that a curious reader can find: text, metadata, outline, links, every string."""
        said = [self.text, str(self.reader.metadata), str(self.outline())]
        with pikepdf.open(io.BytesIO(self.data)) as pdf:
            said.extend(text for item in pdf.objects for text in _strings(item))
        return "\n".join(said)

    def fonts(self) -> dict[str, bool]:
        """Every font by its PostScript name without the subset's prefix, and if it is embedded."""
        found = {}
        with pikepdf.open(io.BytesIO(self.data)) as pdf:
            for item in pdf.objects:
                if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font":
                    embedded = "/FontFile2" in item.get("/FontDescriptor", {})
                    found[str(item.BaseFont).rpartition("+")[2].lstrip("/")] = embedded
        return found

    def undrawable(self) -> int:
        """How many characters are drawn with the glyph that stands for none."""
        count = 0
        with pikepdf.open(io.BytesIO(self.data)) as pdf:
            for page in pdf.pages:
                drawn: Any
                for drawn in pikepdf.parse_content_stream(page, "Tj"):
                    count += bytes(drawn.operands[0]).count(0)
        return count


def read(facts: PackFacts) -> Read:
    return Read(render(facts)[0])


def _strings(item: Any) -> list[str]:
    """The strings of one object; what it refers to is an object of its own."""
    if isinstance(item, pikepdf.String):
        return [str(item)]
    if isinstance(item, pikepdf.Stream):
        return [item.read_bytes().decode("latin-1")]
    parts: list[Any] = []
    if isinstance(item, pikepdf.Dictionary):
        parts = [value for _, value in item.items()]
    elif isinstance(item, pikepdf.Array):
        parts = list(item)
    return [
        text for part in parts if not getattr(part, "is_indirect", False) for text in _strings(part)
    ]
