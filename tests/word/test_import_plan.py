"""A plan comes out of Word with every paragraph in its order, numbers included."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from wardbook.cli import main

from tests.word.office_files import MANNERS, OfficeFile
from tests.word.printed_words import printed, squeezed


def run(project: Path, *arguments: object, language: str = "en") -> Result:
    said = ["--ui-language", language, "--project", str(project), *map(str, arguments)]
    return CliRunner().invoke(main, said, catch_exceptions=False)


def language_of(lines: list[str]) -> str:
    return "zh" if any(ord(sign) > 0x3000 for sign in "".join(lines)) else "en"


@pytest.mark.parametrize("manner", MANNERS)
def test_every_paragraph_is_printed_in_order_with_its_number(
    manner: str, clinic: Path, tmp_path: Path
) -> None:
    made = MANNERS[manner]()
    source = tmp_path / "plan.docx"
    source.write_bytes(made.content)
    language = language_of(made.shown)
    account = tmp_path / "account.json"
    result = run(
        clinic,
        "import",
        "plan",
        source,
        "--plan",
        "drafted",
        "--language",
        language,
        "--report",
        account,
    )
    assert result.exit_code == 0, result.stderr
    found: list[str] = []
    plans = clinic.glob("plan_source/plans/drafted*.yml")
    for name in sorted(plan.stem for plan in plans):
        found += printed(clinic, name, language)
    assert "\n".join(found).replace("\n", "") == "".join(map(squeezed, made.shown))
    rows = json.loads(account.read_text(encoding="utf-8"))["paragraphs"]
    assert [row for row in rows if row["went"] == "lost"] == []
    assert sum(bool(row["says"]) for row in rows) >= len(made.shown) - 2


def imported(
    project: Path, content: bytes, *arguments: object, name: str = "plan.docx"
) -> tuple[Result, str]:
    """What importing a file says, and the draft."""
    source = project.parent / name
    source.write_bytes(content)
    result = run(project, "import", "plan", source, "--plan", "drafted", *arguments)
    draft = project / "plan_source/plans/drafted.yml"
    return result, draft.read_text(encoding="utf-8") if draft.exists() else ""


def test_a_draft_never_replaces_a_plan(clinic: Path) -> None:
    _, before = imported(clinic, MANNERS["styled"]().content)
    result, after = imported(clinic, MANNERS["articles"]().content)
    assert (result.exit_code, after) == (2, before)
    assert "--plan ID" in result.stderr


def test_the_draft_brings_no_error_and_one_count_a_chapter_for_the_other_language(
    clinic: Path,
) -> None:
    result, draft = imported(clinic, MANNERS["typed Chinese numbers"]().content)
    assert result.exit_code == 0
    assert run(clinic, "check").exit_code == 0
    checked = run(clinic, "check", "--format", "json").stdout
    found = [one for one in json.loads(checked)["findings"] if one["code"] == "T301"]
    assert len(found) == 3  # the title, and the two chapters
    assert "status: draft" in draft


def test_numbers_that_a_plan_would_count_otherwise_stay_as_words(clinic: Path) -> None:
    _, draft = imported(clinic, MANNERS["jumping numbers"]().content)
    assert "title: {zh: 三、处置}\n    numbered: no" in draft
    assert "{zh: 1)戊；}" in draft or "{zh: 1) 戊；}" in draft


def test_cover_and_history_become_fields(clinic: Path) -> None:
    _, draft = imported(clinic, MANNERS["controlled document"]().content)
    assert 'version: "2.0"' in draft
    assert "cover: {number: XX-01, issued: 2026-11-01, classification: {zh: 内部}}" in draft
    assert (
        '- {version: "1.0", date: 2024-03-01, text: {zh: 首次发布}}' in draft.replace("\n    ", " ")
        or "首次发布" in draft
    )
    assert "attachments:\n  - id: contacts\n    title: {zh: 联系电话}" in draft


def test_pictures_lie_in_the_project_as_png(clinic: Path) -> None:
    result, draft = imported(clinic, MANNERS["pictures"]().content)
    assert result.exit_code == 0, result.stderr
    for number in (1, 2):
        file = clinic / f"plan_source/figures/drafted-{number}.png"
        assert file.read_bytes().startswith(b"\x89PNG")
        assert f"file: figures/drafted-{number}.png" in draft
    assert "caption: {en: 图1 网络拓扑}" in draft
    assert draft.count("caption:") == 1


def test_what_a_plan_does_not_carry_is_listed_with_its_place(clinic: Path) -> None:
    account = clinic.parent / "account.json"
    result, _ = imported(clinic, MANNERS["footnotes"]().content, "--report", account)
    assert "note X625" in result.stderr or "X625" in result.stderr
    rows = json.loads(account.read_text(encoding="utf-8"))["paragraphs"]
    lost = [one for row in rows for one in row.get("not_carried", ())]
    assert {"what": "reference", "says": "REF _Ref1 \\h"} in lost
    assert [row["says"] for row in rows if row["kind"] == "header"] == ["Internal"]


def test_the_report_shows_source_and_draft_side_by_side(clinic: Path) -> None:
    report = clinic.parent / "account.html"
    result, draft = imported(
        clinic, MANNERS["saved from the web"]().content, "--report", report, "--language", "en"
    )
    assert result.exit_code == 0
    page = report.read_text(encoding="utf-8")
    line = draft.split("\n").index("    title: {en: Contain}") + 1
    assert f"<code>plan_source/plans/drafted.yml:{line}</code>\ntitle: {{en: Contain}}" in page
    assert "https://example.org/iso" in page
    assert "<script" not in page


MARKDOWN = """# Downtime plan

