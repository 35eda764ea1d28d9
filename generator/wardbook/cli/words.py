"""Puts the words of help and of wrong use into the user's language. They stand in the messages,
with all that the program says."""

from __future__ import annotations

from collections.abc import Iterator

import click
from click import core, decorators, exceptions, formatting, parser, types

from wardbook.options import Options
from wardbook.program import command as program_command
from wardbook.report.messages import helps, lines, usage

EVERY = "every"
"""Holds for the options that all commands have."""
_STOP = "."
_MISSING = exceptions.MissingParameter.format_message
_LIBRARY = (core, decorators, exceptions, formatting, parser, types)
"""Modules of the command-line library that say something."""


def put_words(command: click.Command, name: str, language: str) -> None:
    """Give a command, its options and those below it their words in `language`. Where the messages
    have no words, those in the code stay. `name` is what its words are called: what is typed behind
    `wardbook`, for the program itself `wardbook`."""
    known = helps(language)
    for full, one in with_those_below(command, name):
        words = known.get(full, {})
        one.short_help = words.get("short", one.short_help)
        one.help = words.get("about", one.help)
        for option in options_of(one):
            key = name_of(option)
            option.help = words.get(key) or known[EVERY].get(key, option.help)


def with_those_below(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    """A command and those below it, each by the name that its words have."""
    yield name, command
    if isinstance(command, click.Group):
        for word, below in command.commands.items():
            yield from with_those_below(below, f"{name} {word}")


def options_of(command: click.Command) -> Iterator[click.Option]:
    """The options of a command; arguments have their words in what is said about it."""
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            yield parameter


def name_of(option: click.Option) -> str:
    """What an option is called: `ui-language`."""
    return option.opts[0].lstrip("-")


def language_of(context: click.Context) -> str:
    """The user's language."""
    options = context.find_object(Options)
    assert options is not None, "the program hands it to every command"
    return options.ui_language


def said(key: str, **values: object) -> str:
    """One of the program's own lines in the user's language, while a command line is read."""
    line = lines(language_of(click.get_current_context()))[key]
    return line.format(wardbook=program_command(), **values)


def wrong_use(key: str, **values: object) -> click.UsageError:
    """An error of the command line, said by one of the program's own lines."""
    return click.UsageError(said(key, **values))


def translate_library(language: str) -> None:
    """Have the library say its own messages in `language`.

    It looks them up with gettext, which reads compiled catalogs from the disk; ours are words in
    the messages. So its modules get a look-up of ours in the place of gettext's."""
    known = usage(language)

    def one(message: str) -> str:
        return known.get(message, message)

    def counted(singular: str, plural: str, count: int) -> str:
        if count == 1:
            return one(singular)
        return one(plural)

    for module in _LIBRARY:
        for name, look_up in (("_", one), ("ngettext", counted)):
            if hasattr(module, name):
                setattr(module, name, look_up)
    _end_sentences(known.get(_STOP, _STOP))


def _end_sentences(stop: str) -> None:
    """Have the library end what it says of a missing parameter with `stop`: of this sentence alone
    it looks up the words, and not how it ends."""

    def message(problem: exceptions.MissingParameter) -> str:
        said = _MISSING(problem)
        if stop == _STOP:
            return said
        missing, quoted, choices = said.partition(f"'{_STOP}")
        return f"{missing}'{stop}{choices.lstrip(' ')}" if quoted else said

    exceptions.MissingParameter.format_message = message  # type: ignore[assignment,method-assign]
