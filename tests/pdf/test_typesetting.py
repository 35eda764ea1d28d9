"""How Chinese is set: no line holds a lonely character, punctuation makes no holes, and nothing becomes markup."""

import pytest
from wardbook.html.line_breaks import for_paper
from wardbook.html.punctuation import squeeze
from wardbook.html.templates import asides, keep_tail


@pytest.mark.parametrize(
    ("text", "tail"),
    [
        ("先救治，后补手续。", "后补手续。"),
        ("门诊药房当班药师", "班药师"),
        ("停用前先打印（两份）", "两份）"),
        ("信息中心二线值班 000-8212", "线值班 000-8212"),
        ("Administrator on duty 8000", "duty 8000"),
        ("with one on duty: the next shift, within 12 h", "12 h"),
    ],
)
def test_the_last_characters_stay_together(text: str, tail: str) -> None:
    kept = keep_tail(text)
    assert kept.striptags() == text
    assert kept.endswith(f">{tail}</span>")


@pytest.mark.parametrize("text", ["短句。", "call 8120 and say so", "报 8120"])
def test_short_and_latin_texts_are_left_alone(text: str) -> None:
    assert keep_tail(text) == text


def test_a_few_characters_behind_others_are_held_too() -> None:
    """“告知 输血科” broke within the name, and its last character stood on a line of its own."""
    assert keep_tail("输血科", whole=False) == '<span class="together">输血科</span>'
    assert keep_tail("各加一行。", whole=False).endswith(">各加一行。</span>")
    assert keep_tail("输血科") == "输血科", "what stands for itself fits any line"


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("核对通知，停止点击，转入手工。", "转入手工。"),
        ("不得重启；接手的人再次两人核对", "人核对"),
        ("住院号、流水号、数量、签名", "签名"),
        ("值班医师和病区责任护士", "任护士"),
    ],
)
def test_a_short_part_of_a_sentence_is_not_cut(text: str, held: str) -> None:
    """ "转" stood at the end of a line, and "入手工" on the next."""
    assert keep_tail(text) == f'{text.removesuffix(held)}<span class="together">{held}</span>'


def test_a_name_behind_others_is_not_cut() -> None:
    assert keep_tail("病区值班医师", whole=False) == '<span class="together">病区值班医师</span>'


def test_the_brackets_of_a_title_are_one_piece() -> None:
    """ "麻、精一处方（样" was the first line of a form's title, and "张）" its second."""
    assert asides("麻、精一处方（样张）") == '麻、精一处方<span class="bracketed">（样张）</span>'
    assert asides("处方（a <b>）") == '处方<span class="bracketed">（a &lt;b&gt;）</span>'


def test_punctuation_before_punctuation_is_halved() -> None:
    assert squeeze("《办法》（试行）。") == (
        '《办法<span class="squeeze">》</span>（试行<span class="squeeze">）</span>。'
    )
    assert squeeze("一，二。") == "一，二。"
    # The end of a link, or of a word in bold, comes between; a block's does not
    link = '<a href="#it">“夜间”</a>。'
    assert squeeze(link) == '<a href="#it">“夜间<span class="squeeze">”</span></a>。'
    for untouched in ("<p>先救治。</p><p>（后补）</p>", "<title>《办法》（试行）</title>"):
        assert squeeze(untouched) == untouched
    # Every sheet and list is set so, whatever its template
    assert 'class="squeeze"' in for_paper("<td>（信息中心工程师）：断网。</td>")


@pytest.mark.parametrize("typeset", [keep_tail, asides])
def test_what_people_write_is_never_markup(typeset: object) -> None:
    assert "<b>" not in typeset("<b>&</b> 先救治，后补手续。")  # type: ignore[operator]
