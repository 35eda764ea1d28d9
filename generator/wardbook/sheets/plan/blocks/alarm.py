"""Reporting, activation, peak hours."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.plan.model import blocks as model
from wardbook.plan.model.scalars import Duration
from wardbook.plan.text import Link
from wardbook.sheets.localizer import Lens
from wardbook.sheets.plan.blocks.shapes import Pair, PairsView, Views
from wardbook.sheets.plan.blocks.tables import Makers, lines_of, table_of
from wardbook.sheets.procedures.flows import activation_flow
from wardbook.sheets.sheet import Line, Prose, Run


def _reporting(lens: Lens, block: model.ReportingBlock) -> Views:
    rule = block.reporting
    pairs = [Pair(lens.say("report_to"), "", (lens.row((rule.to, *rule.also)),))]
    if rule.within:
        said = lens.say("within", duration=lens.duration(rule.within))
        since = "" if rule.since == "noticed" else lens.say(f"report_since_{rule.since}")
        pairs.append(Pair(lens.say("report_within"), "", ((Run(said + since),),)))
    if rule.channel:
        pairs.append(Pair(lens.say("report_channel"), "", lens.prose(rule.channel)))
    if rule.consent:
        pairs.append(Pair(lens.say("report_consent"), "", (lens.runs(rule.consent),)))
    if form := rule.form or (rule.sheet and Link(("form",), str(rule.sheet.id), None, rule.sheet.at)):
        pairs.append(Pair(lens.say("report_form"), "", (lens.runs(form),)))
    for key, lines in (("report_conditions", rule.conditions), ("report_content", rule.content)):
        if lines:
            pairs.append(Pair(lens.say(key), "", (), lines_of(lens.prose(line) for line in lines)))
    yield "pairs", PairsView(tuple(pairs))


def _activation(lens: Lens, block: model.ActivationBlock) -> Views:
    yield "flow", activation_flow(lens, block.activation)
    rows = [
        (lens.say(f"activation_{link.step}"), lens.name(link.by), (lens.row(link.to),), _activation_words(lens, link))
        for link in block.activation
    ]
    yield "table", table_of(lens, "activation", ("step", "by", "to", "text"), rows)


def _activation_words(lens: Lens, link: model.ActivationStep) -> Prose:
    extra: list[Line] = []
    if link.within:
        extra.append((Run(lens.say("within", duration=lens.duration(link.within))),))
    if link.form:
        extra.append(lens.runs(link.form))
    if link.stands_in:
        after = lens.duration(link.unreached_after) if link.unreached_after else ""
        said = lens.say("activation_unreached_after", duration=after) if after else lens.say("activation_unreached")
        extra.append((Run(said), *lens.row(link.stands_in)))
    return (*lens.prose(link.text), *extra)


def _warning(lens: Lens, block: model.WarningBlock) -> Views:
    watches, notice = block.warning.watches, block.warning.notice
    if watches:
        rows = [
            (
                lens.prose(watch.what),
                (lens.row(watch.systems),) if watch.systems else (),
                lens.name(watch.by),
                lens.prose(watch.how),
                _rhythm(lens, watch.every),
                lens.prose(watch.limit),
                (lens.runs(watch.then),) if watch.then else (),
            )
            for watch in watches
        ]
        yield "table", table_of(lens, "watch", ("what", "systems", "by", "how", "every", "limit", "then"), rows)
    if notice:
        yield "pairs", PairsView(tuple(_notice(lens, notice)))


def _rhythm(lens: Lens, every: Duration | str | None) -> str:
    """How often; empty where nobody said it."""
    if isinstance(every, Duration):
        return lens.say("every", duration=lens.duration(every))
    return lens.say("watch_always") if every else ""


def _notice(lens: Lens, notice: model.ChangeNotice) -> Iterator[Pair]:
    before = lens.say("notice_before", duration=lens.duration(notice.before))
    yield Pair(lens.say("notice_when"), "", ((Run(before),),))
    yield Pair(lens.say("notice_by"), "", ((Run(lens.name(notice.by)),),))
    yield Pair(lens.say("notice_to"), "", (lens.row(notice.to),))
    if notice.form:
        yield Pair(lens.say("report_form"), "", (lens.runs(notice.form),))
    if notice.content:
        yield Pair(lens.say("notice_content"), "", (), lines_of(lens.prose(line) for line in notice.content))


def _peak(lens: Lens, block: model.PeakBlock) -> Views:
    peak = block.peak
    name = lens.name(peak.window)
    pairs = [Pair(f"{lens.say('peak_in')}{lens.say('colon')}{name}", "", lens.prose(peak.text))]
    if peak.off_peak:
        pairs.append(Pair(lens.say("peak_off"), "", lens.prose(peak.off_peak)))
    yield "pairs", PairsView(tuple(pairs))


MAKERS: Makers = {
    model.WarningBlock: _warning,
    model.ReportingBlock: _reporting,
    model.ActivationBlock: _activation,
    model.PeakBlock: _peak,
}
