"""After a build: which sheets changed, and what to print again, in a line for each manual."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from wardbook.cli import main
from wardbook.editions.last_builds import last_two_builds, remember_build
from wardbook.editions.sheet_list import (
    SheetList,
    as_data,
    from_data,
    manual_changes,
    sheet_changes,
    with_shared_leaves,
)
from wardbook.report.sheet_changes_json import changes_json
from wardbook.report.sheet_changes_text import changes_text

from tests.editions.conftest import edited

Lister = Callable[[Path], SheetList]


def test_a_changed_number_changes_the_sheets_that_print_it_and_no_other(
    clinic: Path, clinic_list: SheetList, listed: Lister
) -> None:
    edited(clinic, "contacts.yml", '"7030"', '"7031"')
    changes = sheet_changes(clinic_list, listed(clinic))
    assert not changes.added and not changes.withdrawn
    ids = {entry.id for entry in changes.changed}
    assert {"contacts", "contacts-dispensary"} <= ids
    assert "glossary" not in ids and "card-welcome-desk" not in ids
    again = {change.manual.id for change in manual_changes(clinic_list, listed(clinic))}
    assert again == {"dispensary", "plan"}


def test_a_line_a_manual_says_what_to_replace_and_of_how_many(
    clinic: Path, clinic_list: SheetList, listed: Lister
) -> None:
    edited(clinic, "contacts.yml", '"7030"', '"7031"')
    lines = changes_text(clinic_list, listed(clinic), "en").splitlines()
    assert lines[0].startswith("Sheets since the last build: ")
    manual = next(line for line in lines if "Dispensary" in line and "(en)" in line)
    assert "replace N-D1" in manual
    assert " of 6 sheets" in manual
    zh = changes_text(clinic_list, listed(clinic), "zh").splitlines()
    assert any("药局" in line and "替换 N-D1" in line for line in zh)


def test_a_form_that_is_withdrawn_is_taken_out_of_the_manuals_that_held_it(
    clinic_list: SheetList,
) -> None:
    form = next(entry for entry in clinic_list.sheets.values() if entry.kind == "form")
    sheets = {key: entry for key, entry in clinic_list.sheets.items() if key != form.key}
    manuals = []
    for manual in clinic_list.manuals:
        left = tuple(key for key in manual.sheets if key != form.key)
        manuals.append(replace(manual, sheets=left))
    after = replace(clinic_list, sheets=sheets, manuals=tuple(manuals))
    assert sheet_changes(clinic_list, after).withdrawn == (form,)
    held = {manual.id for manual in clinic_list.manuals if form.key in manual.sheets}
    found = manual_changes(clinic_list, after)
    assert {change.manual.id for change in found} == held
    assert all(change.remove == (form,) and not change.replace for change in found)


def test_a_manual_that_is_new_or_gone_is_printed_or_taken_back_whole(
    clinic_list: SheetList,
) -> None:
    fewer = replace(clinic_list, manuals=clinic_list.manuals[1:])
    first = clinic_list.manuals[0]
    (gone,) = manual_changes(clinic_list, fewer)
    assert gone.dropped and gone.manual == first and len(gone.remove) == len(first.sheets)
    (new,) = manual_changes(fewer, clinic_list)
    assert new.new and len(new.insert) == len(first.sheets)
    key = first.sheets[0]
    under = replace(clinic_list.sheets[key], id="card-other")
    sheets = {under.key if one == key else one: entry for one, entry in clinic_list.sheets.items()}
    named = replace(first, id="other", sheets=(under.key, *first.sheets[1:]))
    after = replace(
        clinic_list,
        sheets={**sheets, under.key: under},
        manuals=(named, *clinic_list.manuals[1:]),
    )
    named_anew = [change for change in manual_changes(clinic_list, after) if change.former]
    assert [(one.manual.id, one.former) for one in named_anew] == [("other", first.id)]
    assert not any(change.dropped for change in manual_changes(clinic_list, after))


def test_sheets_that_share_leaves_are_printed_again_together(clinic_list: SheetList) -> None:
    """Their leaves bear one check word, which is another one then."""
    manual = next(manual for manual in clinic_list.manuals if manual.together)
    group = manual.together[0]
    assert len(group) > 1 and len(group) < len(manual.sheets)
    changed = replace(clinic_list.sheets[group[-1]], fingerprint="another")
    after = replace(clinic_list, sheets={**clinic_list.sheets, changed.key: changed})
    found = {}
    for change in manual_changes(clinic_list, after):
        printed = with_shared_leaves(change, clinic_list, after)
        found[change.manual.id, change.manual.language] = [entry.key for entry in printed.replace]
    assert found[manual.id, manual.language] == [key for key in manual.sheets if key in group]
    others = [keys for name, keys in found.items() if name != (manual.id, manual.language)]
    assert all(keys == [changed.key] for keys in others)
    codes = ", ".join(
        dict.fromkeys(after.sheets[key].code for key in manual.sheets if key in group)
    )
    named = f"{manual.title} ({manual.language}): replace {codes} ({len(group)} of "
    assert named in changes_text(clinic_list, after, "en")
    told = json.loads(changes_json(clinic_list, after))["manuals"]
    (of_manual,) = (one for one in told if named.startswith(f"{one['title']} ({one['language']})"))
    assert of_manual["replace"] == list(map("/".join, found[manual.id, manual.language]))


def test_a_sheet_that_shared_leaves_and_is_gone_has_the_others_printed_again(
    clinic_list: SheetList,
) -> None:
    manual = next(manual for manual in clinic_list.manuals if manual.together)
    gone, *others = manual.together[0]
    left = replace(manual, sheets=tuple(key for key in manual.sheets if key != gone), together=())
    manuals = tuple(left if one is manual else one for one in clinic_list.manuals)
    after = replace(clinic_list, manuals=manuals)
    (change,) = manual_changes(clinic_list, after)
    printed = with_shared_leaves(change, clinic_list, after)
    assert [entry.key for entry in printed.replace] == [key for key in left.sheets if key in others]
    assert [entry.key for entry in printed.remove] == [gone]


def test_a_list_is_read_back_as_it_was_written(clinic_list: SheetList) -> None:
    assert from_data(json.loads(json.dumps(as_data(clinic_list)))) == clinic_list


def told(project: Path, *more: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["--project", str(project), "changes", *more])
    return result.exit_code, result.output


def test_the_command_says_what_the_last_build_changed(
    clinic: Path, clinic_list: SheetList, listed: Lister
) -> None:
    status, said = told(clinic)
    assert status == 2 and "no whole build" in said
    remember_build(clinic, clinic_list)
    status, said = told(clinic)
    assert status == 0 and "first whole build" in said
    remember_build(clinic, clinic_list)
    assert told(clinic)[1] == "No sheet changed since the last build: nothing to print again.\n"
    edited(clinic, "contacts.yml", '"7030"', '"7031"')
    remember_build(clinic, listed(clinic))
    assert "replace N-D1" in told(clinic)[1]
    data = json.loads(told(clinic, "--format", "json")[1])
    assert {entry["id"] for entry in data["changed"]} >= {"contacts-dispensary"}
    assert told(clinic, "--audience", "public")[0] == 2


def test_a_damaged_memory_of_builds_is_none(clinic: Path, clinic_list: SheetList) -> None:
    remember_build(clinic, clinic_list)
    for path in (clinic / ".cache/builds").iterdir():
        path.write_text("[", encoding="utf-8")
    assert last_two_builds(clinic, "staff") == (None, None)


@pytest.mark.slow
def test_a_whole_build_remembers_what_it_held(clinic_built: Path, clinic_list: SheetList) -> None:
    assert last_two_builds(clinic_built, "staff")[1] == clinic_list
