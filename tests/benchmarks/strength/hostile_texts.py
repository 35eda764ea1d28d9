"""Texts that look like markup, in every text of a plan: on the site they are texts. Paper shows the same HTML, and
has no room for so much more."""

from __future__ import annotations

import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import yaml
from wardbook.folders import BUILD

from tests.benchmarks.strength.attempts import Bench, Row, tell
from tests.benchmarks.strength.spoiled_plans import CLINIC
from tests.benchmarks.strength.spoiling import plain
from tests.plan.test_mangled import holder_of, places, written

HOSTILE = (
    "<zq onclick=zq()>",
    "</p></style></script><zq>",
    "<svg onload=zq()><zq/></svg>",
    "{{123457*3}}zq{% zq %}",
    "[zq](javascript:zq)",
    "![zq](//zq.example/zq)",
    "`zq` **zq** # zq",
    "zq{}*{background:url(//zq.example)}",
    "<!--zq--> &lt;zq&gt; &#122;q",
    "${zq} %(zq)s {zq} \\zq",
)
LANGUAGES = ("en", "zh")
_RAN = re.compile(r"370371")


class Elements(HTMLParser):
    """Whether a page has an element, an attribute or an address of ours."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "zq":
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            is_code = name.startswith("on") or name in ("href", "src", "style")
            if name == "zq" or (is_code and "zq" in (value or "")):
                self.found.append(f"<{tag} {name}={value!r}>")

    def handle_comment(self, data: str) -> None:
        if "zq" in data:
            self.found.append(f"<!--{data}-->")


def texts(bench: Bench) -> list[Row]:
    """One row for each hostile text: at the end of every text of the clinic in both languages."""
    rows = []
    for at in bench.tries():
        hostile = HOSTILE[at % len(HOSTILE)]
        root = Path(shutil.copytree(CLINIC, bench.folder / f"clinic-{at}"))
        with bench.row(f"texts that end in {hostile!r}") as row:
            given = _given(root, hostile)
            # Findings stop a build: a text with a hostile end may be too long for its place
            _without_refused(root, hostile)
            ended = tell(root, "build", "--only", "site", "--output", str(root / BUILD / "pages"))
            if ended.how != "taken":
                row.faults.append(ended.said[-3000:])
            row.ends["texts given"] = given
            shown, faults = _shown(root / BUILD / "pages/site")
            row.ends["times shown on pages"] = shown
            if not shown:
                row.faults.append("no text is shown")
            row.faults += faults
        rows.append(row)
        shutil.rmtree(root)
    return rows


def _given(root: Path, hostile: str) -> int:
    """Put a text behind every text that the plan says in a language; how many those are."""
    given = 0
    for path in sorted((root / "plan_source").rglob("*.yml")):
        data = plain(path.read_text(encoding="utf-8"))
        for place in places(data):
            holder: Any = holder_of(data, place)
            # A term stands in lines of cards, which have no room for more
            is_term = "term" in place
            if place[-1] in LANGUAGES and isinstance(holder[place[-1]], str) and not is_term:
                holder[place[-1]] += f" {hostile}"
                given += 1
        path.write_text(written(data), encoding="utf-8")
    return given


def _without_refused(root: Path, hostile: str) -> None:
    """Take it out again where `check` finds an error, line by line, until it finds none."""
    for attempt in range(12):
        said = tell(root, "check", "--format", "json").said
        errors = [one for one in json.loads(said)["findings"] if one["severity"] == "error"]
        if not errors:
            return
        for one in errors:
            for mark in one["places"]:
                _clean(root / mark["file"], mark["line"], 1 + 3 * attempt, hostile)


def _clean(path: Path, line: int, further: int, hostile: str) -> None:
    """Take the hostile end away from texts on a line of a file, and on so many further ones."""
    text = path.read_text(encoding="utf-8")
    spoiled = set()
    for token in yaml.scan(text, Loader=yaml.CSafeLoader):
        if isinstance(token, yaml.ScalarToken) and 0 <= token.start_mark.line + 1 - line <= further:
            spoiled.add(token.value)
    data = plain(text)
    for place in places(data):
        holder: Any = holder_of(data, place)
        if isinstance(holder[place[-1]], str) and holder[place[-1]] in spoiled:
            holder[place[-1]] = holder[place[-1]].removesuffix(f" {hostile}")
    path.write_text(written(data), encoding="utf-8")


def _shown(site: Path) -> tuple[int, list[str]]:
    """How often the text is shown on pages of the site, and where it is more than a text."""
    shown, faults = 0, []
    for path in sorted(site.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        shown += text.count("zq")
        page = Elements()
        page.feed(text)
        page.close()
        faults += [f"{path.name}: {found}" for found in page.found]
        if _RAN.search(text):
            faults.append(f"{path.name}: a template ran")
    return shown, faults
