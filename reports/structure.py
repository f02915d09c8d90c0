"""What a page says, beside how it looks: the tree that is read aloud and carried to slides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from reports.objects import Packed

if TYPE_CHECKING:
    from reports.sheet import Link, Sheet

# What takes text itself; everything else only holds these.
LEAVES = frozenset(
    {"P", "H1", "H2", "H3", "TH", "TD", "Lbl", "LBody", "Figure", "Caption", "Note", "Span"}
)

# What has nothing besides its kids.
_PLAIN = frozenset({"TR", "TD", "P", "LI", "LBody", "H1", "H2", "H3", "Sect", "THead", "TBody"})

# What is left out where it has nothing to say; a cell keeps its place.
_SAYING = LEAVES - {"TH", "TD", "LBody", "Figure"}

# The keys of links among all that the parent tree knows: pages come first, and are fewer.
LINK_KEYS = 100_000


class Series(NamedTuple):
    """One row of a chart's figures. A value of None is a place without one."""

    name: str
    values: Sequence[float | None]
    colour: str = ""


class Chart(NamedTuple):
    """The figures of a chart, as a presentation can draw and edit them.

    `kind` is columns, stacked, bars, stacked_bars, line, waterfall (whose last value is the whole)
    or dots; a picture of another kind, such as timeline, has figures that no chart would show
    alike. Money is in minor units of `currency`; without one the values are plain numbers.
    `targets` are drawn as lines, `levels` as a mark over each category: a target or prior period.
    """

    kind: str
    categories: Sequence[str]
    series: Sequence[Series]
    currency: str = ""
    targets: Sequence[tuple[str, float]] = ()
    levels: Sequence[Series] = ()


class Annotation(NamedTuple):
    """A link of the page, by its place among the page's links."""

    number: int


@dataclass(slots=True, eq=False)
class Node:
    """A part of what a page says; `kids` are parts, pieces of marked content and links in order.

    `alt` says what a picture shows. `scope` is of a table's head: Column, Row, or Group, which
    heads the rows down to the next such head; `span` the number of columns that a cell goes over.
    `box` is left, top, right and bottom of a picture. `edges` are where the columns of a table or
    list stand, and of a row its top and bottom. `whole` is a cell's text where the page cuts it,
    `name` the field of a form that a part is about.
    """

    kind: str
    alt: str = ""
    scope: str = ""
    span: int = 1
    box: tuple[float, float, float, float] | None = None
    data: Chart | None = None
    edges: Sequence[float] = ()
    whole: str = ""
    name: str = ""
    kids: list["Node | int | Annotation"] = field(default_factory=list)

    @property
    def drawn(self) -> tuple[float, float, float, float]:
        """The box of a picture, of which it is known that it was drawn."""
        if self.box is None:
            raise ValueError(f"{self.alt} has no place")
        return self.box


class Place(NamedTuple):
    """Where a link leads: a page from 0, and how far down it in points."""

    page: int
    top: float = 0.0


def places_of(pages: "Sequence[Sheet]", keys: Mapping[str, int]) -> dict[str, Place]:
    """The pages, from 0, that are known by a key, and every anchor that a page has set."""
    found = {key: Place(page) for key, page in keys.items()}
    for at, sheet in enumerate(pages):
        for name, top in sheet.anchors.items():
            found.setdefault(name, Place(at, top))
    return found


def write_tree(canvas: Any, pages: "Sequence[Sheet]", places: Mapping[str, Place]) -> Packed:
    """Put the trees and the links of the pages (sheets, all shown by now) into the document.

    A link to a target that is not in `places` leads nowhere and is left out. Returns the objects
    that the file still lacks.
    """
    from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName

    document = canvas._doc
    tree = Packed(document, len(pages))
    numbers = [
        document.idToObjectNumberAndVersion[f"Page{at}"][0] for at in range(1, len(pages) + 1)
    ]
    root, top = tree.number(), tree.number()
    parents: list[str] = []
    links: list[str] = []
    sections: list[str] = []
    for at, (sheet, page) in enumerate(zip(pages, document.Pages.pages, strict=True)):
        writer = _Page(tree, numbers[at], sheet)
        keys: dict[int, int] = {}
        for link in sheet.links:
            number = tree.number() if link.target in places else 0
            writer.annotations.append(number)
            if number:
                keys[number] = LINK_KEYS + len(links) + len(keys)
                page_at, down = places[link.target]
                spot = f"{numbers[page_at]} 0 R/XYZ 0 {pages[page_at].height - down:.2f} 0"
                tree.put(number, _annotation(link, sheet.height, spot, keys[number]))
        section = writer.node(Node("Sect", kids=list(sheet.root)), top)
        sections.append(f"{section} 0 R")
        owners = " ".join(f"{writer.owners[mark]} 0 R" for mark in range(len(writer.owners)))
        parents.append(f"{at} [{owners}]")
        links += [f"{key} {writer.leading[number]} 0 R" for number, key in keys.items()]
        # Neither has a place among what reportlab's page writes by itself.
        page.__NoDefault__ = [*type(page).__NoDefault__, "Tabs", "StructParents"]
        page.Tabs, page.StructParents, page.Trans = PDFName("S"), at, None
        page.Annots = PDFArray([f"{number} 0 R" for number in keys]) if keys else None
    tree.put(top, f"<</S/Document/P {root} 0 R/K[{' '.join(sections)}]>>")
    nums = "\n".join((*parents, *links))
    tree.put(
        root,
        f"<</Type/StructTreeRoot/K[{top} 0 R]/ParentTree<</Nums[{nums}]>>"
        f"/ParentTreeNextKey {LINK_KEYS + len(links)}>>",
    )
    document.Catalog.StructTreeRoot = f"{root} 0 R"
    document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})
    return tree


