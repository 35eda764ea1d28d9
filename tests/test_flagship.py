"""Invariants of the flagship, the plan in `plan_source/`: what must hold whatever its authors write."""

import itertools
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from wardbook.build.leaks import guard_for, search_texts
from wardbook.commands.build import build
from wardbook.commands.check import check
from wardbook.options import OK, Options
from wardbook.plan.model.procedure import Procedure, Step
from wardbook.plan.project import Project, links, texts
from wardbook.plan.text import Bilingual, Words
from wardbook.sheets.audience import AUDIENCES
from wardbook.sheets.book import Book
from wardbook.sheets.command.night_duties import NightStep
from wardbook.sheets.departments.boxes import BoxRow
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.sheet import Span, below, targets, text_of

from tests.plans import flagship_books, plan_in
from tests.soak import only_in_soak

ROOT = Path(__file__).parent.parent
SCENARIOS = {"general", "network", "server", "power", "intrusion", "malware", "planned"}
PROMISED = {
    *(f"OP-{number:02}" for number in range(1, 15)),
    *(f"IP-{number:02}" for number in range(1, 7)),
    *("IT-01", "IT-02", "IT-03", "CM-03"),
}
SHARED_MOST = 0.3
"""Departments whose steps say the same were not thought through one by one."""
ALIKE = 0.7
"""Sentences with this part of their letter pairs in common say the same."""
LINE = {"zh": 50, "en": 110}
"""Letters of a line that names a form."""
OBJECTS = {"form", "contact", "system"}
BARE_MOST = 0.1
"""Of the steps, the part that may name no object: to calm a queue takes neither form nor number."""


@pytest.fixture
def flagship() -> Project:
    return plan_in()


@pytest.fixture
def made() -> tuple[Book, ...]:
    return flagship_books("staff")


@pytest.fixture
def public() -> tuple[Book, ...]:
    return flagship_books("public")


@pytest.fixture
def restricted() -> tuple[Book, ...]:
    return flagship_books("restricted")


def in_scope(project: Project) -> dict[str, Procedure]:
    own = {
        procedure.department.id: procedure
        for procedure in project.procedures.values()
        if procedure.department
    }
    return {id: own[id] for id, department in project.departments.items() if department.in_scope}


def steps(project: Project) -> Iterator[tuple[str, Step]]:
    for procedure in project.procedures.values():
        yield from ((f"{procedure.id}/{step.id}", step) for _, step in procedure.steps())


def test_nothing_is_found_even_strictly(capsys: pytest.CaptureFixture[str]) -> None:
    assert check(Options(project=ROOT, strict=True)) == OK, capsys.readouterr().out


@pytest.mark.slow
def test_every_department_in_scope_has_card_procedure_numbers_back_entry_and_forms(
    flagship: Project, made: tuple[Book, ...]
) -> None:
    assert in_scope(flagship)
    for book in made:
        for page in book.departments:
            own = (page.card, page.procedure, page.contacts, page.back_entry)
            assert all(id in book.sheets for id in own), page.id
            assert page.forms, page.id
        assert {page.id for page in book.departments} == set(in_scope(flagship))


@pytest.mark.slow
def test_every_promised_scenario_and_form_is_there(flagship: Project) -> None:
    scenarios = {
        str(procedure.scenario) for procedure in flagship.procedures.values() if procedure.scenario
    }
    assert scenarios >= SCENARIOS
    codes = {
        str(shown.code) for form in flagship.forms.values() for shown in (form, *form.variants)
    }
    lacking = {code for code in PROMISED if code not in codes and f"{code}A" not in codes}
    assert lacking == set(), "a form, or the first of its kinds (OP-11A)"


@pytest.mark.slow
def test_both_languages_hold_the_same_sheets(made: tuple[Book, ...]) -> None:
    one, *others = made
    for other in others:
        assert list(one.sheets) == list(other.sheets)
        assert [found.sheets for found in one.manuals] == [found.sheets for found in other.manuals]


def has_object(step: Step) -> bool:
    """Whether a step names what it is done with: a form, a number, who is told, a system, or a question to answer."""
    named = {kind for link in links(step.do) for kind in link.kinds}
    fields = (step.needs, step.gives, step.tell, step.call, step.uses, step.decision)
    return any(fields) or not named.isdisjoint(OBJECTS)


