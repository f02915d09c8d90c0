"""What a document says of itself: title, language, dates and that it can be read aloud."""

from datetime import date
from typing import Any, NamedTuple

from reports.objects import raw

LANGUAGE = "en-GB"
_PRODUCT = "Alliance Desk"
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>{product}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{product}</pdf:Producer>
<pdf:Keywords>{keywords}</pdf:Keywords>
<xmp:CreatorTool>{product}</xmp:CreatorTool>
<xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate>
{conforms}</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


class About(NamedTuple):
    """The document's own data; `keywords` may be empty, `day` is its as-of day.

    `conforms`: every page has its tree, so that the file may say that it keeps to PDF/UA.
    """

    title: str
    subject: str
    day: date
    keywords: str = ""
    conforms: bool = True


def packet(about: About) -> bytes:
    """The metadata as the file carries them, the same bytes for the same data."""
    return _PACKET.format(
        title=_escaped(about.title),
        subject=_escaped(about.subject),
        keywords=_escaped(about.keywords),
        product=_PRODUCT,
        language=LANGUAGE,
        moment=f"{about.day:%Y-%m-%d}T00:00:00+00:00",
        conforms="<pdfuaid:part>1</pdfuaid:part>\n" if about.conforms else "",
    ).encode()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def stamp(day: date) -> str:
    """A day as the file's own dates have it."""
    return f"D:{day:%Y%m%d}000000+00'00'"


def write(canvas: Any, about: About) -> None:
    """Put the same data into the document's information and into its metadata."""
    canvas.setTitle(about.title)
    canvas.setSubject(about.subject)
    canvas.setAuthor(_PRODUCT)
    canvas.setCreator(_PRODUCT)
    canvas.setProducer(_PRODUCT)
    canvas.setKeywords(about.keywords)
    moment = stamp(about.day)
    canvas.setDateFormatter(lambda *_: moment)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    content = packet(about)
    head = f"<</Type/Metadata/Subtype/XML/Length {len(content)}>>\nstream\n"
    # Not packed: programs look for it without reading the file.
    canvas._doc.Catalog.Metadata = raw(head.encode() + content + b"\nendstream\n")
