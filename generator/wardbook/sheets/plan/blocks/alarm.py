"""Reporting, activation, peak hours."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.plan.model import blocks as model
from wardbook.plan.model.scalars import Duration
from wardbook.plan.text import Link
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.plan.blocks.shapes import Pair, PairsView, Views
from wardbook.sheets.plan.blocks.tables import Makers, lines_of, table_of
from wardbook.sheets.procedures.flows import activation_flow
from wardbook.sheets.sheet import Line, Prose, Span


def _reporting(localizer: Localizer, block: model.ReportingBlock) -> Views:
    rule = block.reporting
    pairs = [Pair(localizer.say("report_to"), "", (localizer.row((rule.to, *rule.also)),))]
    if rule.within:
        said = localizer.say("within", duration=localizer.duration(rule.within))
        since = "" if rule.since == "noticed" else localizer.say(f"report_since_{rule.since}")
        pairs.append(Pair(localizer.say("report_within"), "", ((Span(said + since),),)))
    if rule.channel:
        pairs.append(Pair(localizer.say("report_channel"), "", localizer.prose(rule.channel)))
    if rule.consent:
        pairs.append(Pair(localizer.say("report_consent"), "", (localizer.runs(rule.consent),)))
    if form := rule.form or (
        rule.sheet and Link(("form",), str(rule.sheet.id), None, rule.sheet.at)
    ):
        pairs.append(Pair(localizer.say("report_form"), "", (localizer.runs(form),)))
    for key, lines in (("report_conditions", rule.conditions), ("report_content", rule.content)):
        if lines:
            pairs.append(
                Pair(localizer.say(key), "", (), lines_of(localizer.prose(line) for line in lines))
            )
    yield "pairs", PairsView(tuple(pairs))


def _activation(localizer: Localizer, block: model.ActivationBlock) -> Views:
    yield "flow", activation_flow(localizer, block.activation)
    rows = [
        (
            localizer.say(f"activation_{link.step}"),
            localizer.name(link.by),
            (localizer.row(link.to),),
            _activation_words(localizer, link),
        )
        for link in block.activation
    ]
    yield "table", table_of(localizer, "activation", ("step", "by", "to", "text"), rows)


def _activation_words(localizer: Localizer, link: model.ActivationStep) -> Prose:
    extra: list[Line] = []
    if link.within:
        extra.append((Span(localizer.say("within", duration=localizer.duration(link.within))),))
    if link.form:
        extra.append(localizer.runs(link.form))
    if link.stands_in:
        after = localizer.duration(link.unreached_after) if link.unreached_after else ""
        said = (
            localizer.say("activation_unreached_after", duration=after)
            if after
            else localizer.say("activation_unreached")
        )
        extra.append((Span(said), *localizer.row(link.stands_in)))
    return (*localizer.prose(link.text), *extra)


def _warning(localizer: Localizer, block: model.WarningBlock) -> Views:
    watches, notice = block.warning.watches, block.warning.notice
    if watches:
        rows = [
            (
                localizer.prose(watch.what),
                (localizer.row(watch.systems),) if watch.systems else (),
                localizer.name(watch.by),
                localizer.prose(watch.how),
                _rhythm(localizer, watch.every),
                localizer.prose(watch.limit),
                (localizer.runs(watch.then),) if watch.then else (),
            )
            for watch in watches
        ]
        yield (
            "table",
            table_of(
                localizer, "watch", ("what", "systems", "by", "how", "every", "limit", "then"), rows
            ),
        )
    if notice:
        yield "pairs", PairsView(tuple(_notice(localizer, notice)))


def _rhythm(localizer: Localizer, every: Duration | str | None) -> str:
    """How often; empty where nobody said it."""
    if isinstance(every, Duration):
        return localizer.say("every", duration=localizer.duration(every))
    return localizer.say("watch_always") if every else ""


def _notice(localizer: Localizer, notice: model.ChangeNotice) -> Iterator[Pair]:
    before = localizer.say("notice_before", duration=localizer.duration(notice.before))
    yield Pair(localizer.say("notice_when"), "", ((Span(before),),))
    yield Pair(localizer.say("notice_by"), "", ((Span(localizer.name(notice.by)),),))
    yield Pair(localizer.say("notice_to"), "", (localizer.row(notice.to),))
    if notice.form:
        yield Pair(localizer.say("report_form"), "", (localizer.runs(notice.form),))
    if notice.content:
        yield Pair(
            localizer.say("notice_content"),
            "",
            (),
            lines_of(localizer.prose(line) for line in notice.content),
        )


def _peak(localizer: Localizer, block: model.PeakBlock) -> Views:
    peak = block.peak
    name = localizer.name(peak.window)
    pairs = [
        Pair(
            f"{localizer.say('peak_in')}{localizer.say('colon')}{name}",
            "",
            localizer.prose(peak.text),
        )
    ]
    if peak.off_peak:
        pairs.append(Pair(localizer.say("peak_off"), "", localizer.prose(peak.off_peak)))
    yield "pairs", PairsView(tuple(pairs))


MAKERS: Makers = {
    model.WarningBlock: _warning,
    model.ReportingBlock: _reporting,
    model.ActivationBlock: _activation,
    model.PeakBlock: _peak,
}
