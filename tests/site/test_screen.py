"""A sheet on the screen: its outer headings become the page's, paper's own words go."""

import pytest
from wardbook.site.page import Heading, Html
from wardbook.site.screen import screen_parts


def cut(html: str, kind: str = "chapter", shift: int = 0) -> list[Heading | Html]:
    return list(screen_parts(html, kind, shift))


def block(html: str, kind: str = "chapter") -> Html:
    return Html(f'<div class="wb-sheet {kind}">{html}</div>')


def test_headings_in_nested_sections_become_the_pages() -> None:
    html = '<section><h1 id="a">A</h1><p>one</p><section><h2 id="b">B <b>c</b></h2><p>two</p></section><p>three</p></section>'
    assert cut(html) == [
        Heading(1, "A", "a"),
        block("<p>one</p>"),
        Heading(2, "B c", "b"),
        block("<p>two</p><p>three</p>"),
    ]


def test_headings_move_down_where_the_sheet_is_a_part_of_a_page() -> None:
    assert cut('<section><h2 id="b">B</h2><div><h2>inner</h2></div></section>', shift=1) == [
        Heading(3, "B", "b"),
        block("<div><h3>inner</h3></div>"),
    ]


def test_title_without_id_goes_but_a_forms_printed_title_stays() -> None:
    html = "<section><header><h1>T</h1><p>x</p></header></section>"
    assert cut(html) == [block("<header><p>x</p></header>")]
    assert cut(html, "form") == [block("<header><div>T</div><p>x</p></header>", "form")]


@pytest.mark.parametrize("name", ["card-head", "sign", "sheet-mark"])
def test_what_only_paper_needs_is_dropped_whole(name: str) -> None:
    html = f'<section><div class="{name}">a<br><b>b</b></div><p>kept</p></section>'
    assert cut(html) == [block("<p>kept</p>")]


def test_similar_classes_stay() -> None:
    assert cut('<section><p class="signal">kept</p></section>') == [
        block('<p class="signal">kept</p>')
    ]


def test_texts_stay_escaped() -> None:
    assert cut('<section><p title="&quot;&lt;">a &lt;b&gt; &amp;</p></section>') == [
        block('<p title="&quot;&lt;">a &lt;b&gt; &amp;</p>')
    ]
