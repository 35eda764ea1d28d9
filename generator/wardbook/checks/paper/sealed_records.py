"""Technical records of systems, which are printed and sealed."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.checks.context import Context, absent_of
from wardbook.findings import Finding, Mark, info, warning
from wardbook.plan.model.blocks import RecordsBlock
from wardbook.plan.model.technical_record import Server
from wardbook.plan.project import Project
from wardbook.plan.text import Link

_NEEDED = ("ip", "os", "environment")
"""What somebody who stands in the computer room asks of a server first."""


def sealed_records(context: Context) -> Iterator[Finding]:
    """E403: a system whose technical record is to be printed and that has none; E413: all records
    are to be printed, and there is none."""
    known = not context.lacks("system")
    if known and not any(system.record for system in context.project.systems.values()):
        for block in context.project.blocks():
            if isinstance(block, RecordsBlock) and isinstance(block.records, str):
                yield context.missing_part("E413", block.at)
    for link in _printed(context.project):
        system = context.project.systems.get(link.id)
        if system and system.record is None:
            yield context.missing_part("E403", link.mark, system=link.id)


def _printed(project: Project) -> Iterator[Link]:
    """Systems whose record a plan names; a word in their place stands for all that have one."""
    for block in project.blocks():
        if isinstance(block, RecordsBlock) and not isinstance(block.records, str):
            yield from block.records


def servers(context: Context) -> Iterator[Finding]:
    """E411: two servers answer at one address and port; E412: servers of which an address, the
    operating system or the environment is not written down."""
    seen: dict[tuple[str, int], tuple[Mark, str]] = {}
    for system, server in _servers(context.project):
        for port in server.ports:
            place = (str(server.ip), port)
            if server.ip and place in seen:
                before, name = seen[place]
                names = {"one": name, "other": server.name}
                yield warning("E411", server.at, before, ip=server.ip, port=port, **names)
            seen.setdefault(place, (server.at, str(server.name)))
        missing = absent_of(server, *_NEEDED)
        if missing:
            fields = ", ".join(missing)
            yield info("E412", server.at, system=system, server=server.name, fields=fields)


def _servers(project: Project) -> Iterator[tuple[str, Server]]:
    """Every server of every record, with the id of its system."""
    for id, system in project.systems.items():
        if system.record:
            for server in system.record.servers:
                yield id, server


CHECKS = (sealed_records, servers)
