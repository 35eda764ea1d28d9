"""Shorter ways through HTML and WeasyPrint give what the longer ones give."""

import io
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
import tinyhtml5
from wardbook.html.strict_parser import StrictParser
from wardbook.pdf import renderer
from wardbook.pdf.layout import lay_out
from wardbook.pdf.own_html import NotStrict, tree_of
from wardbook.pdf.renderer import PdfRenderer
from wardbook.sheets.sheet import Stamped
from wardbook.theme import theme_roots

from tests.pdf import samples

HEAD = '<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>A &amp; B</title>'
HEAD += "<style>.form { --unit: 8mm }</style></head>\n"
DRAWING = (
    '<figure><svg width="3pt" viewBox="0 0 3 3" xmlns="http://www.w3.org/2000/svg"><title>Flow'
    '</title>\n<g id="g"><path d="M1,1" fill="none"/><text x="1">1 &amp; 2</text></g></svg></figure>'
)
STRICT = (
    '<main id="x" data-bookmark="a &#34;b&#34; &lt;c&gt;">\n<h1>T</h1>text &#39;here&#39;</main>',
    "<table>\n<tr><th>a</th>\n<td><p>b</p><ul><li>c</li><li><b>d</b></li></ul></td></tr>\n</table>",
    "<table><colgroup><col><col></colgroup><thead><tr><th>a</th></tr></thead>\n<tbody>"
    "<tr><td><table><tr><td>1</td></tr></table></td></tr></tbody></table>",
    "<dl><div><dt>a</dt><dd>b<br>c<img src='x'></dd></div></dl>".replace("'", '"'),
    f"<p>a</p>{DRAWING} tail<p>b</p>",
    '<a href="sheet:x--y">a<div>b</div></a><div><div hidden>c</div></div>',
    "",
)
NOT_STRICT = (
    "<p>a<p>b",
    "<p>a<div>b</div></p>",
    "<ul><li>a<li>b</li></li></ul>",
    "<table>words<tr><td>a</td></tr></table>",
    "<table><div>a</div></table>",
    "<b>a<i>b</b>c</i>",
    "<a>b<a>c</a></a>",
    "<tr><td>a</td></tr>",
    "<pre>\na</pre>",
    "a < b",
    "<!-- a -->",
    "<input disabled>",
    "<svg><path/></svg>",
    "<svg xmlns='x' <p></svg>",
    "a\rb",
)


def document(inner: str) -> str:
    return f"{HEAD}<body>{inner}</body>\n</html>\n"


def told(tree: Element) -> list[tuple[object, ...]]:
    """A tree as WeasyPrint reads it."""
    rows: list[tuple[object, ...]] = []
    for one in tree.iter():
        rows.append((one.tag, len(one), dict(one.attrib), one.text or "", one.tail or ""))
    return rows


def parsed(text: str) -> Element:
    tree: Element = tinyhtml5.parse(io.StringIO(text), namespace_html_elements=False)
    return tree


@pytest.mark.parametrize("inner", STRICT)
def test_a_tree_of_strict_html_is_that_of_the_parser(inner: str) -> None:
    text = document(inner)
    assert told(tree_of(text)) == told(parsed(text))


@pytest.mark.parametrize("inner", NOT_STRICT)
def test_what_is_not_strict_is_left_to_the_parser(inner: str) -> None:
    with pytest.raises(NotStrict):
        tree_of(document(inner))


@pytest.mark.parametrize("text", ["", "words", "<html></html>", HEAD, document("</body>")])
def test_half_a_document_is_left_to_the_parser(text: str) -> None:
    with pytest.raises(NotStrict):
        tree_of(text)


@pytest.mark.slow
@pytest.mark.parametrize(
    "stamped", [samples.card(), samples.procedure(), samples.form()], ids=lambda one: one.sheet.id
)
def test_what_templates_write_is_strict(
    stamped: Stamped, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    written: list[str] = []

    def noted(text: str) -> Element:
        written.append(text)
        return tree_of(text)

    monkeypatch.setattr(renderer, "tree_of", noted)
    roots = theme_roots(tmp_path)
    lay_out([stamped], PdfRenderer(roots, tmp_path, "en", "2026-11-20", draft=False))
    assert written
    for text in written:
        assert told(tree_of(text)) == told(parsed(text))


def heard(kind: type[HTMLParser], text: str) -> list[tuple[Any, ...]]:
    """What a parser calls."""
    calls: list[tuple[Any, ...]] = []

    class Hearing(kind):  # type: ignore[misc, valid-type]
        def handle_starttag(self, tag: str, attrs: Any) -> None:
            calls.append(("start", tag, attrs))

        def handle_endtag(self, tag: str) -> None:
            calls.append(("end", tag))

        def handle_data(self, data: str) -> None:
            calls.append(("data", data))

    reader = Hearing(convert_charrefs=True)
    reader.feed(text)
    reader.close()
    return calls


@pytest.mark.parametrize("text", [*STRICT, *NOT_STRICT, "&amp;lt; &copy 1", "<B Class='x'>y</B>"])
def test_the_short_parser_calls_what_the_long_one_calls(text: str) -> None:
    assert heard(StrictParser, text) == heard(HTMLParser, text)
