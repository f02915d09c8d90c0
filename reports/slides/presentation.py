"""From frozen facts to slides: the pages of the pack as native charts, tables and text."""

import hashlib
import io
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from models.text import day_text
from reports import facts as frozen
from reports.facts import PackFacts
from reports.pack import ONE_AT_A_TIME, drawn
from reports.page import EDITION_TEXT, Book, foot_types
from reports.slides.book import workbook
from reports.slides.chart import Plan
from reports.slides.master import empty
from reports.slides.notes import meanings_of, notes_of
from reports.slides.page import Drawing, Foot
from reports.slides.text import escaped

_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"


@dataclass(frozen=True, slots=True)
class SlidesResult:
    """`pack_id` is the whole digest of the facts, the same as the PDF's; `size` is in bytes."""

    slides: int
    pack_id: str
    size: int


def build(facts: PackFacts, target: Path | BinaryIO) -> SlidesResult:
    """Write the pack as a presentation to a path or an open binary file.

    Writing is the caller's to make safe (models.files.safe_save). Raises OSError where `target`
    can't be written.
    """
    content, slides, pack_id = render(facts)
    if isinstance(target, Path):
        target.write_bytes(content)
    else:
        target.write(content)
    return SlidesResult(slides, pack_id, len(content))


def render(facts: PackFacts) -> tuple[bytes, int, str]:
    """The presentation's bytes, its number of slides and the pack's id."""
    pack_id = frozen.pack_id(facts)
    with ONE_AT_A_TIME:
        book = drawn(facts, pack_id)
        book.feet()
        made = _presentation(book)
    buffer = io.BytesIO()
    made.save(buffer)
    return _still(buffer), len(book.leaves), pack_id


def _presentation(book: Book) -> Any:
    facts = book.facts
    made = empty(
        f"{facts.partner.name}: {facts.title}, {day_text(facts.as_of)}",
        f"{facts.decision.program}, version {facts.decision.version};"
        f" {EDITION_TEXT[facts.edition].lower()}; pack {book.pack_id}",
        facts.as_of,
        book.pack_id,
    )
    layout, slides = made.slide_layouts[0], []
    for _ in book.leaves:
        relation, slide = made.part.add_slide(layout)
        made.slides._sldIdLst.add_sldId(relation)
        slides.append(slide)
    first: dict[str, Any] = {}
    for leaf, slide in zip(book.leaves, slides, strict=True):
        for one in leaf.all:
            first.setdefault(one.section.key, slide)
    drawings = [
        Drawing(leaf, _Slide(slide.part, first, facts))
        for leaf, slide in zip(book.leaves, slides, strict=True)
    ]
    titles = _unique([drawing.heading or leaf.title for drawing, leaf in
                      zip(drawings, book.leaves, strict=True)])  # fmt: skip
    meanings = meanings_of(book.leaves)
    for number, (leaf, slide) in enumerate(zip(book.leaves, slides, strict=True)):
        foot = None if leaf.plain else _foot(book, number + 1)
        _fill(slide, drawings[number].xml(titles[number], foot))
        slide.notes_slide.notes_text_frame.text = notes_of(book, leaf, meanings)
    _sections(made, book)
    return made


def _sections(made: Any, book: Book) -> None:
    """Name the parts of the pack in the list of slides, as its outline has them."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    parts: list[tuple[str, list[int]]] = []
    for leaf, entry in zip(book.leaves, made.slides._sldIdLst, strict=True):
        name = book.called(leaf.section)
        if not parts or parts[-1][0] != name:
            parts.append((name, []))
        parts[-1][1].append(entry.id)
    told = ""
    for name, ids in parts:
        key = hashlib.sha256(f"{book.pack_id} {ids[0]}".encode()).hexdigest().upper()
        own = "-".join((key[:8], key[8:12], key[12:16], key[16:20], key[20:32]))
        slides = "".join(f'<p14:sldId id="{one}"/>' for one in ids)
        told += (
            f'<p14:section name="{escaped(name)}" id="{{{own}}}">'
            f"<p14:sldIdLst>{slides}</p14:sldIdLst></p14:section>"
        )
    whole = made.part._element
    for old in whole.findall("{*}extLst"):
        whole.remove(old)
    whole.append(
        parse_xml(
            f'<p:extLst {nsdecls("p")}><p:ext uri="{{521415D9-36F7-43E2-AB2F-B90AF26B5E84}}">'
            f'<p14:sectionLst xmlns:p14="{_P14}">{told}</p14:sectionLst></p:ext></p:extLst>'
        )
    )


def _fill(slide: Any, shapes: str) -> None:
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    tree = parse_xml(
        f'<p:spTree {nsdecls("p", "a", "r", "c")}><p:nvGrpSpPr><p:cNvPr id="1" name=""/>'
        f"<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>{shapes}</p:spTree>"
    )
    old = slide._element.cSld.spTree
    old.getparent().replace(old, tree)


def _unique(titles: list[str]) -> list[str]:
    """The titles; where several slides share one, each says which of them it is."""
    count, seen = Counter(titles), Counter[str]()
    found = []
    for title in titles:
        seen[title] += 1
        many = count[title] > 1
        found.append(f"{title} ({seen[title]}\u00a0of\u00a0{count[title]})" if many else title)
    return found


def _foot(book: Book, number: int) -> Foot:
    plain, strong = foot_types()
    page = (f"Page {number}", f" of {len(book.leaves)}")
    return Foot(book.head.edition, book.head.mark, page, plain, strong)


class _Slide:
    """What a drawing asks of the file: relations of its slide to others and to charts."""

    def __init__(self, part: Any, first: dict[str, Any], facts: PackFacts) -> None:
        self._part, self._first, self._facts = part, first, facts

    def leads(self, target: str) -> str:
        from pptx.opc.constants import RELATIONSHIP_TYPE

        slide = self._first.get(target)
        if slide is None or slide.part is self._part:
            return ""
        return str(self._part.relate_to(slide.part, RELATIONSHIP_TYPE.SLIDE))

    def logo(self) -> str:
        from reports.picture import opened

        image = opened(self._facts.plan.logo)
        if image is None:
            return ""
        data = io.BytesIO()
        image.save(data, "PNG")
        data.seek(0)
        return str(self._part.get_or_add_image_part(data)[1])

    def chart(self, xml: str, plan: Plan, currency: str) -> str:
        from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
        from pptx.parts.chart import ChartPart

        package = self._part.package
        name = package.next_partname(ChartPart.partname_template)
        part = ChartPart.load(name, CONTENT_TYPE.DML_CHART, package, xml.encode())
        relation = self._part.relate_to(part, RELATIONSHIP_TYPE.CHART)
        part.chart_workbook.update_from_xlsx_blob(workbook(plan, currency, self._facts.as_of))
        return str(relation)


def _still(written: io.BytesIO) -> bytes:
    """The same file with no trace of when and where it was written."""
    still = io.BytesIO()
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(still, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            entry.external_attr = 0o600 << 16
            new.writestr(entry, old.read(name))
    return still.getvalue()
