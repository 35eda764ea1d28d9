"""The words that the program says to its user, in every language that `messages/` has a file
for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from wardbook.findings import Finding
from wardbook.plan.plan_words import plan_words
from wardbook.report.counted_words import Pattern, of_several
from wardbook.word_files import WordFile, WordSection, completed, read_file

_HERE = Path(__file__).parent
_MESSAGES = _HERE / "messages"
DEFAULT = "en"
"""The language of messages where nothing names another."""
PROGRAM = "wardbook"
"""What the program is called where nobody types what is said: in files and in the guide."""
_STARTED = "{wardbook}"
"""Place of a line or a hint for how the program is started in the shell at hand."""
_OWN_SECTIONS: Mapping[str, Any] = {"usage": {}}
"""Sections that English has no need of."""
_STEERING = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Unicode categories of characters that steer a terminal instead of being seen."""
_PLACE = re.compile(r"(?<!\{)\{\w+\}(?!\})")
"""What a finding fills in."""
_MOST = 500
"""Characters of an argument that a message shows."""
_KIND = "kind"
"""The argument of findings that holds what an entry is: in `terms`, else in
`plan/words/`."""
_TERMS = (_KIND, "wanted", "phase", "status")
"""Arguments of findings that hold words of the plan language; `terms` of the messages name them."""
_LACKS = "lacks"
_WRITTEN_AT = "written_at"
"""Arguments that hold the name of a probe: its own words say what it looks for, and where that is
written."""


@dataclass(frozen=True)
class MessageTexts:
    """What a code says: the message with its places, how to fix it, and the long explanation."""

    message: str
    hint: str
    explain: str


@cache
def ui_languages() -> tuple[str, ...]:
    """Languages that messages can be said in, by code: one for each file of `messages/`."""
    return tuple(sorted(path.stem for path in _MESSAGES.glob("*.yml")))


@cache
def codes(language: str) -> Mapping[str, MessageTexts]:
    """Every code's words in a language."""
    said = _file(language)["codes"]
    found = {}
    for code in words_alone(DEFAULT)["codes"]:
        entry = said[code]
        found[code] = MessageTexts(entry["message"], entry["hint"], entry["explain"])
    return found


def texts_of(code: str, language: str) -> MessageTexts:
    """A code's words in a language. Raises `LookupError` for a code that nobody has worded."""
    known = codes(language)
    if code not in known:
        raise LookupError(f"{code} has no words under `codes` in {_path(DEFAULT)}")
    return known[code]


def lines(language: str) -> Mapping[str, str]:
    """The program's own lines (progress, summaries) in a language. Asking for one that there is not
    raises `LookupError`, which names the file."""
    found: Mapping[str, str] = _file(language)["lines"]
    return found


def kinds_and_fields(language: str) -> Mapping[str, str]:
    """What entries of a plan and, behind `field_`, their fields are called in a language. What is
    not in it is called as in the plan's files, with spaces for underscores."""
    return plan_words(language).words


def families(language: str) -> Mapping[str, str]:
    """Families of codes by their first letter, in the order of the guide."""
    found: Mapping[str, str] = _file(language)["families"]
    return found


def terms(language: str) -> Mapping[str, str]:
    """Words of the plan language (kinds, phases, statuses) by their names in a language."""
    found: Mapping[str, str] = _file(language)["terms"]
    return found


def helps(language: str) -> Mapping[str, Mapping[str, str]]:
    """What commands and their options are for, in a language: name of a command → its own words
    under `short` and `about`, those of its options under their names. Asking for a command that
    there is not raises `LookupError`, which names the file."""
    found: Mapping[str, Mapping[str, str]] = _file(language)["help"]
    return found


def usage(language: str) -> Mapping[str, str]:
    """What the command-line library says in English → the same in a language; none for English."""
    found: Mapping[str, str] = _file(language).get("usage", {})
    return found


