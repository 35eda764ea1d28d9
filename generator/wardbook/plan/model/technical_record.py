"""A system's technical record: what those who bring it back need, sealed for everybody else."""

from __future__ import annotations

from typing import Annotated

from wardbook.plan.model.base import Base
from wardbook.plan.model.links import ContactLink
from wardbook.plan.model.scalars import Count, IpAddress, Port, Span, Word, one_of
from wardbook.plan.text import Bilingual, Name


class Parties(Base):
    """Who owns a system, who built it, who keeps it running; often none of the plan's own."""

    owner: Name | None = None
    contractor: Name | None = None
    maintainer: Name | None = None


class Server(Base):
    """A machine on which a system runs."""

    name: Word
    ip: IpAddress | None = None
    ports: tuple[Port, ...] = ()
    os: Word | None = None
    """Operating system with its version."""
    environment: Annotated[str, one_of("production", "standby", "test", "training")] | None = None
    version: Word | None = None
    """Of what runs on it."""
    place: Bilingual | None = None
    """Rack, room, site."""


class TechnicalRecord(Base):
    """What those who bring a system back need, and nobody else may see."""

    full_name: Name | None = None
    """What the contract and the certificate call it."""
    version: Word | None = None
    parties: Parties | None = None
    addresses: tuple[Word, ...] = ()
    """Where it answers: URLs, host names."""
    servers: tuple[Server, ...] = ()
    order: Count | None = None
    """Its place in the order of recovery."""
    time: Span | None = None
    """How long recovery may take (RTO)."""
    time_note: Bilingual | None = None
    """What the time does not say: from when it counts, for which part it holds."""
    loss: Span | None = None
    """How much data may be lost, as a time (RPO)."""
    loss_note: Bilingual | None = None
    backup: Bilingual | None = None
    """What is backed up where, and how it was last tried."""
    accounts: Bilingual | None = None
    """Where the sealed envelope with the accounts lies; never the accounts themselves."""
    steps: tuple[Bilingual, ...] = ()
    """Recovery, in order."""
    checks: tuple[Bilingual, ...] = ()
    """What shows that it works again."""
    support: tuple[ContactLink, ...] = ()
    """Whom to call, contract at hand."""
