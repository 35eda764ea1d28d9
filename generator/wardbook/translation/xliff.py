"""XLIFF 2.1, which translators' programs read: written, and read back without trust.

References are placeholders, which such programs protect; what they stand for is in the file's own
data. Terms go along in the glossary module, suggestions in that of matches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from wardbook.plan.text import written_pieces
from wardbook.translation.plan_texts import TextState
from wardbook.translation.returned_texts import (
    ReturnedFile,
    ReturnedText,
    UnreadableTexts,
    key_of,
)
from wardbook.translation.translators_work import TranslatorsWork, WorkItem
from wardbook.xml_trees import (
    BrokenXml,
    Declaration,
    RefusedDeclaration,
    TooDeep,
    local_name,
    read_tree,
)

_CORE = "urn:oasis:names:tc:xliff:document:2.0"
_MATCHES = "urn:oasis:names:tc:xliff:matches:2.0"
_GLOSSARY = "urn:oasis:names:tc:xliff:glossary:2.0"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_STATES = {TextState.MISSING: "initial", TextState.STALE: "initial", TextState.HOLDS: "final"}
_DONE = ("translated", "reviewed", "final")
_MADE_FROM = "made-from"
"""Category of the note that says which translation the file was made with."""
_DEEPEST = 100
_SEGMENT = f"{{{_CORE}}}segment"
_IGNORABLE = f"{{{_CORE}}}ignorable"


def xliff_text(work: TranslatorsWork) -> str:
    """The file for a translator."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<xliff xmlns="{_CORE}" xmlns:mtc="{_MATCHES}" xmlns:gls="{_GLOSSARY}" version="2.1"'
        f" srcLang={quoteattr(work.source)} trgLang={quoteattr(work.target)}>",
        '<file id="plan" original="plan_source">',
    ]
    for item in work.items:
        lines += _unit(item, work.shown)
    lines += ["</file>", "</xliff>", ""]
    return "\n".join(lines)


def _unit(item: WorkItem, shown: Mapping[str, str]) -> Iterator[str]:
    text = item.text
    references: dict[str, str] = {}
    for words in (text.source, text.words):
        for piece, is_reference in written_pieces(words):
            if is_reference:
                references.setdefault(piece, f"d{len(references) + 1}")
    maker = _InlineMaker(references, shown)
    yield f'<unit id="{key_of(text.id)}" name={_attribute(text.id)} xml:space="preserve">'
    yield from _matches(item)
    yield from _terms(item)
    yield "<notes>"
    yield _note("context", " › ".join(text.told))
    yield _note("location", f"{text.mark.file}:{text.mark.line}")
    yield _note(_MADE_FROM, text.digest)
    if text.before:
        yield _note("source-before", text.before)
    yield "</notes>"
    if references:
        yield "<originalData>"
        for written, id in references.items():
            yield f'<data id="{id}">{_plain(written)}</data>'
        yield "</originalData>"
    yield f'<segment id="s1" state="{_STATES[text.state]}">'
    yield f"<source>{maker.inline(text.source)}</source>"
    if text.words:
        yield f"<target>{maker.inline(text.words)}</target>"
    yield "</segment>"
    yield "</unit>"


class _InlineMaker:
    """Writes words with references as placeholders. Source and target name the same ones."""

    def __init__(self, data: Mapping[str, str], shown: Mapping[str, str]) -> None:
        self._data, self._shown = data, shown

    def inline(self, words: str) -> str:
        """Words as the content of a source or target."""
        pieces = []
        seen: dict[str, int] = {}
        for piece, is_reference in written_pieces(words):
            if not is_reference:
                pieces.append(_plain(piece))
                continue
            seen[piece] = seen.get(piece, 0) + 1
            id = f"{self._data[piece]}.{seen[piece]}"
            told = _attribute(self._shown.get(piece, piece))
            pieces.append(
                f'<ph id="{id}" canCopy="no" canDelete="no" dataRef="{self._data[piece]}"'
                f" equiv={_attribute(piece)} disp={told}/>"
            )
        return "".join(pieces)


