"""The clinic with what its plan does without: prices, tries of the search, a page that moved, a
register of identities, named rows under shared headings, a back-entry list in its own words."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

CLINIC = Path(__file__).parent / "projects/clinic"

FILES: Mapping[str, str] = {
    "prices.yml": """\
edition: "2026-1"
date: 2026-05-01
columns: [{column: price, heading: Our price}]
items:
  - {code: "0110", name: Consultation, unit: visit, price: "10", group: Visits, windows: [Desk]}
""",
    "searches.yml": """\
pages:
  - opens: departments/dispensary
    also: [numbers]
    ask: {en: [pills], zh: [拿药]}
""",
    "forms/identities.yml": """\
id: identities
code: LC-31
title: {en: Register of numbers, zh: 编号登记}
paper: A4-landscape
filled_by: [desk-clerk]
identities: {each: 3, aliases: [{en: Unknown Pine, zh: 无名松}, {en: Unknown Elm, zh: 无名榆}]}
sections:
  - grid:
      columns:
        - {id: number, label: {en: Number, zh: 编号}, type: serial}
        - {id: name, label: {en: Name, zh: 姓名}}
        - {id: at, label: {en: Time, zh: 时间}, type: time}
        - {id: by, label: {en: Signature, zh: 签名}, type: sign}
      rows: 6
      numbered: yes
back_entry: {rule: keep}
""",
    "forms/checks.yml": """\
id: checks
code: LC-32
title: {en: Daily checks, zh: 每日检查}
paper: A4
filled_by: [desk-clerk]
sections:
  - grid:
      columns:
        - {id: morning, label: {en: Morning, zh: 上午}, short: {en: a.m., zh: 早}, type: text}
        - {id: evening, label: {en: Evening, zh: 下午}, type: text}
      headings:
        - {label: {en: The day and its hours, zh: 日期与时段}, short: {en: Day, zh: 日期}, from: morning, to: evening}
      rows: [{en: Door, zh: 大门}, {en: Fridge, zh: 冰箱}]
  - fields:
      - {id: remarks, label: {en: What was found besides, zh: 另外发现的情况}, short: {en: Besides, zh: 另记}}
back_entry: {rule: keep}
""",
    "plans/recovery.yml": """\
id: recovery
code: Z9
title: {en: Back to the computers, zh: 恢复系统}
numbering: decimal
chapters:
  - id: entered
    title: {en: What is entered, zh: 补录什么}
    blocks:
      - recovery:
          rows: [{text: {en: Slips of the dispensary, zh: 药局单据}, steps: [dispensary/type-medicines]}]
""",
}
"""Further files of the plan."""

ADDED: Mapping[str, str] = {
    "copies.yml": """\
- id: dispensary-zh
  manual: dispensary
  language: zh
  count: 2
  edition: "3"
  checked: 2026-06-15
  lost: [{date: 2026-06-20, count: 1, number: "7", edition: "3", by: Dispenser, replaced: 2026-06-22}]
""",
    "site.yml": "moved: [{from: departments/pharmacy, to: departments/dispensary}]\n",
    "calendar.yml": "working_days: [{date: 2026-10-10, name: {en: Makes up for a holiday, zh: 调休上班}}]\n",
    "systems.yml": """\
- id: films
  name: {en: Film archive, zh: 影像归档}
  functions:
    - id: films
      name: {en: films, zh: 胶片}
      together: [{with: [lines], then: {en: Send a runner., zh: 派人去取。}}]
""",
}
"""What stands at the end of files that the clinic has."""

_BOX = "box: {place: {en: Drawer under the counter, zh: 柜台抽屉}, key: desk-clerk}"
_THINGS = _BOX[:-1] + ", things: [{id: stamp, name: {en: Stamp, zh: 印章}}]}"


def fuller_clinic(folder: Path) -> Path:
    """A copy of the clinic in `folder`, which there is not yet, with all of this."""
    shutil.copytree(CLINIC, folder, ignore=shutil.ignore_patterns(".cache", "build"))
    source = folder / "plan_source"
    for name, text in FILES.items():
        (source / name).write_text(text, encoding="utf-8")
    for name, text in ADDED.items():
        with (source / name).open("a", encoding="utf-8") as file:
            file.write(text)
    departments = source / "departments.yml"
    text = departments.read_text(encoding="utf-8")
    assert _BOX in text
    departments.write_text(text.replace(_BOX, _THINGS), encoding="utf-8")
    return folder