@cache
def examples() -> Mapping[str, str]:
    """Wrong and right ways of writing by code; they need no translation, and not every code has
    one."""
    return read_file(_HERE / "examples.yml").words


def faults(language: str) -> tuple[str, ...]:
    """What of a language's files can't be used, a line each; the English words stand in for it."""
    return (*_whole_file(language).faults, *plan_words(language).faults)


def _file(language: str) -> Mapping[str, Any]:
    """The words of a language; those of `DEFAULT` stand in where it lacks some."""
    return _whole_file(language).words


@cache
def _whole_file(language: str) -> WordFile:
    found = WordFile(words_alone(DEFAULT))
    if language != DEFAULT:
        found = completed(_path(language), {**_OWN_SECTIONS, **words_alone(DEFAULT)})
    lines = {key: Pattern(line) for key, line in found.words["lines"].items()}
    sections = {
        "lines": WordSection(lines, "lines", _path(DEFAULT)),
        "help": WordSection(found.words["help"], "help", _path(DEFAULT)),
    }
    return replace(found, words={**found.words, **sections})


@cache
def words_alone(language: str) -> Mapping[str, Any]:
    """What the file of a language says, and nothing else."""
    return read_file(_path(language)).words


def _path(language: str) -> Path:
    return _MESSAGES / f"{language}.yml"


def message(finding: Finding, language: str) -> str:
    """What is wrong, in one sentence."""
    return _filled(texts_of(finding.code, language).message, finding, language)


def hint(finding: Finding, language: str, program: str = PROGRAM) -> str:
    """How to mend it; the id that was probably meant comes first. `program` is how this program is
    started: its bare name where nobody types what is said."""
    near = dict(finding.arguments).get("near", "")
    if near:
        return lines(language)["did_you_mean"].format(near=printable(near))
    return _filled(texts_of(finding.code, language).hint, finding, language, program)


def _filled(pattern: str, finding: Finding, language: str, program: str = PROGRAM) -> str:
    """`pattern` with its places filled by the finding's arguments."""
    values = {"wardbook": program}
    for name, value in finding.arguments:
        values[name] = _shortened(printable(_said(name, value, language)))
    return Pattern(pattern).format(**values)


def _shortened(text: str) -> str:
    """The beginning of what is too long for a sentence: a whole text, a long circle of names."""
    if len(text) <= _MOST:
        return text
    return f"{text[: _MOST - 1]}…"


def _said(name: str, value: str, language: str) -> str:
    """The argument `name` as people read it: words of the plan language and probes by their names,
    all else as it is."""
    if name in (_LACKS, _WRITTEN_AT):
        # Probes know every model of the plan; help and most messages do without
        from wardbook.rules.probes.registry import wanted, written_at

        text = (wanted() if name == _LACKS else written_at())[value]
        return text.words(language) or text.words(DEFAULT)
    if name not in _TERMS:
        return value
    known = terms(language)
    if name == _KIND:
        known = {**kinds_and_fields(language), **known}
    return " / ".join(known.get(word, word) for word in value.split(" / "))


def printable(text: str) -> str:
    """`text` with control characters escaped: what stands in a file never steers the terminal or
    breaks an annotation."""
    if text.isprintable():  # as nearly all are: a long text is not looked at letter by letter
        return text
    return "".join(map(_visible, text))


def _visible(letter: str) -> str:
    if unicodedata.category(letter) in _STEERING:
        return letter.encode("unicode-escape").decode("ascii")
    return letter


def without_project(pattern: str) -> str:
    """A pattern as it is shown where no project is at hand: texts in the usual two languages."""
    return pattern.replace("{texts}", "{{zh: …, en: …}}")


def unescaped(pattern: str) -> str:
    """A message that is shown without a finding: its places as …; `{{` and `}}` stand for the
    braces themselves."""
    pattern = of_several(pattern).replace(_STARTED, PROGRAM)
    return _PLACE.sub("…", pattern).replace("{{", "{").replace("}}", "}")
