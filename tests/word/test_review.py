"""A plan that comes back from Word: what was remarked and changed, where it is written, and what may be written."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner, Result
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from wardbook.cli import main

PLAN = """id: small
code: Z8
title: {zh: 断网应急预案}
status: draft
chapters:
  - id: purpose
    title: {zh: 目的}
    blocks:
      - text: {zh: "保障断网时的诊疗秩序，制定本预案。"}   # why
      - text:
          zh: |-
            立即拨打 <contact:helpdesk>，说明科室。

            改用手工单据。
      - list: [{zh: 报告；}, {zh: 登记；}]
"""


def run(project: Path, *arguments: object) -> Result:
    said = ["--ui-language", "en", "--project", str(project), *map(str, arguments)]
    return CliRunner().invoke(main, said, catch_exceptions=False)


@pytest.fixture
def project(clinic: Path) -> Path:
    (clinic / "plan_source/plans/small.yml").write_text(PLAN, encoding="utf-8")
    file = clinic.parent / "small.docx"
    result = run(clinic, "export", file, "--plan", "small", "--language", "zh")
    assert result.exit_code == 0, result.stderr
    return clinic


def source(project: Path) -> str:
    return (project / "plan_source/plans/small.yml").read_text(encoding="utf-8")


def paragraph_with(document: Any, words: str) -> Any:
    return [one for one in document.paragraphs if words in one.text][-1]


def track(paragraph: Any, old: str, new: str, author: str = "王院长") -> None:
    """Change words as Word does when it tracks."""
    run_ = next(one for one in paragraph.runs if old in one.text)
    before, after = run_.text.split(old, 1)
    run_.text = before
    marks = f'{nsdecls("w")} w:id="90" w:author="{author}" w:date="2026-11-20T09:00:00Z"'
    tail = parse_xml(f'<w:r {nsdecls("w")}><w:t xml:space="preserve">{after}</w:t></w:r>')
    added = parse_xml(f"<w:ins {marks}><w:r><w:t>{new}</w:t></w:r></w:ins>")
    gone = parse_xml(f"<w:del {marks}><w:r><w:delText>{old}</w:delText></w:r></w:del>")
    for element in (tail, added, gone):
        run_._r.addnext(element)


def returned(project: Path, *changes: tuple[str, str, str]) -> Path:
    """The file with tracked changes: a paragraph's words, the old ones, the new ones."""
    file = project.parent / "small.docx"
    document = docx.Document(str(file))
    for words, old, new in changes:
        track(paragraph_with(document, words), old, new)
    back = project.parent / "back.docx"
    document.save(str(back))
    return back


def entries(project: Path, file: Path) -> list[dict[str, Any]]:
    result = run(project, "review", file, "--format", "json")
    assert result.exit_code == 0, result.stderr
    return list(json.loads(result.stdout)["entries"])


def test_what_came_back_unchanged_asks_for_nothing(project: Path) -> None:
    assert entries(project, returned(project)) == []


def test_a_change_is_named_with_the_place_of_its_words(project: Path) -> None:
    (found,) = entries(project, returned(project, ("诊疗秩序", "断网", "网络中断")))
    assert (found["kind"], found["author"]) == ("ready", "王院长")
    line = source(project).split("\n")[found["line"] - 1]
    assert line[found["column"] - 1 :].startswith('"保障断网')
    assert found["now"] == "保障网络中断时的诊疗秩序，制定本预案。"
    text = run(project, "review", project.parent / "back.docx").stdout
    assert text.startswith(
        "plan_source/plans/small.yml:9:20: changed wording (王院长)\n  - 保障断网"
    )


def test_a_comment_is_listed(project: Path) -> None:
    document = docx.Document(str(project.parent / "small.docx"))
    paragraph = paragraph_with(document, "登记")
    document.add_comment(paragraph.runs, "登记在哪里？", author="李主任", initials="李")
    back = project.parent / "back.docx"
    document.save(str(back))
    (found,) = entries(project, back)
    assert (found["kind"], found["author"], found["says"]) == ("comment", "李主任", "登记在哪里？")
    assert "登记；" in source(project).split("\n")[found["line"] - 1]


