"""Calls of those who learn of a fault in some way, and calls for the people and the spare parts
that a case needs."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.plan.model.blocks import Channel, DiscoveryBlock, ResourceChoice, ResourcesBlock
from wardbook.plan.reach import post_of
from wardbook.sheets.command.call_rows import (
    CallGroup,
    call_row,
    names_with_numbers,
    same_number,
)
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.plan.blocks.alarm import there_within
from wardbook.sheets.plan_facts import in_order
from wardbook.sheets.procedures.cards import unstopped
from wardbook.sheets.procedures.moments import within
from wardbook.sheets.sheet import Line, Span


def discovery_groups(localizer: Localizer) -> Iterator[CallGroup]:
    """The calls of each way on which faults become known, but for those that anybody makes to the
    desk: the tree begins with these."""
    for plan in in_order(localizer.project.plans):
        for block in plan.blocks():
            if isinstance(block, DiscoveryBlock):
                for channel in block.discovery:
                    if channel.to and (channel.by or not _is_desk(localizer, channel)):
                        yield _found(localizer, channel)


def _is_desk(localizer: Localizer, channel: Channel) -> bool:
    desk = localizer.project.site.desk
    return desk is not None and channel.to is not None and channel.to.id == desk.id


def _found(localizer: Localizer, channel: Channel) -> CallGroup:
    """The call of whoever learns of a fault in one way."""
    assert channel.to is not None, "a way without a call is in no call tree"
    post = post_of(localizer.project, channel.by) if channel.by else None
    form = localizer.spans(channel.form, "code") if channel.form else ()
    what: Line = (Span(localizer.words(channel.what)),)
    return CallGroup(
        caller=localizer.name(channel.by) if channel.by else localizer.say("calls_anybody"),
        stand_in=names_with_numbers(localizer, post.stands_in) if post else "",
        deadline=within(localizer, channel.within, "noticed") if channel.within else "",
        what=(*what, Span(" "), *form) if form else what,
        rows=(call_row(localizer, channel.to, caller=channel.by),),
    )


def resource_groups(localizer: Localizer) -> Iterator[CallGroup]:
    """The calls for people and spare parts, case by case."""
    for plan in in_order(localizer.project.plans):
        for block in plan.blocks():
            if isinstance(block, ResourcesBlock):
                for choice in block.resources:
                    group = _sent(localizer, choice)
                    if group.rows:
                        yield group


def _sent(localizer: Localizer, choice: ResourceChoice) -> CallGroup:
    """Whom somebody calls in one case; nobody calls the own number."""
    case = localizer.words(choice.case) + localizer.say("colon")
    decides = choice.decides
    return CallGroup(
        caller=localizer.name(decides) if decides else localizer.say("calls_whoever_leads"),
        stand_in="",
        deadline=there_within(localizer, choice),
        what=(Span(case), *unstopped(localizer.line(choice.take, brief=True))),
        rows=tuple(
            call_row(localizer, who, caller=decides)
            for who in choice.call
            if not same_number(localizer.project, who, decides)
        ),
    )