@pytest.mark.slow
def test_every_step_has_an_actor_and_nearly_every_one_an_object(flagship: Project) -> None:
    assert [name for name, step in steps(flagship) if flagship.find(step.actor) is None] == []
    bare = [name for name, step in steps(flagship) if not has_object(step)]
    assert len(bare) <= BARE_MOST * len(list(steps(flagship))), bare


def sentences(procedure: Procedure, language: str) -> list[str]:
    found = []
    for _, step in procedure.steps():
        for paragraph in step.do.paragraphs(language):
            words = "".join(part.text if isinstance(part, Words) else "\0" for part in paragraph)
            found += [re.sub(r"\W", "", part) for part in re.split(r"[。；.;]", words)]
    return [sentence for sentence in found if len(sentence) > 5]


def pairs(sentence: str) -> set[str]:
    return {sentence[at : at + 2] for at in range(len(sentence) - 1)}


def shared(one: list[str], other: list[str]) -> float:
    """The part of the shorter list whose sentences say what some sentence of the other says."""
    few, many = ([pairs(sentence) for sentence in group] for group in sorted((one, other), key=len))
    alike = sum(any(len(a & b) >= ALIKE * len(a | b) for b in many) for a in few)
    return alike / len(few) if few else 0.0


@pytest.mark.slow
def test_what_is_taken_over_at_night_is_said_in_a_line(made: tuple[Book, ...]) -> None:
    """Two steps without a short line stood there in whole paragraphs."""
    for book in made:
        steps = list(below(book.sheets["night-duties"].sheet.content, NightStep))
        long = [text for step in steps if len(text := text_of(step.text)) > LINE[book.language]]
        assert steps and long == []


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_two_departments_share_a_third_of_their_steps(flagship: Project, language: str) -> None:
    said = {id: sentences(procedure, language) for id, procedure in in_scope(flagship).items()}
    alike = {pair: shared(said[pair[0]], said[pair[1]]) for pair in itertools.combinations(said, 2)}
    assert {pair: part for pair, part in alike.items() if part > SHARED_MOST} == {}


def test_the_measure_sees_what_is_shared_and_not_more() -> None:
    one = ["凭收费凭据发药逐笔登记", "每两小时清点一次库存", "急诊先发药后补费"]
    assert shared(
        one, ["凭收费凭据发药逐笔登记好", "给病区打电话核对床号", "把标本送到检验科"]
    ) == pytest.approx(1 / 3)
    assert shared(one, ["给病区打电话核对床号", "把标本送到检验科"]) == 0
    assert shared(one, one[:1]) == 1


@pytest.mark.slow
def test_no_number_is_written_into_a_text(flagship: Project) -> None:
    numbers = {str(contact.number) for contact in flagship.contacts.values()}
    assert all(len(number) >= 3 for number in numbers)
    written = re.compile(rf"(?<![\w.-])({'|'.join(map(re.escape, sorted(numbers)))})(?![\w.-])")
    found = [
        f"{text.mark}: {match[0]}"
        for model in flagship.models()
        for text in texts(model)
        for words in text.raw.values()
        if (match := written.search(words))
    ]
    assert found == []


@pytest.mark.slow
def test_every_link_inside_leads_to_a_sheet(
    public: tuple[Book, ...], restricted: tuple[Book, ...]
) -> None:
    for book in (*public, *restricted):
        for id, stamped in book.sheets.items():
            lost = {target.sheet for target in targets(stamped.sheet.content)} - set(book.sheets)
            assert lost == set(), (book.audience, id)


def strings(view: object) -> Iterator[str]:
    if is_dataclass(view):
        yield from strings([getattr(view, field.name) for field in fields(view)])
    elif isinstance(view, str):
        yield view
    elif isinstance(view, Mapping):
        yield from strings(list(view.values()))
    elif isinstance(view, (list, tuple)):
        for value in view:
            yield from strings(value)