def test_plain_changes_are_written_and_nothing_else_moves(project: Path) -> None:
    file = returned(
        project,
        ("诊疗秩序", "断网", "网络中断"),
        ("改用手工", "手工", "纸质"),
        ("登记", "登记", "逐笔登记"),
        ("目的", "目的", "编制目的"),
    )
    before = source(project)
    assert [one["kind"] for one in entries(project, file)] == ["ready"] * 4
    assert source(project) == before
    result = run(project, "review", file, "--apply")
    assert result.exit_code == 0, result.stderr
    wished = before.replace("保障断网", "保障网络中断").replace("改用手工", "改用纸质")
    wished = wished.replace("{zh: 登记；}", "{zh: 逐笔登记；}").replace(
        "{zh: 目的}", "{zh: 编制目的}"
    )
    assert source(project) == wished
    assert "4 changes written" in result.stderr


def test_words_beside_a_reference_are_written_and_the_reference_stays(project: Path) -> None:
    file = returned(project, ("说明科室", "说明科室", "说明科室和故障"))
    assert run(project, "review", file, "--apply").exit_code == 0
    assert "立即拨打 <contact:helpdesk>，说明科室和故障。" in source(project)


def test_a_reference_itself_is_changed_by_hand(project: Path) -> None:
    document = docx.Document(str(project.parent / "small.docx"))
    printed = paragraph_with(document, "说明科室").text
    name = printed.removeprefix("立即拨打").partition("，")[0].strip()[:3]
    before = source(project)
    file = returned(project, ("说明科室", name, "总机"))
    (found,) = entries(project, file)
    assert found["kind"] == "by-hand"
    assert run(project, "review", file, "--apply").exit_code == 0
    assert source(project) == before


def test_where_the_yaml_has_moved_on_nothing_is_written(project: Path) -> None:
    file = returned(project, ("诊疗秩序", "断网", "网络中断"))
    path = project / "plan_source/plans/small.yml"
    path.write_text(source(project).replace("保障断网时", "保证断网时"), encoding="utf-8")
    before = source(project)
    (found,) = entries(project, file)
    assert (found["kind"], found["line"]) == ("moved", 6)  # its chapter
    assert run(project, "review", file, "--apply").exit_code == 0
    assert source(project) == before


def test_a_change_that_nobody_tracked_is_seen(project: Path) -> None:
    document = docx.Document(str(project.parent / "small.docx"))
    paragraph_with(document, "报告；").runs[-1].text = "立即报告；"
    back = project.parent / "back.docx"
    document.save(str(back))
    (found,) = entries(project, back)
    assert (found["kind"], found["now"]) == ("ready", "立即报告；")


def test_new_and_deleted_paragraphs_are_left_to_the_author(project: Path) -> None:
    file = returned(project, ("报告；", "报告；", ""))
    document = docx.Document(str(file))
    added = parse_xml(
        f'<w:p {nsdecls("w")}><w:ins w:id="91" w:author="王院长"><w:r><w:t>新的一段。</w:t></w:r></w:ins></w:p>'
    )
    paragraph_with(document, "登记")._p.addnext(added)
    document.save(str(file))
    before = source(project)
    assert [(one["kind"], one.get("now", "")) for one in entries(project, file)] == [
        ("deleted", ""),
        ("new", "新的一段。"),
    ]
    assert (
        "deleted: if it should go, take it out of the YAML" in run(project, "review", file).stdout
    )
    run(project, "review", file, "--apply")
    assert source(project) == before


