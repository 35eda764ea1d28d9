"""The difference of two states of a plan: each edit once, in the plan's terms, and nothing else."""

import copy
import random
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from wardbook.editions.plan_changes import Change, plan_changes
from wardbook.plan.project import Project

from tests.editions.conftest import edited, opened
from tests.soak import some_of

Found = tuple[str, str, str]
Told = list[Found]


def told(before: Project, after: Project) -> Told:
    """What was found: what became of what, and of which field."""
    return [said(change) for change in plan_changes(before, after)]


def said(change: Change) -> tuple[str, str, str]:
    path = "/".join(f"{entry.kind}:{entry.name}" for entry in change.path)
    return str(change.action), path, change.field


@pytest.fixture(scope="module")
def before(clean_clinic: Path) -> Project:
    return opened(clean_clinic)


@pytest.fixture
def after(clinic: Path, before: Project) -> Callable[[str, str, str], Told]:
    """What is found after one text of a file was replaced."""

    def change(file: str, old: str, new: str) -> Told:
        edited(clinic, file, old, new)
        return told(before, opened(clinic))

    return change


def test_the_same_plan_differs_in_nothing(before: Project) -> None:
    assert told(before, before) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "found"),
    [
        ("contacts.yml", '"7030"', '"7031"', ("changed", "contact:dispensary-line", "number")),
        ("procedures/dispensary.yml", "verify: another\n", "verify: doctor\n", ("changed", "procedure:dispensary/step:hand-out", "verify")),
        ("procedures/dispensary.yml", "Read the name aloud.", "Read it aloud.", ("changed", "procedure:dispensary/step:hand-out", "note")),
        ("departments.yml", "Drawer under the counter", "Drawer", ("changed", "department:welcome-desk", "box.place")),
        ("site.yml", "from: 4 h", "from: 5 h", ("changed", "site:/band:long", "from")),
        ("procedures/dispensary.yml", "start: 4 h", "start: 240 min", ()),
        ("procedures/dispensary.yml", "actor: lead-dispenser", "actor: role:lead-dispenser", ()),
        ("site.yml", 'id: "3"', 'id: "4"', ()),
        ("copies.yml", "count: 2", "count: 3", ()),
    ],
)  # fmt: skip
def test_one_edit_is_one_change(
    after: Callable[[str, str, str], Told], file: str, old: str, new: str, found: tuple[str, ...]
) -> None:
    assert after(file, old, new) == ([found] if found else [])


def test_a_comment_and_a_way_of_writing_are_no_change(clinic: Path, before: Project) -> None:
    path = clinic / "plan_source/contacts.yml"
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    text = "# by hand\n" + yaml.safe_dump(
        data, allow_unicode=True, sort_keys=False, default_style='"'
    )
    path.write_text(text, encoding="utf-8")
    assert told(before, opened(clinic)) == []


def test_languages_say_which_wording_changed(clinic: Path, before: Project) -> None:
    edited(clinic, "procedures/dispensary.yml", "念出姓名。", "念出全名。")
    (change,) = plan_changes(before, opened(clinic))
    assert change.languages == ("zh",)
    edited(clinic, "procedures/dispensary.yml", "Read the name aloud.", "Read the whole name.")
    (change,) = plan_changes(before, opened(clinic))
    assert set(change.languages) == {"en", "zh"}