@pytest.mark.slow
def test_the_public_sees_no_number_that_is_not_public(
    flagship: Project, public: tuple[Book, ...], restricted: tuple[Book, ...]
) -> None:
    hidden = {
        str(contact.number)
        for contact in flagship.contacts.values()
        if contact.audience != "public"
    }
    number = re.compile(rf"(?<![\w.-])({'|'.join(map(re.escape, sorted(hidden)))})(?![\w.-])")

    def seen(made: tuple[Book, ...]) -> set[str]:
        parts = [
            part
            for book in made
            for part in (
                book.home,
                [found.sheet.content for found in book.sheets.values()],
                book.manuals,
            )
        ]
        return {
            match[1] for part in parts for text in strings(part) for match in number.finditer(text)
        }

    assert seen(public) == set()
    assert seen(restricted) == hidden, "the search itself finds them where they may stand"


FURNITURE = re.compile(
    r"抽屉|保险柜|保险箱|文件柜|铁柜|锁柜|下柜|上柜|后柜|侧柜|信封"
    r"|\bdrawers?\b|\bcupboards?\b|\bfiling cabinets?\b|\bsteel cabinets?\b|\benvelopes?\b"
    r"|\b(?:in|into|from|behind|beside) (?:the|a) (?:\w+ )?(?:safe|cabinet)\b",
    re.IGNORECASE,
)
"""Where boxes, keys, lists and cash lie. Drug cabinets (药柜) are systems of the plan."""
KEY = re.compile(
    r"钥匙|\b(?:override|mechanical|sealed|spare|its|the|a) keys?\b"
    r"(?! (?:departments?|places?|posts?|equipment|points?)\b)",
    re.IGNORECASE,
)
KEPT = re.compile(
    r"放|存|藏|保管|掌管|随身|柜|抽屉|盒|箱|室|药房|领取"
    r"|\b(?:kept|keeps?|keeper|holds?|holder|has|have|carr(?:y|ies)|with somebody|box|drawer"
    r"|cabinet|cupboard|safe|room|pharmacy|fetch|lies)\b",
    re.IGNORECASE,
)
"""Where a key lies or who has it, in the sentence that names it."""
BLANKS = {"钥匙保管人"}
"""Labels of blank cells, which a department fills in by hand."""
PARTS = re.compile(r"[；、，。;,.]")
SENTENCES = re.compile(r"(?<=[。；;.!?])\s*")


def lines(view: object) -> Iterator[str]:
    """The texts of a view as a reader sees them: the pieces of a line are one text."""
    if isinstance(view, tuple) and view and all(isinstance(piece, Span) for piece in view):
        yield "".join(piece.text for piece in view)
    elif is_dataclass(view):
        yield from lines(tuple(getattr(view, field.name) for field in fields(view)))
    elif isinstance(view, str):
        yield view
    elif isinstance(view, Mapping):
        yield from lines(tuple(view.values()))
    elif isinstance(view, (list, tuple)):
        for value in view:
            yield from lines(value)


def folded(text: str) -> str:
    """A text without what two spellings of a place may differ in: case, spaces, punctuation."""
    return re.sub(r"\W", "", text.lower())


def written_places(text: Bilingual) -> set[str]:
    """A place as it is written in each language, whole and by its parts; a single word of English
    or fewer than four Chinese characters are no place."""
    found = set()
    for words in text.raw.values():
        for part in (words, *PARTS.split(words)):
            least = 4 if re.search(r"[\u4e00-\u9fff]", part) else 8
            if len(folded(part)) >= least and (least == 4 or " " in part.strip()):
                found.add(folded(part))
    return found


def hidden_places(project: Project) -> set[str]:
    """Where boxes and snapshots lie, without the rooms that everybody may know: a department's
    own `places` are public."""
    known: set[str] = set()
    hidden: set[str] = set()
    for department in project.departments.values():
        for place in department.places:
            known |= written_places(place.name)
        if department.box:
            hidden |= written_places(department.box.place)
    for snapshot in project.snapshots.values():
        if snapshot.kept:
            hidden |= written_places(snapshot.kept)
    return {place for place in hidden if not any(place in room for room in known)}


