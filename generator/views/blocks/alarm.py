"""Reporting, activation, peak hours."""

from __future__ import annotations

from generator.source.model import blocks as model
from generator.views.blocks.shapes import Pair, PairsView, Views
from generator.views.blocks.tables import Makers, table_of
from generator.views.flows import activation_flow
from generator.views.lens import Lens
from generator.views.sheet import Line, Prose, Run


def _reporting(lens: Lens, block: model.ReportingBlock) -> Views:
    rule = block.reporting
    pairs = [Pair(lens.say("report_to"), "", (lens.runs(rule.to),))]
    if rule.within:
        said = lens.say("within", duration=lens.duration(rule.within))
        pairs.append(Pair(lens.say("report_within"), "", ((Run(said),),)))
    if rule.form:
        pairs.append(Pair(lens.say("report_form"), "", (lens.runs(rule.form),)))
    for key, lines in (("report_conditions", rule.conditions), ("report_content", rule.content)):
        if lines:
            pairs.append(Pair(lens.say(key), "", (), tuple(lens.prose(line) for line in lines)))
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
    return (*lens.prose(link.text), *extra)


def _peak(lens: Lens, block: model.PeakBlock) -> Views:
    peak = block.peak
    name = lens.name(peak.window)
    pairs = [Pair(f"{lens.say('peak_in')}{lens.say('colon')}{name}", "", lens.prose(peak.text))]
    if peak.off_peak:
        pairs.append(Pair(lens.say("peak_off"), "", lens.prose(peak.off_peak)))
    yield "pairs", PairsView(tuple(pairs))


MAKERS: Makers = {
    model.ReportingBlock: _reporting,
    model.ActivationBlock: _activation,
    model.PeakBlock: _peak,
}
