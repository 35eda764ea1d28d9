"""A starter's files in one of its languages: texts plain, comments of the other left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import yaml

STARTER_LANGUAGES = ("zh", "en")
"""Languages that starters are written in."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_HAN = re.compile(r"[\u3400-\u9fff]")
_COMMENT = re.compile(r"^ *#")
_BEHIND = re.compile(r" +# [^\"']*$")
_EXAMPLE = re.compile(r"^ *# +(?:- |\w+:)")
"""A field that is written as a comment, to be taken up."""
_PAIR = re.compile(r"\{zh: (?P<zh>[^,{}]+), en: (?P<en>\"[^\"]+\"|[^,{}]+)\}")
"""A text in both languages, in a field that is written as a comment."""
_KEY = re.compile(r" *\w+: +")
_LISTS_OF_LANGUAGES = (("languages",), ("form_languages",))
_BY_LANGUAGE = ("numbering", "numbers")
"""Keys below which a mapping of languages stays one: each language numbers in its own way."""
_CHINESE, _ENGLISH = "chinese", "decimal"
"""A style of numbers that nobody who writes English asks for, and the one in its place."""
_WORD_LISTS = ("aliases", "ask", "forbidden")


@dataclass(frozen=True)
class _Change:
    """What stands between two places of a text, from now on."""

    start: int
    end: int
    text: str


def in_one_language(text: str, language: str) -> str:
    """The text of a YAML file of a starter in `language` alone. A text that lacks the language
    stays as it is; a list of words in the other language, on a line of its own, is left out."""
    changes = list(_changes(yaml.compose(text, _LOADER), (), text, language))
    for change in sorted(changes, key=lambda change: -change.start):
        text = text[: change.start] + change.text + text[change.end :]
    return with_comments_of(text, language)


def _changes(
    node: yaml.Node | None, path: tuple[str, ...], text: str, language: str
) -> Iterator[_Change]:
    if isinstance(node, yaml.MappingNode):
        yield from _in_mapping(node, path, text, language)
    elif isinstance(node, yaml.SequenceNode) and path not in _LISTS_OF_LANGUAGES:
        for item in node.value:
            if _is_asked_elsewhere(item, language):
                # The whole entry goes, from the line that it begins on
                yield _Change(text.rfind("\n", 0, item.start_mark.index), _end(item, text), "")
            else:
                yield from _changes(item, path, text, language)
    elif isinstance(node, yaml.SequenceNode):
        yield _Change(node.start_mark.index, node.end_mark.index, f"[{language}]")
    elif node:
        written = _word_of(path, node.value, language)
        if written != node.value:
            yield _Change(node.start_mark.index, node.end_mark.index, written)


def _word_of(path: tuple[str, ...], word: str, language: str) -> str:
    """What stands in the place of one word."""
    if path[-1:] == ("language",):
        return language
    if path[:1] == ("numbering",) and (language, word) == ("en", _CHINESE):
        return _ENGLISH
    return word


def _in_mapping(
    node: yaml.MappingNode, path: tuple[str, ...], text: str, language: str
) -> Iterator[_Change]:
    own = _texts(node)
    if own is None:
        for key, value in node.value:
            yield from _changes(value, (*path, key.value), text, language)
    elif language in own:
        yield _chosen(node, own[language], path, text, language)
    elif _is_of_one_language(path) and _has_own_line(node, text):
        # Words or numbers of the other language alone: their line goes, with the key
        yield _Change(text.rfind("\n", 0, node.start_mark.index), node.end_mark.index, "")


def _is_of_one_language(path: tuple[str, ...]) -> bool:
    """Whether what stands there says nothing to who lacks its language."""
    return path[-1] in _WORD_LISTS or any(key in _BY_LANGUAGE for key in path)


def _has_own_line(node: yaml.MappingNode, text: str) -> bool:
    """Whether a mapping in braces stands alone on a line, behind its key."""
    line = text[text.rfind("\n", 0, node.start_mark.index) + 1 : node.start_mark.index]
    return bool(node.flow_style) and _KEY.fullmatch(line) is not None


def _is_asked_elsewhere(item: yaml.Node, language: str) -> bool:
    """Whether an entry of searches.yml has queries in the other language alone."""
    if not isinstance(item, yaml.MappingNode):
        return False
    for key, value in item.value:
        if key.value == "ask" and isinstance(value, yaml.MappingNode):
            return language not in (_texts(value) or {language: value})
    return False


def _texts(node: yaml.MappingNode) -> dict[str, yaml.Node] | None:
    """A mapping of languages by language; None for any other mapping."""
    found = {key.value: value for key, value in node.value}
    if found and set(found) <= set(STARTER_LANGUAGES):
        return found
    return None


def _chosen(
    node: yaml.MappingNode, value: yaml.Node, path: tuple[str, ...], text: str, language: str
) -> _Change:
    """The mapping's text in one language in place of the mapping."""
    written = text[value.start_mark.index : _end(value, text)]
    is_list = isinstance(value, yaml.SequenceNode)
    if any(key in _BY_LANGUAGE for key in path) or (is_list and path[-1] not in _WORD_LISTS):
        written = f"{{{language}: {written}}}"
    start = node.start_mark.index
    before = text[:start].rstrip(" \n")
    if before.endswith(":"):  # a mapping in lines of its own: its text stands behind the key
        return _Change(len(before), _last_end(node, text), f" {written}")
    return _Change(start, _last_end(node, text), written)


def _last_end(node: yaml.MappingNode, text: str) -> int:
    if node.flow_style:
        return int(node.end_mark.index)
    return max(_end(value, text) for _, value in node.value)


def _end(node: yaml.Node, text: str) -> int:
    """Where what was written ends: a block of lines is said to end where the next thing begins."""
    return len(text[: node.end_mark.index].rstrip(" \n"))


def with_comments_of(text: str, language: str) -> str:
    """The text without the comments of the other language."""
    kept: list[str] = []
    for is_comment, run in groupby(text.split("\n"), lambda line: bool(_COMMENT.match(line))):
        lines = list(run)
        if is_comment:
            kept += _comments_of(lines, language)
            continue
        for line in lines:
            kept.append(_without_foreign_end(line, language))
    return "\n".join(kept)


def _comments_of(lines: list[str], language: str) -> Iterator[str]:
    """Lines of comments, of which each explanation stands in Chinese, then in English."""
    both = any(map(_HAN.search, lines))
    explains = False
    for written in lines:
        # "always: around the clock" behind its Chinese explains, and is no field to be taken up
        is_field = not explains and bool(_EXAMPLE.match(written))
        line = _PAIR.sub(rf"\g<{language}>", written) if is_field else written
        is_chinese = bool(_HAN.search(line))
        is_example = is_field and (line != written or not is_chinese)
        if is_example or not both or is_chinese == (language == "zh"):
            yield line
        explains = is_chinese and not is_field


def _without_foreign_end(line: str, language: str) -> str:
    if language == "zh" or not _HAN.search(line):
        return line
    return _BEHIND.sub("", line)
