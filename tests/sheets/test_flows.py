"""Diagrams as plain data: boxes, questions and arrows as the steps say."""

from dataclasses import replace
from pathlib import Path

import pytest
from wardbook.plan.loader import load
from wardbook.plan.model.blocks import ActivationBlock, BodiesBlock
from wardbook.plan.project import Project, values
from wardbook.sheets.audience import for_audience
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.procedures.flows import Flow, activation_flow, bodies_flow, procedure_flow
from wardbook.sheets.procedures.procedures import procedure_view
from wardbook.sheets.project_localizer import localizer_for


def drawn(localizer: Localizer, id: str) -> Flow:
    flow = procedure_flow(localizer, localizer.project.procedures[id])
    assert flow is not None
    return flow


def arrows(flow: Flow) -> list[tuple[str, str, str]]:
    return [(edge.start, edge.end, edge.label) for edge in flow.edges]


def test_a_decision_forks_and_next_joins(en: Localizer) -> None:
    flow = drawn(en, "cable-cut")
    assert [(node.id, node.shape) for node in flow.nodes] == [
        ("look", "step"),
        ("look?", "question"),
        ("restart", "step"),
        ("order", "step"),
        ("tell", "step"),
        ("all-clear", "step"),
        ("end", "end"),
    ]
    assert arrows(flow) == [
        ("look", "look?", ""),
        ("look?", "order", "yes"),
        ("look?", "restart", "no"),
        ("restart", "tell", ""),
        ("order", "tell", ""),
        ("tell", "end", ""),
        ("all-clear", "end", ""),
    ]


@pytest.mark.parametrize(
    ("left_out", "passed_by"),
    [
        ("restart", ("look?", "order", "no")),  # the question leads to what follows
        ("tell", ("restart", "order", "")),  # `next` leads nowhere else: the next box
        ("all-clear", ("tell", "end", "")),
    ],
)
def test_arrows_pass_by_what_the_flow_leaves_out(
    en: Localizer, left_out: str, passed_by: tuple[str, str, str]
) -> None:
    procedure = en.project.procedures["cable-cut"].model_copy(deep=True)
    (step,) = (step for _, step in procedure.steps() if step.id == left_out)
    object.__setattr__(step, "in_flow", False)
    flow = procedure_flow(en, procedure)
    assert flow is not None
    ids = {node.id for node in flow.nodes}
    assert left_out not in ids and passed_by in arrows(flow)
    assert {end for edge in flow.edges for end in (edge.start, edge.end)} <= ids


def test_boxes_carry_number_and_actor(en: Localizer) -> None:
    flow = drawn(en, "cable-cut")
    assert [node.who for node in flow.nodes if node.shape == "step"] == [
        "1 Technician",
        "2 Technician",
        "3 Technician",
        "4 Technician",
        "5 Clinic manager",
    ]


def test_phases_outside_the_outage_are_not_drawn_and_numbers_stay(en: Localizer) -> None:
    flow = drawn(en, "welcome-desk")
    assert [node.who.split(" ")[0] for node in flow.nodes if node.shape == "step"] == [
        "2",
        "3",
        "4",
        "5",
        "6",
        "7",
        "8",
    ]
    assert "type-slips" not in {node.id for node in flow.nodes}


def test_every_arrow_joins_boxes_that_are_drawn(en: Localizer) -> None:
    for id in en.project.procedures:
        flow = drawn(en, id)
        assert {end for edge in flow.edges for end in (edge.start, edge.end)} <= {
            node.id for node in flow.nodes
        }


@pytest.mark.parametrize("there", ["welcome-desk/announce", "welcome-desk/restart"])
def test_an_arrow_into_another_procedure_ends_the_drawing(clinic: Path, there: str) -> None:
    """Even when a step of the same name is drawn here."""
    path = clinic / "plan_source/procedures/cable-cut.yml"
    text = path.read_text(encoding="utf-8")
    assert text.count("next: [end]") == 1
    path.write_text(text.replace("next: [end]", f"next: [{there}]"), encoding="utf-8")
    loaded = load(clinic)
    assert loaded.project is not None
    localizer = localizer_for(loaded.project, "en")
    assert ("tell", "end", "") in arrows(drawn(localizer, "cable-cut"))


