"""Reporting, activation, peak hours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wardbook.plan.model.blocks import alarm as model
from wardbook.plan.model.scalars import Duration
from wardbook.plan.text import Link
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.plan.blocks.tables import (
    Makers,
    Row,
    lines_of,
    link_alone,
    links_alone,
    table_of,
)
from wardbook.sheets.plan.blocks.views import Pair, PairsView, Views
from wardbook.sheets.procedures.flows import activation_flow
from wardbook.sheets.procedures.moments import link_deadline, within
from wardbook.sheets.sheet import Line, Prose, Span


def _reporting(localizer: Localizer, block: model.ReportingBlock) -> Views:
    rule = block.reporting
    pairs = [Pair(localizer.say("report_to"), "", (localizer.row((rule.to, *rule.also)),))]
    if rule.within:
        pairs.append(Pair(localizer.say("report_within"), "", _time_to_report(localizer, rule)))
    if rule.channel:
        pairs.append(Pair(localizer.say("report_channel"), "", localizer.prose(rule.channel)))
    if rule.consent:
        pairs.append(Pair(localizer.say("report_consent"), "", (localizer.spans(rule.consent),)))
    form = _report_form(rule)
    if form:
        pairs.append(Pair(localizer.say("report_form"), "", (localizer.spans(form),)))
    for key, texts in (("report_conditions", rule.conditions), ("report_content", rule.content)):
        if texts:
            lines = lines_of(map(localizer.prose, texts))
            pairs.append(Pair(localizer.say(key), "", (), lines))
    yield "pairs", PairsView(tuple(pairs))


def _time_to_report(localizer: Localizer, rule: model.Reporting) -> Prose:
    """Within what time a report is due, and since when."""
    assert rule.within is not None
    return ((Span(within(localizer, rule.within, str(rule.since))),),)


def _report_form(rule: model.Reporting) -> Link | None:
    """The form of a report: the one that is named, else the one that the rule makes."""
    if rule.form:
        return rule.form
    if rule.sheet:
        return Link(("form",), str(rule.sheet.id), None, rule.sheet.at)
    return None


def _activation(localizer: Localizer, block: model.ActivationBlock) -> Views:
    chain = block.activation
    rows = [_activation_row(localizer, chain, step) for step in chain]
    yield "table", table_of(localizer, "activation", ("step", "by", "to", "text"), rows)
    # Behind the table: at the foot of a page it would take the room of the table's first rows
    yield "flow", activation_flow(localizer, chain)


def _activation_row(
    localizer: Localizer, chain: Sequence[model.ActivationStep], step: model.ActivationStep
) -> Row:
    return (
        localizer.say(f"activation_{step.step}"),
        localizer.name(step.by),
        (localizer.row(step.to),),
        _activation_words(localizer, chain, step),
    )


def _activation_words(
    localizer: Localizer, chain: Sequence[model.ActivationStep], step: model.ActivationStep
) -> Prose:
    extra: list[Line] = []
    limit = link_deadline(localizer, chain, step)
    if limit:
        extra.append((Span(limit),))
    if step.form:
        extra.append(localizer.spans(step.form))
    if step.stands_in:
        extra.append((Span(_unreached(localizer, step)), *localizer.row(step.stands_in)))
    return (*localizer.prose(step.text), *extra)


def _unreached(localizer: Localizer, step: model.ActivationStep) -> str:
    """When those who stand in are called."""
    if not step.unreached_after:
        return localizer.say("activation_unreached")
    after = localizer.spoken_duration(step.unreached_after)
    return localizer.say("activation_unreached_after", duration=after)


def _discovery(localizer: Localizer, block: model.DiscoveryBlock) -> Views:
    rows = [_channel(localizer, channel) for channel in block.discovery]
    columns = ("what", "by", "systems", "signs", "to", "within", "form")
    yield "table", table_of(localizer, "discovery", columns, rows)


def _channel(localizer: Localizer, channel: model.Channel) -> Row:
    signs: list[Line] = []
    for sign in channel.signs:
        signs += localizer.prose(sign)
    limit = within(localizer, channel.within, "noticed") if channel.within else ""
    return (
        localizer.words(channel.what),
        localizer.name(channel.by),
        links_alone(localizer, channel.systems),
        tuple(signs),
        link_alone(localizer, channel.to),
        limit,
        link_alone(localizer, channel.form),
    )


def _resources(localizer: Localizer, block: model.ResourcesBlock) -> Views:
    rows = [_choice_of(localizer, choice) for choice in block.resources]
    columns = ("by", "case", "take", "decides", "place", "call", "within")
    yield "table", table_of(localizer, "resources", columns, rows)


def _choice_of(localizer: Localizer, choice: model.ResourceChoice) -> Row:
    return (
        localizer.say(f"resources_by_{choice.by}"),
        localizer.words(choice.case),
        localizer.prose(choice.take),
        localizer.name(choice.decides),
        localizer.prose(choice.place),
        links_alone(localizer, choice.call),
        there_within(localizer, choice),
    )


def there_within(localizer: Localizer, choice: model.ResourceChoice) -> str:
    """How soon somebody is there; empty where the plan does not say."""
    if not choice.within:
        return ""
    return localizer.say("resources_there", duration=localizer.duration(choice.within))


def _warning(localizer: Localizer, block: model.WarningBlock) -> Views:
    watches, notice = block.warning.watches, block.warning.notice
    if watches:
        rows = [_watch(localizer, watch) for watch in watches]
        columns = ("what", "systems", "by", "how", "every", "limit", "then")
        yield "table", table_of(localizer, "watch", columns, rows)
    if notice:
        yield "pairs", PairsView(tuple(_notice(localizer, notice)))


def _watch(localizer: Localizer, watch: model.Watch) -> Row:
    return (
        localizer.prose(watch.what),
        links_alone(localizer, watch.systems),
        localizer.name(watch.by),
        localizer.prose(watch.how),
        _rhythm(localizer, watch.every),
        localizer.prose(watch.limit),
        link_alone(localizer, watch.then),
    )


def _rhythm(localizer: Localizer, every: Duration | str | None) -> str:
    """How often; empty where nobody said it."""
    if isinstance(every, Duration):
        return localizer.say("every", duration=localizer.duration(every))
    if every:
        return localizer.say("watch_always")
    return ""


def _notice(localizer: Localizer, notice: model.ChangeNotice) -> Iterator[Pair]:
    before = localizer.say("notice_before", duration=localizer.duration(notice.before))
    yield Pair(localizer.say("notice_when"), "", ((Span(before),),))
    yield Pair(localizer.say("notice_by"), "", ((Span(localizer.name(notice.by)),),))
    yield Pair(localizer.say("notice_to"), "", (localizer.row(notice.to),))
    if notice.form:
        yield Pair(localizer.say("report_form"), "", (localizer.spans(notice.form),))
    if notice.content:
        lines = lines_of(map(localizer.prose, notice.content))
        yield Pair(localizer.say("notice_content"), "", (), lines)


def _peak(localizer: Localizer, block: model.PeakBlock) -> Views:
    peak = block.peak
    name = localizer.say("peak_in") + localizer.say("colon") + localizer.name(peak.window)
    pairs = [Pair(name, "", localizer.prose(peak.text))]
    if peak.off_peak:
        pairs.append(Pair(localizer.say("peak_off"), "", localizer.prose(peak.off_peak)))
    yield "pairs", PairsView(tuple(pairs))


MAKERS: Makers = {
    model.WarningBlock: _warning,
    model.DiscoveryBlock: _discovery,
    model.ResourcesBlock: _resources,
    model.ReportingBlock: _reporting,
    model.ActivationBlock: _activation,
    model.PeakBlock: _peak,
}