## Principles

- Patients first: nobody waits for a form.
- One command: the desk decides.

## Response levels

1. Level 1: one room is down.
2. Level 2: the house is down.

## Basis

| Post | Phone |
|---|---|
| Desk | **5120** |

See [the rule](https://example.org/rule) and ![the net](net.png).
"""


def test_markdown_is_read_and_typed_blocks_are_proposed(clinic: Path) -> None:
    result, draft = imported(clinic, MARKDOWN.encode(), "--language", "en", name="plan.md")
    assert result.exit_code == 0, result.stderr
    lines = printed(clinic, "drafted", "en")
    assert lines[:3] == [
        "Principles",
        "Patientsfirst:nobodywaitsforaform.",
        "Onecommand:thedeskdecides.",
    ]
    assert "1.Level1:oneroomisdown." in lines
    assert "Seetheruleand." in lines
    assert "- principles:\n" in draft.replace("# ", "")
    accepted = accept(draft, "principles")
    (clinic / "plan_source/plans/drafted.yml").write_text(accepted, encoding="utf-8")
    assert run(clinic, "check").exit_code == 0
    assert "name: {en: Patients first}" in accepted or "Patients first" in accepted


def accept(draft: str, kind: str) -> str:
    """The draft with the proposal of a kind in the place of the words above it, as its comment says."""
    lines = draft.split("\n")
    start = next(
        at
        for at, line in enumerate(lines)
        if line.strip().startswith("# Proposal") and f" as {kind}." in line
    )
    end = start + 1
    while lines[end].strip().startswith("#"):
        end += 1
    indent = len(lines[start]) - len(lines[start].lstrip())
    above = start - 1
    while not lines[above].startswith(" " * indent + "- "):
        above -= 1
    taken = [line.replace("# ", "", 1) for line in lines[start + 1 : end]]
    return "\n".join([*lines[:above], *taken, *lines[end:]])


def test_plain_text_of_an_old_editor_is_read(clinic: Path) -> None:
    text = "停电应急预案\r\n一、目的\r\n保障供电中断时的诊疗秩序，制定本预案。\r\n二、处置\r\n立即报告信息科并改用手工单据。\r\n"
    result, draft = imported(clinic, text.encode("gbk"), "--language", "zh", name="plan.txt")
    assert result.exit_code == 0, result.stderr
    assert "title: {zh: 停电应急预案}" in draft
    assert printed(clinic, "drafted", "zh")[0] == "一、目的"


@pytest.mark.parametrize(
    ("lines", "drafted"),
    [
        (("• 护士站", "• 药房"), ["护士站", "药房"]),
        (("- 护士站", "- 药房"), ["护士站", "药房"]),
        (("\uf0d8 护士站", "\uf0d8\t药房"), ["护士站", "药房"]),
        (("●护士站", "– 三楼", "– 四楼", "●药房"), ["护士站", ["三楼", "四楼"], "药房"]),
        (("- 护士站",), None),  # one alone may be a remark
        (("-5 度以下停用", "-8 度以下关闭"), None),
        (("□ 已通知", "□ 未通知"), None),
    ],
)
def test_bullets_that_were_typed_are_a_list(
    clinic: Path, lines: tuple[str, ...], drafted: list[object] | None
) -> None:
    text = "\n".join(("停电应急预案", "一、通知", "先通知：", *lines, "二、处置", "改用手工单据。"))
    result, draft = imported(clinic, text.encode(), "--language", "zh", name="plan.txt")
    assert result.exit_code == 0, result.stderr
    chapter = yaml.safe_load(draft)["chapters"][0]
    lists = [block["list"] for block in chapter["blocks"] if "list" in block]
    if drafted is None:
        assert lists == []
        assert printed(clinic, "drafted", "zh")[2 : 2 + len(lines)] == [*map(squeezed, lines)]
    else:
        assert [items_of(items) for items in lists] == [drafted]


def items_of(items: list[Any]) -> list[object]:
    """The words of a list in YAML, those of a list below an item in a list of their own."""
    found: list[object] = []
    for item in items:
        if "list" in item:
            found += [item["text"]["zh"], items_of(item["list"])]
        else:
            found.append(item["zh"])
    return found


def test_words_that_look_like_yaml_or_references_come_back(clinic: Path) -> None:
    said = (
        "- a: b # c",
        "null",
        "'quoted",
        "0123",
        "yes",
        "{a, b}",
        "see <contact:desk-24h>",
        "a\\b",
        '"',
        "@x",
        "emoji 😀",
    )
    text = "# Odd plan\n\n## Chapter one\n\n" + "\n\n".join(
        line.replace("- a", "\\- a").replace("\\b", "\\\\b") for line in said
    )
    result, _ = imported(clinic, text.encode(), "--language", "en", name="plan.md")
    assert result.exit_code == 0, result.stderr
    assert printed(clinic, "drafted", "en")[1:] == [squeezed(line) for line in said]


def test_options_of_lists_are_not_for_plans(clinic: Path) -> None:
    assert run(clinic, "import", "plan", "x.docx", "--write").exit_code == 2
    assert run(clinic, "import", "contacts", "x.xlsx", "--plan", "x").exit_code == 2
    assert run(clinic, "import", "plan", "x.docx", "--language", "fr").exit_code == 2


def test_tables_of_telephone_numbers_go_into_a_sheet_that_contacts_take(clinic: Path) -> None:
    site = clinic / "plan_source/site.yml"
    site.write_text(site.read_text(encoding="utf-8").replace("issued", "draft"), encoding="utf-8")
    made = OfficeFile()
    made.head("联系电话", 1)
    table = made.table([["科室", "岗位", "电话"], ["药局", "窗口", "07801"], ["", "组长", "7802"]])
    table.cell(1, 0).merge(table.cell(2, 0))
    made.say("夜间：")
    made.table([["科室", "电话", "科室", "电话"], ["急诊", "7803", "诊疗室", "7804"]])
    made.table([["级别", "条件"], ["一级", "全院停用"]])
    sheet = clinic.parent / "contacts.csv"
    result, _ = imported(clinic, made.content, "--contacts", sheet)
    assert result.exit_code == 0, result.stderr
    assert "4 rows of 3 tables" in result.stderr
    rows = list(csv.reader(sheet.open(encoding="utf-8-sig")))
    assert next(row for row in rows[1:] if "07801" in row)[1:3] == ["窗口", "07801"]
    taken = run(clinic, "import", "contacts", sheet)
    assert taken.exit_code == 0, taken.stderr
    for said in ('number: "07801"', 'number: "7802"', 'number: "7803"', "name: {zh: 急诊}"):
        assert said in taken.stdout
    assert taken.stdout.count("+  department: dispensary") == 2
    assert "+- {id: rooms-line, name: {en: Consulting Rooms, zh: 诊疗室}, number: " in taken.stdout


def test_a_plan_without_telephone_numbers_says_so(clinic: Path) -> None:
    sheet = clinic.parent / "contacts.csv"
    result, _ = imported(clinic, MANNERS["articles"]().content, "--contacts", sheet)
    assert (result.exit_code, sheet.exists()) == (0, False)
    assert "no sheet was written" in result.stderr


def test_a_number_with_a_space_inside_counts(clinic: Path) -> None:
    text = "停电应急预案\n一 、目的\n保障供电中断时的诊疗秩序。\n二、处置\n立即报告信息科。\n"
    result, draft = imported(clinic, text.encode(), "--language", "zh", name="plan.txt")
    assert result.exit_code == 0, result.stderr
    assert "title: {zh: 目的}" in draft and "numbered: no" not in draft


def test_numbers_that_no_plan_counts_are_typed(clinic: Path) -> None:
    made = OfficeFile()
    made.say("Downtime procedure", "Title", shown=False)
    for text, level in (("1.0 Purpose", 1), ("1.1 Scope", 2), ("2.0 Response", 1)):
        made.head(text, level)
        made.say("Nobody waits for a form.")
    result, draft = imported(clinic, made.content, "--language", "en")
    assert result.exit_code == 0, result.stderr
    assert "title: {en: 1.0 Purpose}" in draft and "title: {en: 1.1 Scope}" in draft
    shown = "".join(map(squeezed, made.shown))
    assert "".join(printed(clinic, "drafted", "en")) == shown


LISTS_UNDER_NUMBERS = """# Recovery plan

## 1. Overview

Applies to all.

## 2. Checks

Every copy is checked:

1. **Integrity:** of the database.
2. **Checksum:** of each file.
3. **Dry run:** verify

   - counts
   - the latest entries

## 3. Restoring

### 3.1 Database

1. Stop the service:
   ```bash
   1. not a number
   - not an item
   ```
2. Restore the file.

## 4. Maintenance

Each quarter.
"""


def test_a_list_begins_anew_below_a_numbered_heading(clinic: Path) -> None:
    """Markdown counts headings and items alike: 1. below ## 4. is no chapter."""
    result, draft = imported(clinic, LISTS_UNDER_NUMBERS.encode(), "--language", "en", name="p.md")
    assert result.exit_code == 0, result.stderr
    plan = yaml.safe_load(draft)
    titles = [chapter["title"]["en"] for chapter in plan["chapters"]]
    assert titles == ["Overview", "Checks", "Restoring", "Maintenance"]
    checks = plan["chapters"][1]["blocks"][1]["list"]
    assert [item.get("text", item)["en"].partition(":")[0] for item in checks] == [
        "Integrity",
        "Checksum",
        "Dry run",
    ]
    steps = plan["chapters"][2]["chapters"][0]["blocks"][0]["list"]
    assert steps[0]["en"] == "Stop the service:\n1. not a number\n- not an item"


def test_a_step_with_a_list_of_its_own_is_an_item(clinic: Path) -> None:
    """Among short steps that have none."""
    text = "# 预案\n\n## 判断\n\n1) 确认故障现象\n   a) 查看监控\n   b) 询问科室\n2) 判断影响范围\n3) 上报负责人\n"
    result, draft = imported(clinic, text.encode(), "--language", "zh", name="p.md")
    assert result.exit_code == 0, result.stderr
    (chapter,) = yaml.safe_load(draft)["chapters"]
    assert len(chapter["blocks"][0]["list"]) == 3


def test_small_roman_numbers_stand_below_letters_and_end_before_a_table(clinic: Path) -> None:
    made = OfficeFile()
    for text in ("1 Network", "1.1 Actions", "a) call the desk", "b) open the box", "c) log it:"):
        made.say(text)
    made.say("i) the time")
    made.say("ii) the ward")
    made.table([["Level", "Meaning"], ["1", "One ward"]])
    result, draft = imported(clinic, made.content, "--language", "en")
    assert result.exit_code == 0, result.stderr
    (chapter,) = yaml.safe_load(draft)["chapters"][0]["chapters"]
    listed, table = chapter["blocks"]
    assert listed["numbers"]["en"] == ["a)", "i)"]
    assert [len(listed["list"]), len(listed["list"][2]["list"])] == [3, 2]
    assert table["table"]["rows"] == [[{"en": "1"}, {"en": "One ward"}]]
