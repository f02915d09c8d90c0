"""What a page says, beside how it looks: the tree that is read aloud and carried to slides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from reports.sheet import Link, Sheet

# What takes text itself; everything else only holds these.
LEAVES = frozenset(
    {"P", "H1", "H2", "H3", "TH", "TD", "Lbl", "LBody", "Figure", "Caption", "Note", "Span"}
)

# The keys of links among all that the parent tree knows: pages come first, and are fewer.
LINK_KEYS = 100_000


class Series(NamedTuple):
    """One row of a chart's figures. A value of None is a place without one."""

    name: str
    values: Sequence[float | None]
    colour: str = ""


class Chart(NamedTuple):
    """The figures of a chart, as a presentation can draw and edit them.

    `kind` is columns, stacked, bars, stacked_bars, line, waterfall or dots. Money is in minor
    units of `currency`; without one the values are plain numbers. `targets` are drawn as lines.
    """

    kind: str
    categories: Sequence[str]
    series: Sequence[Series]
    currency: str = ""
    targets: Sequence[tuple[str, float]] = ()


class Annotation(NamedTuple):
    """A link of the page, by its place among the page's links."""

    number: int


@dataclass(slots=True, eq=False)
class Node:
    """A part of what a page says; `kids` are parts, pieces of marked content and links in order.

    `alt` says what a picture shows. `scope` is of a table's head: Column or Row; `span` the number
    of columns that a cell goes over. `box` is left, top, right and bottom of a picture. `edges`
    are where the columns of a table or list stand, and of a row its top and bottom.
    """

    kind: str
    alt: str = ""
    scope: str = ""
    span: int = 1
    box: tuple[float, float, float, float] | None = None
    data: Chart | None = None
    edges: Sequence[float] = ()
    kids: list["Node | int | Annotation"] = field(default_factory=list)


def write_tree(canvas: Any, pages: "Sequence[Sheet]", places: Mapping[str, int]) -> None:
    """Put the trees and the links of the pages (sheets, all shown by now) into the document.

    `places` has the page, from 0, of every target; a link to another leads nowhere and is left out.
    """
    from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName

    document = canvas._doc
    tree = _Tree(document)
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
                target = numbers[places[link.target]]
                tree.put(number, _annotation(link, sheet.height, target, keys[number]))
        section = writer.node(Node("Sect", kids=list(sheet.root)), top)
        sections.append(f"{section} 0 R")
        owners = " ".join(f"{writer.owners[mark]} 0 R" for mark in range(len(writer.owners)))
        parents.append(f"{at} [{owners}]")
        links += [f"{key} {writer.leading[number]} 0 R" for number, key in keys.items()]
        # Neither has a place among what reportlab's page writes by itself.
        page.__NoDefault__ = [*type(page).__NoDefault__, "Tabs", "StructParents"]
        page.Tabs, page.StructParents, page.Trans = PDFName("S"), at, None
        page.Annots = PDFArray(list(map(tree.reference, keys))) if keys else None
    tree.put(top, f"<</S/Document/P {root} 0 R/K[{' '.join(sections)}]>>")
    nums = "\n".join((*parents, *links))
    tree.put(
        root,
        f"<</Type/StructTreeRoot/K[{top} 0 R]/ParentTree<</Nums[{nums}]>>"
        f"/ParentTreeNextKey {LINK_KEYS + len(links)}>>",
    )
    document.Catalog.StructTreeRoot = tree.reference(root)
    document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})


def _annotation(link: "Link", height: float, page: int, key: int) -> str:
    return (
        f"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[{link.left:.2f}"
        f" {height - link.bottom:.2f} {link.right:.2f} {height - link.top:.2f}]"
        f"/Dest[{page} 0 R/XYZ 0 {height:.2f} 0]/Contents {text_string(link.label)}"
        f"/StructParent {key}>>"
    )


class _Tree:
    """Numbers for the objects of a tree, and their text as it stands in the file."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._objects: dict[int, Any] = {}

    def number(self) -> int:
        made = _raw()
        self._document.Reference(made)
        number: int = self._document.objectcounter
        self._objects[number] = made
        return number

    def put(self, number: int, text: str) -> None:
        self._objects[number].text = text.encode("latin-1")

    def reference(self, number: int) -> Any:
        return self._document.Reference(self._objects[number])


def _raw() -> Any:
    return _raw_class()()


_made: list[Any] = []


def _raw_class() -> Any:
    if not _made:
        from reportlab.pdfbase.pdfdoc import PDFObject

        class Raw(PDFObject):
            """An object whose text is ready."""

            __RefOnly__ = 1
            text = b"null"

            def format(self, document: Any) -> bytes:
                return self.text

        _made.append(Raw)
    return _made[0]


class _Page:
    """Writes the tree of one page; `owners` are the objects of its marked content, by number.

    `annotations` are the objects of its links, 0 for one that is left out; `leading` the parts
    that hold them.
    """

    def __init__(self, tree: _Tree, page: int, sheet: "Sheet") -> None:
        self._tree, self._page, self._height = tree, page, sheet.height
        self.owners: dict[int, int] = {}
        self.annotations: list[int] = []
        self.leading: dict[int, int] = {}

    def node(self, node: Node, parent: int) -> int:
        number = self._tree.number()
        kids: list[str] = []
        marked = False
        for kid in node.kids:
            if isinstance(kid, int):
                self.owners[kid] = number
                kids.append(str(kid))
                marked = True
            elif isinstance(kid, Annotation):
                annotation = self.annotations[kid.number]
                self.leading[annotation] = number
                kids.append(f"<</Type/OBJR/Obj {annotation} 0 R/Pg {self._page} 0 R>>")
            elif self._leads(kid):
                kids.append(f"{self.node(kid, number)} 0 R")
        parts = [f"<</S/{node.kind}/P {parent} 0 R"]
        if marked:
            parts.append(f"/Pg {self._page} 0 R")
        if kids:
            parts.append(f"/K {kids[0]}" if len(kids) == 1 else f"/K[{' '.join(kids)}]")
        parts.append(self._attributes(node))
        self._tree.put(number, "".join(parts) + ">>")
        return number

    def _leads(self, node: Node) -> bool:
        """Whether a part is there at all: a link without an annotation is none."""
        if node.kind != "Link":
            return True
        return any(isinstance(k, Annotation) and self.annotations[k.number] for k in node.kids)

    def _attributes(self, node: Node) -> str:
        said = f"/Alt {text_string(node.alt)}" if node.alt else ""
        if node.kind == "TH":
            span = f"/ColSpan {node.span}" if node.span > 1 else ""
            return f"{said}/A<</O/Table/Scope/{node.scope or 'Column'}{span}>>"
        if node.kind == "TD" and node.span > 1:
            return f"{said}/A<</O/Table/ColSpan {node.span}>>"
        if node.kind == "L":
            return f"{said}/A<</O/List/ListNumbering/None>>"
        if node.box:
            left, top, right, bottom = node.box
            height = self._height
            box = f"{left:.2f} {height - bottom:.2f} {right:.2f} {height - top:.2f}"
            return f"{said}/A<</O/Layout/BBox[{box}]/Placement/Block>>"
        return said


def text_string(text: str) -> str:
    """Text as a string of the file has it."""
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return f"({escaped})"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"