def test_another_id_is_one_change_wherever_it_is_named(clinic: Path, before: Project) -> None:
    for path in (clinic / "plan_source").rglob("*.yml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("helpdesk-mobile", "duty-mobile"), encoding="utf-8")
    assert told(before, opened(clinic)) == [("renamed", "contact:duty-mobile", "")]


def test_the_site_is_the_site_however_much_of_it_changes(clinic: Path, before: Project) -> None:
    """It has no name, and half of it was enough to be one that is gone and one that is new."""
    path = clinic / "plan_source/site.yml"
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    for key in ("never_waits", "title", "organisation", "bands", "back_entry"):
        if key in data:
            data[key] = replaced(data[key])
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    found = told(before, opened(clinic))
    assert len(found) > 5
    assert not [one for one in found if one[1] == "site:" and one[0] != "changed"]


def replaced(value: Any) -> Any:
    """A value in which every text is another."""
    if isinstance(value, dict):
        return {
            key: "other words, at length. " * 20 if key in ("en", "zh") else replaced(text)
            for key, text in value.items()
        }
    return list(map(replaced, value)) if isinstance(value, list) else value


def test_steps_of_a_procedure_with_another_id_did_not_change(clinic: Path, before: Project) -> None:
    """Steps name each other by their procedure: each that waits for another was said to differ."""
    for path in (clinic / "plan_source").rglob("*.yml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"\bcable-cut\b", "cable-gone", text), encoding="utf-8")
    procedures = clinic / "plan_source/procedures"
    (procedures / "cable-cut.yml").rename(procedures / "cable-gone.yml")
    steps = [step for _, step in before.procedures["cable-cut"].steps()]
    assert any(step.after or step.next for step in steps)
    assert told(before, opened(clinic)) == [("renamed", "procedure:cable-gone", "")]


def test_words_that_search_finds_are_one_change_in_all_languages(
    clinic: Path, before: Project
) -> None:
    path = clinic / "plan_source/procedures/dispensary.yml"
    text = path.read_text(encoding="utf-8")
    assert "aliases:" not in text
    added = "aliases: {en: [pills], zh: [药片, 发药]}\n"
    path.write_text(text.replace("title: ", f"{added}title: ", 1), encoding="utf-8")
    first = opened(clinic)
    assert told(before, first) == [("changed", "procedure:dispensary", "aliases")]
    path.write_text(
        path.read_text(encoding="utf-8").replace("[pills]", "[pills, drugs]"), encoding="utf-8"
    )
    assert told(first, opened(clinic)) == [("changed", "procedure:dispensary", "aliases")]


def test_a_department_that_became_part_of_another_is_one_change(
    clinic: Path, before: Project
) -> None:
    """Whatever named it names the other now; that is no change of each step."""
    path = clinic / "plan_source/departments.yml"
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    (gone,) = (one for one in data if one["id"] == "dispensary")
    data.remove(gone)
    data[0]["was"] = ["dispensary"]
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    found = told(before, opened(clinic))
    assert ("renamed", f"department:{data[0]['id']}", "") in found
    assert not [
        one for one in found if one[0] in ("removed", "changed") and "department:" in one[1]
    ]


def lists_of_steps(data: Any) -> list[tuple[str, list[Any]]]:
    return [(phase, steps) for phase, steps in data["phases"].items() if steps]


def swapped(value: Any, old: str, new: str) -> Any:
    """Plain data in which an id is another: alone, in a reference, never in prose."""
    name = re.compile(rf"(?<![\w-]){re.escape(old)}(?![\w-])")
    if isinstance(value, dict):
        return {key: swapped(item, old, new) for key, item in value.items()}
    if isinstance(value, list):
        swaps = [swapped(item, old, new) for item in value]
        return [
            one for at, one in enumerate(swaps) if one not in swaps[:at] or not isinstance(one, str)
        ]
    if re.search(r"[^!-~]", value):
        return re.sub("<[^>]*>", lambda match: name.sub(new, match[0]), value)
    return name.sub(new, value)


def including(value: Any, old: str, new: str) -> Any:
    """Plain data in which chapters include another procedure."""
    if isinstance(value, dict):
        swaps = {key: including(item, old, new) for key, item in value.items()}
        return swaps | {"procedure": new} if value.get("procedure") == old else swaps
    return [including(one, old, new) for one in value] if isinstance(value, list) else value


@dataclass
class Edit:
    """An edit of a plan that was read as plain data: does it, and says what must be found."""

    files: dict[str, Any]
    chance: random.Random
    renamed: dict[str, str] = field(default_factory=dict)
    """What bears another name now: `procedure:cable-cut` → `procedure:cable-gone`."""

    only_zh: list[Found] = field(default_factory=list)
    """What was reworded in Chinese alone: nobody is told of it once that language went."""

    def procedure(self) -> tuple[str, Any]:
        name = self.chance.choice(
            sorted(file for file in self.files if file.startswith("procedures/"))
        )
        return Path(name).stem, self.files[name]

    def step(self, least: int = 1) -> tuple[str, list[Any], int]:
        """A procedure and one of its steps in a list of at least so many."""
        for _ in range(100):
            name, data = self.procedure()
            _, steps = self.chance.choice(lists_of_steps(data))
            if len(steps) >= least:
                return name, steps, self.chance.randrange(len(steps))
        raise AssertionError("no such list of steps")

    def add_step(self) -> Found:
        name, steps, at = self.step()
        step = copy.deepcopy(steps[at])
        step |= {"id": "put-in", "do": {"en": "Put the spare key back.", "zh": "放回备用钥匙。"}}
        step.pop("card", None)
        steps.insert(at, step)
        return "added", f"procedure:{name}/step:put-in", ""

    def reword(self) -> Found:
        name, steps, at = self.step()
        language = self.chance.choice(["en", "zh"])
        steps[at]["do"][language] += " Twice." if language == "en" else "重复一次。"
        return self.reworded(language, f"procedure:{name}/step:{steps[at]['id']}", "do")

    def deadline(self) -> Found:
        name, steps, at = self.step()
        steps[at]["within"] = "17 min"
        return "changed", f"procedure:{name}/step:{steps[at]['id']}", "within"

    def move_step(self) -> Found:
        name, steps, at = self.step()
        data = self.files[f"procedures/{name}.yml"]
        while steps is data["phases"].get("review") and at == len(steps) - 1:  # it stands there
            name, steps, at = self.step()
            data = self.files[f"procedures/{name}.yml"]
        step = steps.pop(at)
        data["phases"].setdefault("review", []).append(step)
        for phase in [phase for phase, left in data["phases"].items() if not left]:
            del data["phases"][phase]
        return "moved", f"procedure:{name}/step:{step['id']}", ""

    def number(self) -> Found:
        contact = self.chance.choice(self.files["contacts.yml"])
        contact["number"] = "9" + contact["number"]
        return "changed", f"contact:{contact['id']}", "number"

    def rename_department(self) -> Found:
        department = self.chance.choice(self.files["departments.yml"])
        department["name"]["en"] += " North"
        return "changed", f"department:{department['id']}", "name"

    def drop_contact(self) -> Found:
        contacts = self.files["contacts.yml"]
        contact = contacts.pop(self.chance.randrange(len(contacts)))
        return "removed", f"contact:{contact['id']}", ""

    def drop_step(self) -> Found:
        """The last step: what others name is not taken away."""
        data = self.files["procedures/welcome-desk.yml"]
        phase, steps = lists_of_steps(data)[0]
        step = steps.pop()
        if not steps:
            del data["phases"][phase]
        return "removed", f"procedure:welcome-desk/step:{step['id']}", ""

    def add_contact(self) -> Found:
        contacts = self.files["contacts.yml"]
        # Like no other contact: one that went would be this one under another id
        contact: Any = {"id": "night-porter", "number": "7099", "audience": "public"}
        contact["name"] = {"en": "Night porter at the gate", "zh": "大门夜班门卫"}
        contacts.insert(self.chance.randint(0, len(contacts)), contact)
        return "added", "contact:night-porter", ""

    def rename_contact(self) -> Found:
        contact = self.chance.choice(self.files["contacts.yml"])
        contact["name"]["zh"] += "（夜间）"
        return self.reworded("zh", f"contact:{contact['id']}", "name")

    def form_fields(self) -> list[Any]:
        fields: list[Any] = self.files["forms/fault-note.yml"]["sections"][0]["fields"]
        return fields

    def drop_field(self) -> Found:
        fields = self.form_fields()
        one = fields.pop(self.chance.randrange(len(fields)))
        return "removed", f"form:fault-note/section:/cell:{one['id']}", ""

    def add_field(self) -> Found:
        cell = {"id": "weather", "label": {"en": "Weather", "zh": "天气"}, "type": "text"}
        self.form_fields().insert(0, cell)
        return "added", "form:fault-note/section:/cell:weather", ""

    def reword_field(self) -> Found:
        cell = self.form_fields()[-1]
        language = self.chance.choice(["en", "zh"])
        cell["label"][language] += " (2)"
        path = f"form:fault-note/section:/cell:{cell['id']}"
        return self.reworded(language, path, "label")

    def reword_form(self) -> Found:
        self.files["forms/takings-slip.yml"]["title"]["zh"] += "（新）"
        return self.reworded("zh", "form:takings-slip", "title")

    def reword_chapter(self) -> Found:
        chapter = self.files["plans/paper-plan.yml"]["chapters"][0]["chapters"][0]
        chapter["blocks"][1]["note"]["en"] += " Twice."
        return "changed", "plan:paper-plan/chapter:general/chapter:aim/note:", "note"

    def move_chapter(self) -> Found:
        chapters = self.files["plans/paper-plan.yml"]["chapters"]
        chapters.append(chapters.pop(1))
        return "moved", "plan:paper-plan/chapter:people", ""

    def move_contact(self) -> Found:
        contacts = self.files["contacts.yml"]
        contacts.append(contacts.pop(0))
        return "moved", f"contact:{contacts[-1]['id']}", ""

    def rename_procedure(self) -> Found:
        return self.another_id("procedure", "cable-cut", "cable-gone")

    def split_department(self) -> list[Found]:
        """Whatever named it names the first part now; the second does nothing yet."""
        departments = self.files["departments.yml"]
        (entry,) = (one for one in departments if one["id"] == "dispensary")
        night = copy.deepcopy(entry) | {"id": "night-window", "code": "D2", "was": ["dispensary"]}
        for key in ("uses", "call", "manual"):
            night.pop(key)
        night["name"] = {"en": "Night window", "zh": "夜间窗口"}
        departments.append(night)
        entry["was"] = ["dispensary"]
        done = self.another_id("procedure", "dispensary", "day-window")
        self.renamed["department:dispensary"] = "department:day-window"
        entry["was"] = ["dispensary"]
        night["was"] = ["dispensary"]
        return [
            done,
            ("renamed", "department:day-window", ""),
            ("added", "department:night-window", ""),
        ]

    def merge_departments(self) -> list[Found]:
        """The rooms become part of the desk: whatever named them names the desk now."""
        departments = self.files["departments.yml"]
        (gone,) = (one for one in departments if one["id"] == "consulting-rooms")
        departments.remove(gone)
        procedure = self.files.pop("procedures/consulting-rooms.yml")
        work = procedure.pop("department")
        self.files["procedures/rooms-work.yml"] = procedure
        for name, data in self.files.items():
            data = swapped(data, "consulting-rooms/type-notes", "rooms-work/type-notes")
            self.files[name] = including(data, "consulting-rooms", "rooms-work")
        procedure = self.files["procedures/rooms-work.yml"]
        procedure |= {"id": "rooms-work", "department": work}
        for name, data in self.files.items():
            self.files[name] = swapped(data, "consulting-rooms", "welcome-desk")
        self.files["departments.yml"][0]["was"] = ["consulting-rooms"]
        self.renamed["procedure:consulting-rooms"] = "procedure:rooms-work"
        self.renamed["department:consulting-rooms"] = "department:welcome-desk"
        return [("renamed", "procedure:rooms-work", ""), ("renamed", "department:welcome-desk", "")]

    def drop_language(self) -> list[Found]:
        site = self.files["site.yml"]
        site["languages"], site["form_languages"] = ["en"], ["en"]
        return [("changed", "site:", "languages"), ("changed", "site:", "form_languages")]

    def reworded(self, language: str, path: str, changed: str) -> Found:
        """What must be found of a text that was reworded in one language."""
        found = "changed", path, changed
        if language == "zh":
            self.only_zh.append(found)
        return found

    def another_id(self, kind: str, old: str, new: str) -> Found:
        """Give an entry another id, wherever it is named."""
        for name, data in tuple(self.files.items()):
            del self.files[name]
            place = Path(name)
            if place.stem == old:
                place = place.with_stem(new)
            self.files[place.as_posix()] = swapped(data, old, new)
        self.renamed[f"{kind}:{old}"] = f"{kind}:{new}"
        return "renamed", f"{kind}:{new}", ""

    def level(self) -> Found:
        for chapter in self.files["plans/paper-plan.yml"]["chapters"]:
            if chapter["id"] == "levels":
                chapter["blocks"][0]["levels"]["values"][0]["activates"] = "clinic-manager"
        return "changed", "plan:paper-plan/chapter:levels/levels:/level:short", "activates"

    def boundary(self) -> Found:
        self.files["site.yml"]["bands"][1]["from"] = "12 min"
        return "changed", "site:/band:prepare", "from"


NO_EDITS = ("renamed", "only_zh", "procedure", "step", "form_fields", "another_id", "reworded")
EDITS = [name for name in vars(Edit) if not name.startswith("_") and name not in NO_EDITS]


OF_MANUALS = {"rename_procedure", "split_department", "merge_departments", "drop_language"}
"""After these manuals and sheets are called otherwise, or are gone."""


def summed_up(done: Sequence[Found], renamed: Mapping[str, str]) -> Told:
    """What several edits come to: of what was put in, or is taken out in the end, nothing else is
    said; what was put in and taken out again is not. What got another id is called by it."""
    done = [(action, called(path, renamed), field) for action, path, field in done]
    new = {path for action, path, _ in done if action == "added"}
    gone = {path for action, path, _ in done if action == "removed"}
    found = []
    for action, path, changed in done:
        if path in new and path in gone:
            continue
        if (path in new and action != "added") or (path in gone and action != "removed"):
            continue
        found.append((action, path, changed))
    return sorted(set(found))


def called(path: str, renamed: Mapping[str, str]) -> str:
    return "/".join(renamed.get(part, part) for part in path.split("/"))


def made(edit: Edit, names: Iterable[str]) -> Told:
    """Do the edits of these names; what must be found."""
    done: Told = []
    for name in names:
        found = getattr(edit, name)()
        done += found if isinstance(found, list) else [found]
    if "zh" not in edit.files["site.yml"]["languages"]:
        done = [one for one in done if one not in edit.only_zh]
    return summed_up(done, edit.renamed)


def plain(root: Path) -> dict[str, Any]:
    source = root / "plan_source"
    found = {}
    for path in sorted(source.rglob("*.yml")):
        if "records" not in path.parts:
            text = path.read_text(encoding="utf-8")
            found[path.relative_to(source).as_posix()] = yaml.load(text, Loader=yaml.BaseLoader)
    return found


def write(root: Path, files: dict[str, Any]) -> None:
    for name in plain(root).keys() - files.keys():
        (root / "plan_source" / name).unlink()
    for name, data in files.items():
        text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, default_style='"')
        (root / "plan_source" / name).write_text(text, encoding="utf-8")


def several(seed: int, edits: Sequence[str] = EDITS) -> Iterator[str]:
    chance = random.Random(seed)
    yield from chance.sample(edits, chance.randint(1, 4))


@pytest.mark.parametrize("name", sorted(OF_MANUALS))
def test_each_edit_of_a_whole_manual_is_found_once(
    name: str, clean_clinic: Path, before: Project, tmp_path: Path
) -> None:
    root = Path(
        shutil.copytree(
            clean_clinic, tmp_path / "edited", ignore=shutil.ignore_patterns(".cache", "build")
        )
    )
    files = plain(root)
    wanted = made(Edit(files, random.Random(1)), [name])
    write(root, files)
    assert sorted(told(before, opened(root))) == wanted


@pytest.mark.parametrize("seed", some_of(range(300), always=range(20)))
def test_random_edits_are_each_found_once_and_nothing_else(
    seed: int, clean_clinic: Path, before: Project, tmp_path: Path
) -> None:
    root = Path(
        shutil.copytree(
            clean_clinic, tmp_path / "edited", ignore=shutil.ignore_patterns(".cache", "build")
        )
    )
    files = plain(root)
    wanted = made(Edit(files, random.Random(seed)), several(seed))
    write(root, files)
    assert sorted(told(before, opened(root))) == wanted
