"""Writes a project of 200 departments and 3,000 steps and measures `wardbook check` on it: time, and memory at its peak.

    python tests/benchmarks/large_project.py                 writes it to a temporary folder and measures it in quarters
    python tests/benchmarks/large_project.py FOLDER          writes it to FOLDER and leaves it there
    python tests/benchmarks/large_project.py --profile       the functions that take longest

No timed test: figures depend on the machine. What is superlinear shows in the time for each step, quarter by quarter.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import subprocess
import sys
import tempfile
from pathlib import Path

DEPARTMENTS, STEPS = 200, 15
PHASES = ("prevent", "detect", "activate", "respond", "recover", "back_entry")
VERBS = ("Write", "Check", "Count", "Carry", "Read back", "File", "Sort", "Stamp", "Fetch", "Label")
HAN_VERBS = ("填写", "核对", "清点", "送交", "复述", "归档", "整理", "盖章", "领取", "贴签")
SITE = """\
organisation: {en: Large Hospital, zh: 大型医院}
title: {en: Downtime plan, zh: 停机预案}
languages: [en, zh]
edition: {id: "1", date: 2026-06-15}
desk: line-0
never_waits: {en: Resuscitation waits for nothing., zh: 抢救不等任何手续。}
bands:
  - {id: now, from: noticed, label: {en: Now, zh: 立即}}
  - {id: told, from: announced, label: {en: On notice, zh: 接通知}}
  - {id: paper, from: manual, label: {en: On paper, zh: 改用纸质}}
  - {id: after, from: all_clear, label: {en: Afterwards, zh: 解除后}}