def _matches(item: WorkItem) -> Iterator[str]:
    if item.suggestions:
        yield "<mtc:matches>"
        for one in item.suggestions:
            yield (
                f'<mtc:match ref="#s1" origin="wardbook" similarity="{100 * one.likeness:.1f}">'
                f"<source>{_plain(one.source)}</source><target>{_plain(one.words)}</target>"
                "</mtc:match>"
            )
        yield "</mtc:matches>"


def _terms(item: WorkItem) -> Iterator[str]:
    if item.terms:
        yield "<gls:glossary>"
        for term in item.terms:
            yield (
                f"<gls:glossEntry><gls:term>{_plain(term.term)}</gls:term>"
                f"<gls:translation>{_plain(term.words)}</gls:translation></gls:glossEntry>"
            )
        yield "</gls:glossary>"


def _note(category: str, words: str) -> str:
    return f'<note category="{category}">{_plain(words)}</note>'


def _plain(words: str) -> str:
    """Words in XML; characters that XML has no way to write by the element that is for them."""
    said = escape(words, {"\r": "&#13;"})
    return _NOT_XML.sub(lambda found: f'<cp hex="{ord(found[0]):04X}"/>', said)


def _attribute(words: str) -> str:
    return quoteattr(_NOT_XML.sub("\ufffd", words))


def read_xliff(content: bytes) -> ReturnedFile:
    """The texts of a returned file. Raises UnreadableTexts for what is no XLIFF 2."""
    root = _tree(content)
    if root.tag != f"{{{_CORE}}}xliff":
        raise UnreadableTexts(f"<{local_name(root.tag)}>, xliff 2.1")
    texts = []
    for unit in root.iter(f"{{{_CORE}}}unit"):
        texts.append(_returned(unit))
    return ReturnedFile(root.get("srcLang", ""), root.get("trgLang", ""), tuple(texts))


def _returned(unit: ElementTree.Element) -> ReturnedText:
    """A unit, whose segments a translator's program may have cut: together they are the text."""
    data = {}
    for one in unit.iter(f"{{{_CORE}}}data"):
        data[one.get("id", "")] = _said(one, {})
    source, words, done = "", "", True
    for part in unit:
        if part.tag in (_SEGMENT, _IGNORABLE):
            own = _said(part.find(f"{{{_CORE}}}source"), data)
            source += own
            words += _target(part, own, data)
        if part.tag == _SEGMENT:
            done = done and part.get("state", "initial") in _DONE
    return ReturnedText(unit.get("id", ""), source, words, done, _made_from(unit))


def _target(part: ElementTree.Element, source: str, data: Mapping[str, str]) -> str:
    """The translation of a segment; of the space between two, which needs none, the space."""
    target = part.find(f"{{{_CORE}}}target")
    if target is not None:
        return _said(target, data)
    return source if part.tag == _IGNORABLE else ""


def _made_from(unit: ElementTree.Element) -> str:
    for note in unit.iter(f"{{{_CORE}}}note"):
        if note.get("category") == _MADE_FROM:
            return (note.text or "").strip()
    return ""


def _said(element: ElementTree.Element | None, data: Mapping[str, str]) -> str:
    """The words of an element, with what its placeholders stand for."""
    if element is None:
        return ""
    pieces = [element.text or ""]
    for child in element:
        kind = child.tag.rpartition("}")[2]
        if kind == "cp":
            pieces.append(_character(child.get("hex", "")))
        elif kind == "ph":
            pieces.append(data.get(child.get("dataRef", ""), child.get("equiv", "")))
        else:  # a mark of the translator's program around words
            pieces.append(_said(child, data))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _character(number: str) -> str:
    try:
        return chr(int(number, 16))
    except (ValueError, OverflowError):
        return ""


def _tree(content: bytes) -> ElementTree.Element:
    """The elements of a file. Raises UnreadableTexts for what is no XML, has a document type, or
    stands too deep."""
    try:
        return read_tree(content, _DEEPEST, [Declaration.DOCUMENT_TYPE])
    except BrokenXml as problem:
        raise UnreadableTexts(problem.place) from problem
    except RefusedDeclaration as problem:
        raise UnreadableTexts(problem.declaration.value) from problem
    except TooDeep as problem:
        raise UnreadableTexts(f"<{problem.element}>") from problem