def tells_a_place(text: str, places: set[str]) -> bool:
    """Whether a text says where something lies that a stranger should not find, or who has a key."""
    plain = folded(text)
    if FURNITURE.search(text) or any(place in plain for place in places):
        return True
    return any(KEY.search(sentence) and KEPT.search(sentence) for sentence in SENTENCES.split(text))


@pytest.mark.slow
@pytest.mark.parametrize("audience", ["public", "posted"])
def test_strangers_are_not_told_where_boxes_and_keys_are(flagship: Project, audience: str) -> None:
    """What is public hangs on the web, what is posted on walls. Staff read it in steps of their
    own (`audience: staff`), in the box of departments.yml and in snapshots.yml."""
    places = hidden_places(flagship)
    found = [
        f"{id}: {text}"
        for book in flagship_books(audience)
        for id, stamped in book.sheets.items()
        for text in lines(stamped.sheet.content)
        if text not in BLANKS and tells_a_place(text, places)
    ]
    assert sorted(set(found)) == []


@pytest.mark.slow
def test_staff_are_told_where_boxes_and_keys_are(flagship: Project, made: tuple[Book, ...]) -> None:
    """The search itself finds in the sheets of staff what it looks for in those of strangers."""
    places = hidden_places(flagship)
    for department in ("wards", "pharmacy-inpatient", "emergency", "medical-records"):
        for book in made:
            content = book.sheets[f"procedure-{department}"].sheet.content
            assert any(tells_a_place(text, places) for text in lines(content)), department


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("把打印件锁进护士站抽屉。", True),
        ("钥匙由当班护士随身带。", True),
        ("The override key is in the Inpatient Pharmacy.", True),
        ("Put it in the filing cabinet.", True),
        ("智能药柜打不开时，两人应急开柜取药。", False),
        ("打不开的用机械钥匙打开并派人看守。", False),
        ("Visit the key departments every 2 hours. Keep the list short.", False),
        ("Open the drug cabinet; the system is not safe.", False),
    ],
)
def test_the_search_for_places_tells_them_from_other_words(text: str, told: bool) -> None:
    assert tells_a_place(text, set()) is told


@pytest.mark.slow
def test_a_manual_holds_nothing_of_another_department(
    made: tuple[Book, ...], flagship: Project
) -> None:
    for book in made:
        own = {
            id: {f"{kind}-{id}" for kind in ("card", "procedure", "contacts", "back-entry", "box")}
            for id in in_scope(flagship)
        }
        for manual in book.manuals:
            if manual.department is None:
                continue
            choice = flagship.departments[manual.department].manual
            asked = {f"procedure-{link.id}" for link in choice.also} if choice else set()
            others = set().union(*(sheets for id, sheets in own.items() if id != manual.department))
            assert own[manual.department] <= set(manual.sheets)
            assert set(manual.sheets) & others <= asked, manual.id


@pytest.mark.slow
def test_every_form_is_in_some_departments_list(made: tuple[Book, ...]) -> None:
    book = made[0]
    carried = {
        row.target.sheet
        for found in book.sheets.values()
        for row in below(found.sheet.content, BoxRow)
    }
    assert set(book.forms) - carried == set()


@pytest.mark.slow
def test_every_card_prints_the_desk_and_a_stop_line(
    made: tuple[Book, ...], flagship: Project
) -> None:
    answers_it = flagship.departments["information-centre"].code
    for book in made:
        cards = [
            found.sheet.content
            for found in book.sheets.values()
            if found.sheet.kind is SheetKind.CARD
        ]
        assert len(cards) == len(in_scope(flagship))
        for card in cards:
            first = card.dials[0].number  # type: ignore[attr-defined]
            assert (first == book.home.desk.number) is (card.code != answers_it)  # type: ignore[attr-defined]
            assert card.stop, card.department  # type: ignore[attr-defined]
            assert card.bands, card.department  # type: ignore[attr-defined]