def test_paragraphs_that_come_and_go_without_a_trace_are_seen(project: Path) -> None:
    document = docx.Document(str(project.parent / "small.docx"))
    gone = paragraph_with(document, "诊疗秩序")._p
    gone.getparent().remove(gone)
    document.add_paragraph("补充：夜间另行通知。")
    back = project.parent / "back.docx"
    document.save(str(back))
    found = [(one["kind"], one["before"], one.get("now", "")) for one in entries(project, back)]
    assert found == [
        ("new", "", "补充：夜间另行通知。"),
        ("deleted", "保障断网时的诊疗秩序，制定本预案。", ""),
    ]


@pytest.mark.parametrize("manner", ["tracked", "with its bookmark", "put in again"])
def test_a_paragraph_that_was_moved_is_no_deletion(project: Path, manner: str) -> None:
    document = docx.Document(str(project.parent / "small.docx"))
    moved, target = paragraph_with(document, "保障断网")._p, paragraph_with(document, "改用手工")._p
    marks = f'{nsdecls("w")} w:id="91" w:author="王院长"'
    placed = moved if manner == "with its bookmark" else deepcopy(moved)
    for bookmark in [one for one in placed if "bookmark" in one.tag and placed is not moved]:
        placed.remove(bookmark)
    target.addnext(placed)
    if manner == "put in again":
        moved.getparent().remove(moved)
    elif manner == "tracked":
        for paragraph, mark in ((moved, "moveFrom"), (placed, "moveTo")):
            for one in paragraph.findall(qn("w:r")):
                around = parse_xml(f"<w:{mark} {marks}/>")
                one.addprevious(around)
                around.append(one)
    back = project.parent / "back.docx"
    document.save(str(back))
    (found,) = entries(project, back)
    assert (found["kind"], found["line"]) == ("elsewhere", 9)
    assert found["before"] == "保障断网时的诊疗秩序，制定本预案。"
    assert found["says"] == "改用手工单据。"
    assert "stands behind" in run(project, "review", back).stdout


def test_a_new_line_that_says_what_another_says_is_new(project: Path) -> None:
    document = docx.Document(str(project.parent / "small.docx"))
    item = paragraph_with(document, "登记")
    item.insert_paragraph_before("报告；")
    back = project.parent / "back.docx"
    document.save(str(back))
    (found,) = entries(project, back)
    assert (found["kind"], found["now"]) == ("new", "报告；")


def test_a_tracked_change_of_the_title_is_listed(project: Path) -> None:
    document = docx.Document(str(returned(project)))
    title = next(one for one in document.paragraphs if one.style.name == "Title")
    track(title, "断网", "网络中断")
    back = project.parent / "back.docx"
    document.save(str(back))
    (found,) = entries(project, back)
    assert (found["kind"], found["file"]) == ("by-hand", "plan_source/plans/small.yml")
    assert (found["before"], found["now"]) == ("断网应急预案", "网络中断应急预案")


def test_another_file_is_refused(project: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Some other file.")
    other = project.parent / "other.docx"
    document.save(str(other))
    result = run(project, "review", other)
    assert (result.exit_code, "no paragraph of this program's" in result.stderr) == (2, True)
    other.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900))
    assert "error X621" in run(project, "review", other).stderr


def test_bookmarks_stand_around_the_words_alone(project: Path) -> None:
    document = docx.Document(str(project.parent / "small.docx"))
    for start in document.element.iter(qn("w:bookmarkStart")):
        if str(start.get(qn("w:name"))).startswith("wb_"):
            words = start.getnext()
            assert words.tag == qn("w:r")
            assert words.getnext().tag == qn("w:bookmarkEnd")


@pytest.fixture
def included(project: Path) -> Path:
    """A plan that includes a procedure, sent out."""
    file = project / "plan_source/plans/small.yml"
    more = "      - procedure: dispensary\n"
    file.write_text(source(project) + more, encoding="utf-8")
    sent = project.parent / "small.docx"
    sent.unlink()
    result = run(project, "export", sent, "--plan", "small", "--language", "zh")
    assert result.exit_code == 0, result.stderr
    return project