def test_a_scenario_that_only_prepares_has_no_drawing(en: Localizer) -> None:
    procedure = en.project.procedures["cable-cut"]
    phases = procedure.phases.model_copy(
        update={"prevent": procedure.phases.detect, "detect": (), "respond": (), "end": ()}
    )
    only_prepares = procedure.model_copy(update={"phases": phases})
    assert procedure_flow(en, only_prepares) is None
    assert procedure_view(en, only_prepares).flow is None


def test_the_chain_of_activation(en: Localizer, project: Project) -> None:
    (block,) = [
        found for found in values(project.plans["paper-plan"]) if isinstance(found, ActivationBlock)
    ]
    flow = activation_flow(en, block.activation)
    assert [node.text for node in flow.nodes] == ["Technician", "Clinic manager", "Welcome Desk"]
    assert [(edge.start, edge.end) for edge in flow.edges] == [
        (flow.nodes[0].id, flow.nodes[1].id),
        (flow.nodes[1].id, flow.nodes[2].id),
    ]
    assert all(edge.label for edge in flow.edges)


def test_the_tree_of_bodies(en: Localizer, project: Project) -> None:
    (block,) = [
        found for found in values(project.plans["paper-plan"]) if isinstance(found, BodiesBlock)
    ]
    flow = bodies_flow(en, block.bodies)
    assert [(node.id, node.text, node.who) for node in flow.nodes] == [
        ("lead", "Commander: Clinic manager\nDecides", "Lead group"),
        ("repair", "Technician\nMends the lines", "Repair group"),
    ]
    assert arrows(flow) == [("lead", "repair", "group")]


def test_a_drawing_follows_its_language(en: Localizer, zh: Localizer) -> None:
    one, other = (drawn(localizer, "cable-cut") for localizer in (en, zh))
    assert one != other
    assert replace(one, title="", nodes=(), edges=()) == replace(
        other, title="", nodes=(), edges=()
    )
    assert [(edge.start, edge.end) for edge in one.edges] == [
        (edge.start, edge.end) for edge in other.edges
    ]


def test_an_arrow_to_a_step_that_may_not_be_seen_goes_on_to_what_follows(project: Project) -> None:
    procedure = project.procedures["welcome-desk"]
    asking = next(step for _, step in procedure.steps() if step.decision)
    wanted = asking.decision.no.part  # type: ignore[union-attr]
    phase = next(name for name, step in procedure.steps() if step.id == wanted)
    hidden = tuple(
        step.model_copy(update={"audience": "restricted"}) if step.id == wanted else step
        for step in getattr(procedure.phases, phase)
    )
    changed = procedure.model_copy(
        update={"phases": procedure.phases.model_copy(update={phase: hidden})}
    )
    seen = for_audience(
        replace(project, procedures={**project.procedures, "welcome-desk": changed}), "staff"
    )
    flow = procedure_flow(localizer_for(seen, "en"), seen.procedures["welcome-desk"])
    assert flow is not None
    nodes = [node.id for node in flow.nodes]
    (no,) = [
        edge.end for edge in flow.edges if edge.start == f"{asking.id}?" and edge.label == "no"
    ]
    assert wanted not in nodes
    assert no == nodes[nodes.index(f"{asking.id}?") + 1]
    assert {edge.start for edge in flow.edges} | {edge.end for edge in flow.edges} <= set(nodes)


def test_the_chart_draws_no_line_to_a_body_that_may_not_be_seen(project: Project) -> None:
    bodies = list(project.bodies.values())
    parent = next(str(body.parent) for body in bodies if body.parent)
    flow = bodies_flow(localizer_for(project, "en"), [body for body in bodies if body.id != parent])
    assert {edge.start for edge in flow.edges} | {edge.end for edge in flow.edges} <= {
        node.id for node in flow.nodes
    }
