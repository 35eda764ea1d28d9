"""What the last build made of a site is taken over only where it would be made again."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import DictLoader, Environment
from wardbook.kept_texts import KeptTexts
from wardbook.site.hosts.kept_pages import KeptPages, is_plain
from wardbook.site.kept_parts import KeptParts, KeptSite, Parts
from wardbook.site.page import Heading, Html
from wardbook.site.search import sections

SHOWN: Parts = (
    Heading(2, "Numbers", "numbers"),
    Html('<p>6120 <a href="tel:7001">7001</a></p>'),
)


def kept_in(folder: Path, *numbers: str, printed: str = "") -> KeptParts:
    texts = KeptSite(folder, "look").texts("parts")
    return KeptParts(texts, numbers, frozenset(map(ord, printed)))


def test_parts_are_found_as_they_were_kept(tmp_path: Path) -> None:
    first = kept_in(tmp_path, "7001")
    assert first.find("card") is None
    first.keep("card", SHOWN)
    first.save()
    assert kept_in(tmp_path, "7001").find("card") == SHOWN
    assert kept_in(tmp_path, "7001").find("other") is None


def test_lines_are_read_once_for_search(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read, lines_of = list[str](), sections.lines_of

    def reading(html: str) -> Iterator[str]:
        read.append(html)
        return lines_of(html)

    monkeypatch.setattr(sections, "lines_of", reading)
    for numbers in ("7001", "7002"):
        lines = sections.KeptLines(KeptSite(tmp_path, "look").texts("lines"))
        for html in ("<p>Ward\none</p><p>and two</p>", f"<p>{numbers}</p>", ""):
            assert list(lines.of(html)) == list(lines_of(html))
        lines.save()
    assert read == ["<p>Ward\none</p><p>and two</p>", "<p>7001</p>", "", "<p>7002</p>"]


@pytest.mark.parametrize(
    ("now", "is_kept"),
    [
        (("7001", "8001"), True),  # stands nowhere in it
        (("7001", "6120 7001"), False),  # known from now on, and longer than what is a link already
        ((), False),  # no longer known
        (("7001", "ext. 7"), False),  # who knows how that is written in HTML
    ],
)
def test_a_number_that_can_be_called_from_now_on_is_made_anew(
    now: tuple[str, ...], is_kept: bool, tmp_path: Path
) -> None:
    first = kept_in(tmp_path, "7001")
    first.keep("card", SHOWN)
    first.save()
    second = kept_in(tmp_path, *now)
    assert (second.find("card") == SHOWN) is is_kept
    second.keep("card", SHOWN)
    second.save()
    assert kept_in(tmp_path, *now).find("card") == SHOWN


def test_a_drawing_that_borrows_a_font_of_the_machine_is_not_kept(tmp_path: Path) -> None:
    parts = kept_in(tmp_path, printed="<>/svgtexa ")
    parts.keep("ours", (Html("<svg><text>a</text></svg>"),))
    parts.keep("borrowed", (Html("<svg><text>\u16a0</text></svg>"),))
    assert parts.find("ours") is None  # another run's: nothing was known before this one
    parts.save()
    again = kept_in(tmp_path)
    assert again.find("ours") == (Html("<svg><text>a</text></svg>"),)
    assert again.find("borrowed") is None


def test_only_what_a_run_used_is_kept_for_the_next(tmp_path: Path) -> None:
    first = KeptTexts(tmp_path, "site")
    first.keep("a", "甲")
    first.keep("b", "乙")
    first.save()
    second = KeptTexts(tmp_path, "site")
    assert second.find("b") == "乙"
    second.save()
    third = KeptTexts(tmp_path, "site")
    assert (third.find("a"), third.find("b")) == (None, "乙")
    assert KeptTexts(tmp_path, "another site").find("b") is None


def test_what_is_not_as_it_was_written_is_not_found(tmp_path: Path) -> None:
    first = KeptTexts(tmp_path, "site")
    first.keep("a", "call 8120")
    first.save()
    (file,) = tmp_path.glob("*.texts")
    file.write_bytes(file.read_bytes().replace(b"8120", b"8121"))
    assert KeptTexts(tmp_path, "site").find("a") is None


def page(**values: Any) -> dict[str, Any]:
    """A page as MkDocs hands it to a template."""
    own = {"url": "a.html", "title": "A", "content": "<p>1</p>", "meta": {}, "toc": ()}
    own |= {"canonical_url": None, "edit_url": None, "is_homepage": False}
    own |= {"previous_page": None, "next_page": None, **values}
    entries = [SimpleNamespace(title="A", url="a.html", children=None)]
    nav = SimpleNamespace(items=entries)
    return {"page": SimpleNamespace(**own), "nav": nav, "base_url": ".", "wardbook": {}}


def filled(folder: Path, template: str, context: dict[str, Any], **settings: object) -> str:
    """What is written of a page, and kept, while the theme's template says this. None would say so:
    that the theme is another is part of the look."""
    env, texts = Environment(loader=DictLoader({"main.html": template})), KeptTexts(folder, "look")
    KeptPages(env, settings, texts)  # type: ignore[arg-type]
    made: str = env.get_template("main.html").render(context)
    texts.save()
    return made


def test_a_page_whose_frame_and_content_are_as_they_were_is_taken_over(tmp_path: Path) -> None:
    assert filled(tmp_path, "first {{ page.content }}", page(), name="x") == "first <p>1</p>"
    assert filled(tmp_path, "second", page(), name="x") == "first <p>1</p>"
    other_menu = page()
    other_menu["nav"].items[0].title = "B"
    for changed in (page(content="<p>2</p>"), page(title="B"), other_menu):
        assert filled(tmp_path, "third", changed, name="x") == "third"
    assert filled(tmp_path, "fourth", page(content="<p>2</p>"), name="y") == "fourth"


@pytest.mark.parametrize(
    "changed",
    [
        {"plugins": {"wardbook": 0, "search": 0}},
        {"hooks": {"own.py": 0}},
        {"theme": SimpleNamespace(name="material", custom_dir="own")},
        {"theme": SimpleNamespace(name="readthedocs", custom_dir=None)},
        {"extra_templates": ["robots.txt"]},
    ],
)
def test_pages_that_others_write_into_are_not_taken_over(changed: dict[str, Any]) -> None:
    theme = SimpleNamespace(name="material", custom_dir=None)
    alone = {"plugins": {"wardbook": 0}, "hooks": {}, "theme": theme, "extra_templates": []}
    assert is_plain(SimpleNamespace(**alone))  # type: ignore[arg-type]
    assert not is_plain(SimpleNamespace(**{**alone, **changed}))  # type: ignore[arg-type]
