"""XML that comes from elsewhere, read without what could load files, run, or grow without end."""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum
from xml.etree import ElementTree
from xml.parsers import expat


class Declaration(Enum):
    """What a file may declare before its first element, as it is written."""

    DOCUMENT_TYPE = "<!DOCTYPE"
    ENTITY = "<!ENTITY"
    STYLE_SHEET = "<?xml-stylesheet"


class BrokenXml(Exception):
    """No XML: damaged, or in an encoding that nobody knows. `place` is its line and column."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


class RefusedDeclaration(Exception):
    """A file declares what is refused."""

    def __init__(self, declaration: Declaration) -> None:
        super().__init__(declaration.value)
        self.declaration = declaration


class TooDeep(Exception):
    """Elements stand in each other deeper than is read; `element` is the local name of the first
    that does."""

    def __init__(self, element: str) -> None:
        super().__init__(element)
        self.element = element


def read_tree(
    content: bytes, deepest: int, refused: Collection[Declaration]
) -> ElementTree.Element:
    """The root element of a file, names as ElementTree writes them: `{namespace}name`. Nothing that
    a file names is ever loaded.

    `deepest`: levels of elements; `refused`: what the file may not declare. Raises BrokenXml,
    RefusedDeclaration and TooDeep."""
    reader, parser = _Reader(deepest, refused), expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.builder.data
    parser.StartDoctypeDeclHandler = reader.document_type
    parser.EntityDeclHandler = reader.entity
    parser.ProcessingInstructionHandler = reader.instruction
    try:
        parser.Parse(content, True)
    except expat.ExpatError as problem:
        raise BrokenXml(f"{problem.lineno}:{problem.offset + 1}") from problem
    except (ValueError, LookupError) as problem:  # an encoding that nobody knows
        raise BrokenXml("1:1") from problem
    return reader.builder.close()


class _Reader:
    """What the parser tells, one after another: elements are built, declarations judged."""

    def __init__(self, deepest: int, refused: Collection[Declaration]) -> None:
        self.builder = ElementTree.TreeBuilder()
        self._depth, self._deepest, self._refused = 0, deepest, refused

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > self._deepest:
            raise TooDeep(local_name(tag))
        self.builder.start(_named(tag), attributes)

    def end(self, tag: str) -> None:
        self._depth -= 1
        self.builder.end(_named(tag))

    def document_type(self, *_: object) -> None:
        self._declared(Declaration.DOCUMENT_TYPE)

    def entity(self, *_: object) -> None:
        self._declared(Declaration.ENTITY)

    def instruction(self, target: str, _: str) -> None:
        if target == "xml-stylesheet":
            self._declared(Declaration.STYLE_SHEET)

    def _declared(self, declaration: Declaration) -> None:
        if declaration in self._refused:
            raise RefusedDeclaration(declaration)


def local_name(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition("}")[2]


def _named(tag: str) -> str:
    """A name of the parser's, `namespace}name`, as ElementTree writes it."""
    namespace, brace, name = tag.rpartition("}")
    return f"{{{namespace}}}{name}" if brace else tag
