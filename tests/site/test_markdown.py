"""No text of ours becomes markup, whatever people write; proved through real MkDocs with more
extensions than we use."""

import io
from pathlib import Path

import pytest
from markupsafe import escape
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Page as BrowserPage
from wardbook.site.markdown import plain_again, safe_html, safe_words, to_markdown
from wardbook.site.page import Heading, Html, Page

HOSTILE = (
    "<script>alert(1)</script>",
    "</div></div><b>out</b>",
    "<!-- gone -->",
    "<![CDATA[x]]>",
    "&lt;b&gt; &amp; &#60;i&#62;",
    "*bold* **bold** _em_ __em__",
    "`code` ``code``",
    "# no heading",
    "## no heading { #stolen }",
    "Setext\n======",
    "- item\n- item",
    "1. one\n2. two",
    "    four spaces of code",
    "\tone tab of code",
    "> quote",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "[text](javascript:alert(1))",
    "![image](x.png)",
    "[text][ref]\n\n[ref]: http://example.org",
    "http://example.org and <http://example.org>",
    "*[HTML]: abbreviation",
    "[^1] note\n\n[^1]: foot",
    "!!! note\n    admonition",
    "??? note\n    details",
    '=== "tab"\n    tabbed',
    "```\nfence\n```",
    "~~~\nfence\n~~~",
    '--8<-- "mkdocs.yml"',
    "{{ config }} {% raw %} {# no #}",
    "text { .class #id onclick=alert(1) }",
    "\\*escaped\\* \\",
    "line  \nbreak",
    "---\ntitle: stolen\n---",
    ":smile: H~2~O x^2^ ==mark== ++ins++",
    "$x$ $$y$$ \\(z\\)",
    "\u2028separators\u2029 and\u00a0space",
    "“全角”《书名》、。；：？！（括号）—— ……",
)
SETTINGS = """
site_name: hostile
theme: {name: material, font: false}
markdown_extensions: [attr_list, tables, admonition, footnotes, abbr, def_list, md_in_html, pymdownx.superfences,
  pymdownx.details, pymdownx.snippets, pymdownx.tilde, pymdownx.caret, pymdownx.mark, pymdownx.magiclink, pymdownx.inlinehilite]
plugins: []
"""


def test_hostile_texts_arrive_as_they_were_written(tmp_path: Path, page: BrowserPage) -> None:
    parts = [
        part
        for number, text in enumerate(HOSTILE)
        for part in (
            Heading(2, text, f"h{number}"),
            Html(f'<p class="t" title="{escape(text)}">{escape(text)}</p>'),
        )
    ]
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text(
        to_markdown(Page("index.md", "Hostile: # 'title' \"x\"", (Heading(1, "H", "top"), *parts)))
    )
    build(
        load_config(
            io.BytesIO(SETTINGS.encode()),
            docs_dir=str(tmp_path / "docs"),
            site_dir=str(tmp_path / "site"),
        )
    )
    page.goto((tmp_path / "site/index.html").as_uri())
    folded = [" ".join(text.replace("\u2028", " ").split(" ")).split() for text in HOSTILE]
    said = page.eval_on_selector_all(
        "p.t", "found => found.map(p => [p.textContent, p.title, p.children.length])"
    )
    assert [text.split() for text, _, _ in said] == folded
    assert [title.split() for _, title, _ in said] == folded
    assert {children for _, _, children in said} == {0}
    headings = page.eval_on_selector_all(
        "h2", "found => found.map(h => [h.id, h.firstChild.textContent])"
    )
    assert [(id, text.split()) for id, text in headings] == [
        (f"h{number}", text) for number, text in enumerate(folded)
    ]


def test_blocks_are_one_line_and_carry_no_punctuation_in_their_text() -> None:
    html = safe_html('<p class="a">\n    One, *two* &amp; <b>three</b>\n\n  </p>\n')
    assert html == '<p class="a"> One&#44; &#42;two&#42; &#38; <b>three</b> </p>'


def test_wide_spaces_of_chinese_forms_stay() -> None:
    assert safe_html("<td>年　　月</td>") == "<td>年　　月</td>"


def test_line_breaks_count_in_pre() -> None:
    assert safe_html("<pre>a\n b</pre>") == "<pre>a&#10; b</pre>"


@pytest.mark.parametrize(
    "html",
    [
        "<p>",
        "</p>",
        "<p><b></p></b>",
        "<script>1</script>",
        "<style>p{}</style>",
        "<iframe></iframe>",
    ],
)
def test_what_engines_read_in_their_own_ways_is_refused(html: str) -> None:
    with pytest.raises(ValueError, match=r"closed|closes|no place"):
        safe_html(html)


def test_drawings_keep_their_shape() -> None:
    svg = '<svg viewBox="0 0 8 8"><path d="M1,2 L3,4" style="fill:none"/><text x="1">a&lt;b</text></svg>'
    assert (
        safe_html(svg)
        == '<svg viewbox="0 0 8 8"><path d="M1,2 L3,4" style="fill:none"></path><text x="1">a&#60;b</text></svg>'
    )


def test_references_to_harmless_marks_are_turned_back_and_needed_ones_stay() -> None:
    text = "8120-1, <b> & 'x' \"y\" * _ # \u200b"
    assert (
        plain_again(safe_words(text))
        == "8120-1, &#60;b&#62; &#38; &#39;x&#39; &#34;y&#34; * _ # \u200b"
    )
    assert plain_again("&#10;&#128512;") == "&#10;&#128512;"


def test_front_matter_is_quoted() -> None:
    markdown = to_markdown(Page("a.md", 'x: [1] # "q"', (), matter={"hide": ["toc"]}))
    assert markdown.startswith('---\ntitle: "x: [1] # \\"q\\""\nhide: ["toc"]\n---\n')