def _annotation(link: "Link", height: float, spot: str, key: int) -> str:
    return (
        f"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[{link.left:.1f}"
        f" {height - link.bottom:.1f} {link.right:.1f} {height - link.top:.1f}]"
        f"/Dest[{spot}]/Contents {text_string(link.label)}/StructParent {key}>>"
    )


class _Page:
    """Writes the tree of one page; `owners` are the objects of its marked content, by number.

    `annotations` are the objects of its links, 0 for one that is left out; `leading` the parts
    that hold them.
    """

    def __init__(self, tree: Packed, page: int, sheet: "Sheet") -> None:
        self._tree, self._height = tree, sheet.height
        self._page = f"/Pg {page} 0 R"
        self.owners: dict[int, int] = {}
        self.annotations: list[int] = []
        self.leading: dict[int, int] = {}

    def node(self, node: Node, parent: int) -> int:
        number = self._tree.number()
        if len(node.kids) == 1 and isinstance(node.kids[0], int):
            # Most parts are one piece of text.
            self.owners[node.kids[0]] = number
            told = self._told(node)
            text = f"<</S/{node.kind}/P {parent} 0 R{self._page}/K {node.kids[0]}{told}>>"
            self._tree.put(number, text)
            return number
        kids: list[str] = []
        marked = False
        for kid in _settled(node) if node.kind == "Table" else node.kids:
            if isinstance(kid, int):
                self.owners[kid] = number
                kids.append(str(kid))
                marked = True
            elif isinstance(kid, Node):
                if (kid.kids and kid.kind != "Link") or self._is_there(kid):
                    kids.append(f"{self.node(kid, number)} 0 R")
            else:
                annotation = self.annotations[kid.number]
                self.leading[annotation] = number
                kids.append(f"<</Type/OBJR/Obj {annotation} 0 R{self._page}>>")
        page = self._page if marked else ""
        held = "" if not kids else f"/K {kids[0]}" if len(kids) == 1 else f"/K[{' '.join(kids)}]"
        told = self._told(node)
        self._tree.put(number, f"<</S/{node.kind}/P {parent} 0 R{page}{held}{told}>>")
        return number

    def _is_there(self, node: Node) -> bool:
        """Whether a part says anything: a text without a sign does not, nor a link without end."""
        if node.kind != "Link":
            return bool(node.alt) or node.kind not in _SAYING
        return any(isinstance(k, Annotation) and self.annotations[k.number] for k in node.kids)

    def _told(self, node: Node) -> str:
        return "" if node.kind in _PLAIN and node.span == 1 else self._attributes(node)

    def _attributes(self, node: Node) -> str:
        said = f"/Alt {text_string(node.alt)}" if node.alt else ""
        if node.name:
            said += f"/T {text_string(node.name)}"
        shared, span = "", f"/ColSpan {node.span}" if node.span > 1 else ""
        if node.kind == "TH":
            scope = "Row" if node.scope == "Group" else node.scope or "Column"
            shared = f"<</O/Table/Scope/{scope}{span}>>"
        elif node.kind == "TD" and span:
            shared = f"<</O/Table{span}>>"
        elif node.kind == "L":
            shared = "<</O/List/ListNumbering/None>>"
        elif node.box:
            left, top, right, bottom = node.box
            height = self._height
            box = f"{left:.1f} {height - bottom:.1f} {right:.1f} {height - top:.1f}"
            # A mark stands in its line, a chart by itself.
            block = "/Placement/Block" if node.data else ""
            return f"{said}/A<</O/Layout/BBox[{box}]{block}>>"
        return f"{said}/A {self._tree.shared(shared)}" if shared else said


def rows_of(table: Node) -> list[Node]:
    """The rows of a table, those of its column titles first."""
    return [row for row in table.kids if isinstance(row, Node)]


def _settled(table: Node) -> "list[Node | int | Annotation]":
    """The rows of a table as they are written: in groups, where rows have a heading over them.

    Where rows and columns are few, most cells would be heads: those of the rows are none then.
    """
    rows = rows_of(table)
    cells = [cell for row in rows for cell in row.kids if isinstance(cell, Node)]
    heads = sum(cell.kind == "TH" for cell in cells)
    if 2 * heads > len(cells):
        for cell in cells:
            if cell.scope == "Row":
                cell.kind, cell.scope = "TD", ""
    if not any(_heads_group(row) for row in rows):
        return table.kids
    groups = [Node("THead")]
    for row in rows:
        if _heads_group(row) or (len(groups) == 1 and groups[0].kids):
            groups.append(Node("TBody"))
        groups[-1].kids.append(row)
    return list(groups)


def _heads_group(row: Node) -> bool:
    return bool(row.kids) and isinstance(row.kids[0], Node) and row.kids[0].scope == "Group"


def text_string(text: str) -> str:
    """Text as a string of the file has it."""
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return f"({escaped})"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"
