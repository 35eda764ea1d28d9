"""Writes which headings and hours imports read into the pages on lists, from what the program reads.

python -m tests.list_headings     renews that part of docs/en/lists.md and docs/zh/lists.md
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent
PAGES = {language: ROOT / "docs" / language / "lists.md" for language in ("en", "zh")}
KINDS = ROOT / "generator/wardbook/spreadsheets/heading_words.yml"
HEADINGS = ROOT / "generator/wardbook/spreadsheets/headings.yml"
LISTS = ("contacts", "departments", "copies", "prices")
HOURS: Mapping[str, Sequence[str]] = {
    "always": ("24h", "24/7", "7×24", "24 hours a day", "24小时", "全天", "24小時", "0:00-24:00"),
    "day": (
        *("8:30-17:30", "8am - 6pm", "8:00-12:00 14:00-17:30", "上午8:00-12:00 下午2:00-5:30"),
        *("5×8", "工作日", "weekdays", "office hours", "Mon-Fri 9am-5pm", "周一至周五 8:00-17:00"),
        *("Mon-Sat 9am-5pm", "daily 8:00-16:00", "Mon-Fri 8am-8pm; Sat & Sun 9am-1pm"),
        "週一至週五 8:00-17:00（節假日除外）",
    ),
    "": ("20:00-08:00", "on call", "双周轮换", "周末", "Mon-Sun 24 hours"),
}
"""Words for hours by what they are read as; those of no kind go into the note."""
WORDS = {
    "en": {
        "title": "## Headings and hours that are read {#headings-read}",
        "intro": "Besides our own names for the columns. Capitals, width, spaces, brackets and traditional characters don't matter; a currency may stand behind.",
        "lists": ("Telephone numbers", "Departments", "Copies", "Price list"),
        "head": "| field | also headed |",
        "part": "with {words}, unless there is {without}",
        "beside": "In a telephone list these go into the note, behind their heading. Of one of the first row beside one of the second the first is the name.",
        "things": "what a number is of",
        "persons": "who answers",
        "notes": "what else is said",
        "remarks": "remarks, without their heading",
        "kinds": "A heading that is none of these is told by its words. The last one says what the column holds (Charge desc), that before of, for or at where one stands there; one of a kind that is marked is never taken for another field, whatever its cells look like.",
        "kind": "| a column holds | words |",
        "firm": "{} (marked)",
        "hours": "Hours of telephone numbers, also in remarks where no column says them; what says more than day or night stands in the note too.",
        "read": "| read as | words |",
        "none": "neither: into the note",
        "comma": ", ",
    },
    "zh": {
        "title": "## 认得的列名和时间 {#headings-read}",
        "intro": "除自带的列名外，还认得下列写法。大小写、全角半角、空格、括号、繁简不论，后面可以带货币单位。",
        "lists": ("电话", "科室", "手册", "价格表"),
        "head": "| 字段 | 也可写作 |",
        "part": "含有 {words}，但不含 {without}",
        "beside": "电话表里的下列各列写进备注，前面带列名。第一行与第二行的列名同时出现时，以前者为名称。",
        "things": "号码是什么的",
        "persons": "谁接听",
        "notes": "其他说明",
        "remarks": "备注，不带列名",
        "kinds": "上面没有的列名，按其中的词判断：以最后一个词为准（科室编码是编码），英文有 of、for、at 时以其前一个词为准。标明的各类，不论单元格里是什么，都不当作别的字段。",
        "kind": "| 这一列是 | 词 |",
        "firm": "{}（标明）",
        "hours": "电话的值守时间，没有这一列时也看备注；比白天、全天说得更细的，备注里也保留原话。",
        "read": "| 读作 | 写法 |",
        "none": "都不是：写进备注",
        "comma": "、",
    },
}


def section(language: str) -> str:
    """The part of a page."""
    return "\n".join(_lines(WORDS[language]))


def renewed(page: str, language: str) -> str:
    """A page with that part as it is now; the part is its last one."""
    title = str(WORDS[language]["title"])
    return f"{page.partition(title)[0].rstrip()}\n\n{section(language)}\n"


def _lines(words: Mapping[str, Any]) -> Iterator[str]:
    known = yaml.load(HEADINGS.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    comma = words["comma"]
    yield from (words["title"], "", words["intro"])
    for name, title in zip(LISTS, words["lists"], strict=True):
        yield from ("", f"**{title}**", "", words["head"], "|---|---|")
        parts = known["parts"].get(name, {})
        for field, said in known["read_too"][name].items():
            cells = [comma.join(map(_cell, said))]
            if field in parts:
                part = {key: comma.join(map(_cell, parts[field][key])) for key in parts[field]}
                cells.append(words["part"].format(words=part["with"], without=part["without"]))
            yield f"| `{field}` | {'; '.join(cells)} |"
    yield from ("", words["beside"], "", words["head"], "|---|---|")
    for kind in ("things", "persons", "notes", "remarks"):
        said = comma.join(map(_cell, known["beside"][kind]))
        if kind == "notes":
            part = {
                key: comma.join(map(_cell, names)) for key, names in known["noted_with"].items()
            }
            said += "; " + words["part"].format(words=part["with"], without=part["without"])
        yield f"| {words[kind]} | {said} |"
    yield from _kinds(words)
    yield from ("", words["hours"], "", words["read"], "|---|---|")
    for meant, said in HOURS.items():
        shown = f"`{meant}`" if meant else words["none"]
        yield f"| {shown} | {comma.join(map(_cell, said))} |"


def _kinds(words: Mapping[str, Any]) -> Iterator[str]:
    """The words of which headings are made that stand in no list of names."""
    comma = words["comma"]
    yield from ("", words["kinds"], "", words["kind"], "|---|---|")
    told = yaml.load(KINDS.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    for kind, said in told["kinds"].items():
        shown = f"`{kind}`"
        if kind in told["firm"]:
            shown = words["firm"].format(shown)
        yield f"| {shown} | {comma.join(map(_cell, said))} |"


def _cell(said: str) -> str:
    bar = said.replace("|", "\\|")
    return f"`{bar}`"


if __name__ == "__main__":
    for each, path in PAGES.items():
        path.write_text(renewed(path.read_text(encoding="utf-8"), each), encoding="utf-8")
