"""What a PDF says of itself: title, author, language, edition and its date, check word, and the
standards that it keeps. Document information and XMP say the same, as PDF/A asks."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

PRODUCER = "Wardbook"
_ACCESSIBLE = "{http://www.aiim.org/pdfua/ns/id/}part"
_ARCHIVED = "{http://www.aiim.org/pdfa/ns/id/}"
_EDITION = ("/Author", "/CreationDate", "/ModDate")
"""What a drawn sheet brings along whatever it is bound with."""
_BETWEEN = ", "
"""Between the keywords of a drawn sheet: its edition, then its check word."""
_LANGUAGE_TAGS = {"zh": "zh-Hans"}
"""What a PDF says of a language where its code is too short: MuPDF has a font for Chinese that is
typed into a form only where the script is said."""
_SCHEMA = b"""<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag>
<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>
<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of the PDF/UA standard</pdfaProperty:description></rdf:li>
</rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""
"""PDF/A knows no other properties than its own: what PDF/UA is called must be told."""
_END = b"</rdf:RDF>"


def language_tag(language: str) -> str:
    """What a PDF says of a language."""
    return _LANGUAGE_TAGS.get(language, language)


def describe(pdf: pikepdf.Pdf, title: str, language: str, sheets: Iterable[pikepdf.Pdf]) -> None:
    """Say in `pdf` what it is. `sheets` are the drawn sheets in it: the first gives author, edition
    and date, and the check word where it stands alone."""
    first, *others = sheets
    for key, text in brought_by(first, alone=not others).items():
        pdf.docinfo[Name(key)] = String(text)
    pdf.docinfo[Name.Title] = String(title)
    pdf.docinfo[Name.Producer] = String(PRODUCER)
    _say_colours(pdf)
    with pdf.open_metadata(set_pikepdf_as_editor=False) as facts:
        facts.load_from_docinfo(pdf.docinfo)
        facts["dc:language"] = {language}
        facts[_ACCESSIBLE] = "1"
        facts[f"{_ARCHIVED}part"] = "2"
        facts[f"{_ARCHIVED}conformance"] = "A"
    told = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata = pdf.make_stream(told.replace(_END, _SCHEMA + _END))
    pdf.Root.Metadata.Type, pdf.Root.Metadata.Subtype = Name.Metadata, Name.XML


def brought_by(first: pikepdf.Pdf, *, alone: bool) -> dict[str, str]:
    """What the first sheet of a file says of it: what it brings along whatever it is bound with,
    and its check word where it stands `alone`."""
    brought = {key: str(first.docinfo[key]) for key in _EDITION if key in first.docinfo}
    keywords = str(first.docinfo.get("/Keywords", ""))
    if not alone:
        keywords = keywords.partition(_BETWEEN)[0]
    if keywords:
        brought["/Keywords"] = keywords
    return brought


def describe_alike(pdf: pikepdf.Pdf, bound: pikepdf.Pdf, title: str = "") -> None:
    """Say in `pdf` what `bound` says of itself, with another `title` where one is given."""
    language = str(bound.Root.Lang)
    describe(pdf, title or str(bound.docinfo.Title), language, [bound])
    pdf.Root.Lang = String(language)


def no_archive(pdf: pikepdf.Pdf) -> None:
    """Take back that a file is kept for good: what is typed into it is set in fonts that it does
    not hold."""
    with pdf.open_metadata(set_pikepdf_as_editor=False) as facts:
        del facts[f"{_ARCHIVED}part"]
        del facts[f"{_ARCHIVED}conformance"]


def keep_for_good(page: Object) -> None:
    """Leave out of a page what PDF/A does not allow: pictures smoothed by the reader; and colour
    spaces that nothing is painted in. Links are printed."""
    resources = page.get("/Resources", Dictionary())
    if "/ColorSpace" in resources:
        del resources["/ColorSpace"]
    for thing in dict(resources.get("/XObject", Dictionary()).items()).values():
        if "/Interpolate" in thing:
            del thing["/Interpolate"]
    for note in page.get("/Annots", ()):
        note.F = 4


def _say_colours(pdf: pikepdf.Pdf) -> None:
    """Say which red, green and blue are meant: those of screens."""
    profile = files("weasyprint.pdf").joinpath("sRGB2014.icc").read_bytes()
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name("/GTS_PDFA1"),
        OutputConditionIdentifier=String("sRGB IEC61966-2.1"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=pdf.make_stream(profile, N=3),
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