@pytest.mark.slow
@pytest.mark.parametrize("audience", AUDIENCES[:-1])
def test_the_guide_says_nothing_of_the_plan_that_its_readers_may_not_see(
    flagship: Project, audience: str
) -> None:
    """The site of this repository carries the guide in `docs/`: a word of a restricted chapter
    there would stop every build."""
    guide = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted((ROOT / "docs").rglob("*.md"))
    }
    assert len(guide) > 10
    assert search_texts(guard_for(flagship, audience), guide) == ()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("audience", "language"),
    [("public", "zh"), only_in_soak("public", ""), only_in_soak("staff", "")],
)
def test_its_site_is_published_for_those_whom_the_workflow_and_make_build_it_for(
    audience: str, language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With everything that stands beside the plan: guide, search index, pictures. What its pages
    link to in the other language is seen at the small projects' sites."""
    options = Options(project=ROOT, audience=audience, only=("site",), output=tmp_path / "site")
    if language:
        options = options.changed(languages=(language,))
    assert build(options) == OK, capsys.readouterr().err
    for made in (language,) if language else ("zh", "en"):
        guide = tmp_path / f"site/site/{made}/guide/language.html"
        assert guide.is_file() == (audience != "public"), "nobody who reads in public writes a plan"


README = ("README.md", "README.zh.md")


def code(readme: str, kind: str, word: str) -> list[str]:
    """The lines of the block of this kind that says `word`."""
    text = (ROOT / readme).read_text(encoding="utf-8")
    blocks = re.findall(rf"```{kind}\n(.*?)```", text, re.DOTALL)
    (found,) = [block for block in blocks if word in block]
    return str(found).splitlines()


def dials(book: Book, number: str) -> set[str]:
    """Ids of the sheets that say a number."""
    return {id for id, stamped in book.sheets.items() if number in str(stamped.sheet)}


@pytest.mark.slow
@pytest.mark.parametrize("readme", README)
def test_the_first_exercise_of_the_readme_is_true(
    readme: str, flagship: Project, made: tuple[Book, ...]
) -> None:
    """The number stands on the card of its picture, and on what is named beside it."""
    _, entry, line = code(readme, "yaml", "number:")
    found = re.search(r'number: "(\d+)"', line)
    assert found
    contact = flagship.contacts[entry.removeprefix("- id: ")]
    assert str(contact.number) == found[1]
    for book in made:
        where = dials(book, found[1])
        assert {"card-pharmacy-outpatient", "contacts", "call-tree"} <= where
        assert "contacts-pharmacy-outpatient" in where


@pytest.mark.parametrize("readme", README)
def test_the_step_of_the_readme_is_the_plan_s(readme: str) -> None:
    name, *step = code(readme, "yaml", "actor:")
    text = (ROOT / name.removeprefix("# ")).read_text(encoding="utf-8")
    assert "".join(f"    {line}\n" for line in step) in text


@pytest.mark.parametrize(("readme", "language"), [("README.md", "en"), ("README.zh.md", "zh")])
def test_the_finding_of_the_readme_is_what_check_says(
    readme: str, language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place, line, hint = code(readme, "text", "R202")
    shutil.copytree(ROOT / "plan_source", tmp_path / "plan_source")
    path = tmp_path / place.partition(":")[0]
    wrong = line.partition("| ")[2]
    text = path.read_text(encoding="utf-8")
    right = wrong.replace("prescripton", "prescription")
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    check(Options(project=tmp_path, ui_language=language))
    said = re.sub(r"\d+", "N", capsys.readouterr().out)
    for told in (place, line, hint):
        assert re.sub(r"\d+", "N", told.strip()) in said


@pytest.mark.slow
@pytest.mark.parametrize("readme", README)
def test_the_readme_counts_right(readme: str, flagship: Project) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    counts = re.search(r"(\d+) (?:departments|个科室)[,，] ?(\d+) ?(?:scenarios|种场景)", text)
    assert counts
    assert int(counts[1]) == len(in_scope(flagship))
    scenarios = [one for one in flagship.procedures.values() if not one.department]
    assert int(counts[2]) == len(scenarios)


@pytest.mark.parametrize("readme", README)
def test_the_readme_s_paths_are_there(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    for name in re.findall(r"\]\(([^)#]+)\)", text):
        assert (ROOT / name).exists(), name
    assert text.index("## Install" if readme == "README.md" else "## 安装") < text.index("```")