"""


def write(root: Path, departments: int = DEPARTMENTS, steps: int = STEPS) -> None:
    """Write the project: for each department two posts, a number, a form and a procedure; one plan that prints them all."""
    source = root / "plan_source"
    for folder in ("", "procedures", "forms", "plans"):
        (source / folder).mkdir(parents=True, exist_ok=True)
    every = range(departments)
    (source / "site.yml").write_text(SITE, encoding="utf-8")
    (source / "systems.yml").write_text(
        "- {id: his, name: {en: HIS, zh: 医院信息系统}}\n", encoding="utf-8"
    )
    _lines(source / "departments.yml", (_department(at) for at in every))
    _lines(source / "roles.yml", (line for at in every for line in _roles(at)))
    _lines(
        source / "contacts.yml",
        (
            f'- {{id: line-{at}, name: {{en: Line {at}, zh: {at} 号线}}, number: "{40000 + at}", verified: 2026-05-01}}'
            for at in every
        ),
    )
    for at in every:
        (source / "procedures" / f"ward-{at}.yml").write_text(
            _procedure(at, steps, departments), encoding="utf-8"
        )
        (source / "forms" / f"slip-{at}.yml").write_text(_form(at), encoding="utf-8")
    (source / "plans" / "whole.yml").write_text(_plan(departments), encoding="utf-8")


def _lines(path: Path, lines: object) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")  # type: ignore[call-overload]


def _department(at: int) -> str:
    return (
        f"- {{id: ward-{at}, code: W{at}, name: {{en: Ward {at}, zh: {at} 病区}}, head: head-{at}, call: line-{at}, report_to: line-0, "
        f"uses: [his], box: {{place: {{en: Shelf {at}, zh: {at} 号架}}, key: nurse-{at}}}, when: {{en: HIS is down., zh: 系统停用。}}, "
        "say: {en: Please wait., zh: 请稍候。}, stop: {en: No screens., zh: 不看屏幕。}, posted: {en: Desk, zh: 护士站}}"
    )


def _roles(at: int) -> tuple[str, str]:
    return (
        f"- {{id: nurse-{at}, name: {{en: Nurse of ward {at}, zh: {at} 病区护士}}, department: ward-{at}, cover: always}}",
        f"- {{id: head-{at}, name: {{en: Head nurse of ward {at}, zh: {at} 病区护士长}}, department: ward-{at}, stands_in: [nurse-{at}]}}",
    )


def _procedure(at: int, steps: int, departments: int) -> str:
    lines = [
        f"id: ward-{at}",
        f"department: ward-{at}",
        f"title: {{en: Ward {at} on paper, zh: {at} 病区纸质流程}}",
        "phases:",
    ]
    for phase_at, phase in enumerate(PHASES):
        mine = [step for step in range(steps) if step * len(PHASES) // steps == phase_at]
        lines += [f"  {phase}:", *(_step(at, step, departments) for step in mine)] if mine else []
    return "\n".join(lines) + "\n"


def _step(at: int, step: int, departments: int) -> str:
    other = (at * 7 + step) % departments
    verb = (at + step) % len(VERBS)
    after = f"      after: [step-{step - 1}]\n" if step else ""
    return (
        f"    - id: step-{step}\n      actor: nurse-{at}\n      verify: head-{at}\n{after}"
        f"      do:\n"
        f'        en: "{VERBS[verb]} {step + 2} rows of <form:slip-{at}> for ward {at} and call <contact:line-{other}> every {step + 3} hours."\n'
        f'        zh: "{HAN_VERBS[verb]} <form:slip-{at}> {step + 2} 行（{at} 病区），每 {step + 3} 小时拨打 <contact:line-{other}>。"\n'
        f"      card: {{en: Row {step}, zh: 第 {step} 行}}\n"
        f"      on_card: {'yes' if step == STEPS // 2 else 'no'}\n      needs: [slip-{at}]\n      gives: [slip-{at}]\n      uses: [his]\n      match: [serial]"
    )


def _form(at: int) -> str:
    fields = "\n".join(
        f"      - {{id: field-{field}, label: {{en: Field {field}, zh: 第 {field} 栏}}, span: 4}}"
        for field in range(9)
    )
    return (
        f"id: slip-{at}\ncode: OP-{at}\ntitle: {{en: Slip of ward {at}, zh: {at} 病区单}}\nfilled_by: [nurse-{at}]\nsections:\n"
        f"  - fields:\n{fields}\n"
        f"back_entry: {{by: nurse-{at}, verify: head-{at}, match: [serial], rule: enter}}\n"
    )


def _plan(departments: int) -> str:
    chapters = "\n".join(
        f"  - id: ward-{at}\n    title: {{en: Of ward {at}, zh: 病区 {at} 部分}}\n    blocks:\n"
        f'      - text: {{en: "Ward {at} follows <procedure:ward-{at}>.", zh: "{at} 病区按 <procedure:ward-{at}>。"}}\n'
        f"      - procedure: ward-{at}"
        for at in range(departments)
    )
    return f"id: whole\ncode: Z1\ntitle: {{en: Whole plan, zh: 总预案}}\nchapters:\n{chapters}\n"


def measure(root: Path) -> tuple[float, float, float, int]:
    """Seconds by the clock and of the processor (imports included), megabytes at the peak, and findings of one `wardbook
    check` in a process of its own."""
    code = (
        "import sys,resource,time,json,io,contextlib;from pathlib import Path;"
        "from wardbook.options import Options;from wardbook.commands.check import check;"
        "out=io.StringIO();begin=time.perf_counter();"
        "f=contextlib.redirect_stdout(out);f.__enter__();check(Options(project=Path(sys.argv[1]),form='json'));f.__exit__(None,None,None);"
        "print(json.dumps([time.perf_counter()-begin,time.process_time(),resource.getrusage(resource.RUSAGE_SELF).ru_maxrss/1024,"
        "len(json.loads(out.getvalue())['findings'])]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(root)], capture_output=True, text=True, check=True
    )
    seconds, worked, peak, found = json.loads(done.stdout)
    return seconds, worked, peak, found


def profile(root: Path) -> None:
    """The functions in which a check spends its time."""
    from wardbook.commands.check import check
    from wardbook.options import Options

    watch = cProfile.Profile()
    watch.enable()
    check(Options(project=root, form="json"))
    watch.disable()
    pstats.Stats(watch, stream=sys.stderr).sort_stats("cumulative").print_stats(45)


def main() -> None:
    """Read the arguments, write, measure, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--profile", action="store_true")
    asked = parser.parse_args()
    if asked.folder:
        write(asked.folder)
        return
    with tempfile.TemporaryDirectory() as folder:
        for part in (4,) if asked.profile else (1, 2, 3, 4):
            root = Path(folder, str(part))
            write(root, DEPARTMENTS * part // 4)
            steps = DEPARTMENTS * part // 4 * STEPS
            if asked.profile:
                profile(root)
                return
            seconds, worked, peak, found = measure(root)
            each = seconds / steps * 1000
            sys.stdout.write(
                f"{steps} steps: {seconds:.2f} s ({each:.2f} ms a step; processor {worked:.2f} s), {peak:.0f} MB, {found} findings\n"
            )


if __name__ == "__main__":
    main()