def step_of(project: Path) -> tuple[str, str, int]:
    """The first sentence of a step as it prints without references, its file and line."""
    name = "plan_source/procedures/dispensary.yml"
    for number, line in enumerate((project / name).read_text(encoding="utf-8").split("\n"), 1):
        said = line.partition("zh: ")[2].rstrip("}, ")
        if "do: {" in line and said and "<" not in said and '"' not in said:
            return said, name, number
    raise AssertionError("no step without references")


def test_a_step_of_an_included_procedure_leads_to_its_line(included: Path) -> None:
    said, name, line = step_of(included)
    back = returned(included, (said, said[:2], "请务必"))
    document = docx.Document(str(back))
    document.add_comment(
        paragraph_with(document, said[2:]).runs, "由谁做？", author="李主任", initials="李"
    )
    document.save(str(back))
    found = entries(included, back)
    assert [(one["kind"], one["file"], one["line"]) for one in found] == [
        ("comment", name, line),
        ("ready", name, line),
    ]
    assert found[1]["now"] == f"请务必{said[2:]}"


def test_a_step_that_came_back_changed_is_written_into_its_procedure(included: Path) -> None:
    said, name, line = step_of(included)
    before = (included / name).read_text(encoding="utf-8").split("\n")
    plan = source(included)
    back = returned(included, (said, said[:2], "请务必"))
    result = run(included, "review", back, "--apply")
    assert result.exit_code == 0, result.output
    after = (included / name).read_text(encoding="utf-8").split("\n")
    changed = [
        at for at, pair in enumerate(zip(before, after, strict=True), 1) if pair[0] != pair[1]
    ]
    assert changed == [line]
    assert f"请务必{said[2:]}" in after[line - 1]
    assert source(included) == plan


def test_an_included_procedure_unchanged_asks_for_nothing(included: Path) -> None:
    assert entries(included, returned(included)) == []


def test_steps_in_a_chapter_and_each_copy_of_them_are_known(project: Path) -> None:
    """A procedure printed within the plan, and once more behind it."""
    file = project / "plan_source/plans/small.yml"
    more = "      - {procedure: dispensary, here: yes}\n      - procedure: dispensary\n"
    file.write_text(source(project) + more, encoding="utf-8")
    sent = project.parent / "small.docx"
    sent.unlink()
    assert run(project, "export", sent, "--plan", "small", "--language", "zh").exit_code == 0
    assert entries(project, returned(project)) == []
    said, name, line = step_of(project)
    document = docx.Document(str(sent))
    copies = [one for one in document.paragraphs if said in one.text]
    assert len(copies) == 2 and not copies[0].text.startswith(said), "who does it stands before"
    for copy in copies:
        track(copy, said[:2], "请务必")
    unlike = project.parent / "unlike.docx"
    document.save(str(sent))
    next(copies[1]._p.find(qn("w:ins")).iter(qn("w:t"))).text = "务请"
    document.save(str(unlike))
    assert [(one["kind"], one["file"], one["line"]) for one in entries(project, sent)] == [
        ("ready", name, line),
        ("ready", name, line),
    ]
    assert run(project, "review", sent, "--apply").exit_code == 0
    path = project / name
    text = path.read_text(encoding="utf-8")
    assert text.count(f"请务必{said[2:]}") == 1 and f"zh: 请务必{said[2:]}" in text
    path.write_text(text.replace(f"请务必{said[2:]}", said), encoding="utf-8")
    assert [one["kind"] for one in entries(project, unlike)] == ["ready", "otherwise"]
    result = run(project, "review", unlike, "--apply")
    assert path.read_text(encoding="utf-8") == text, "the first wording is written"
    first, second = [one for one in result.stdout.split("\n") if one.startswith(f"{name}:{line}:")]
    assert ": written" in first and "a copy of it above; left" in second
    assert f"务请{said[2:]}" in result.stdout
    assert "1 change written. Comments and changes that are left: 1." in result.stderr
