"""What is drawn against what mathcore says of the scene's present inputs: a probe a scene, for any parameters.

A probe yields what it measured on the outlines, in the unit in which the quantity is printed (a share, a logit, nats),
and what mathcore says it should be. It looks at nothing that isn't on the stage.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

import mathcore as mc
from scenes.kit.costs import COSTS, QUADRATIC
from scenes.pictures.gradient_grid.heatmap import LEVELS, tint
from scenes.pictures.gradient_shapes.falls import HAIRLINE
from scenes.pictures.no_such_loss.params import SIDES
from scenes.pictures.nudged_softmax.share_bar import PARTED
from tests.scenes.faults import drawing_order

#: What drawn and meant may differ by, relative to what is meant, and at least by so much of a unit.
WITHIN = 1e-6
Measured = Iterator[tuple[str, Any, Any]]
Here = Callable[[Any], bool]


def spans(shapes, axis: int = 0) -> np.ndarray:
    """Return how far each shape reaches along an axis, in scene units; 0 for what isn't drawn."""
    return np.array([np.ptp(shape.points[:, axis]) if len(shape.points) else 0.0 for shape in shapes])


def middle(dot) -> np.ndarray:
    """Return a disc's middle."""
    return (dot.points[:, :2].min(0) + dot.points[:, :2].max(0)) / 2


def _overlay(scene, here: Here) -> Measured:
    p, q, area = scene.p, scene.q.value, scene.area
    for values, bars in ((p, scene.bars.bars_p), (q, scene.bars.bars_q)):
        yield "bars", spans(bars, 1) / scene.bars.unit, values
    if not here(area):
        return
    whole = (area.of_q, scene.raised, scene.level, q, mc.cross_entropy(p, q))
    own = (area.of_p, scene.own_raised, scene.own_level, p, mc.entropy(p))
    for tiles, raised, level, of, total in (whole, own):
        if (raised.value[p > 0] == 1).all():
            wide, high = spans(tiles.tiles) / area.unit, spans(tiles.tiles, 1) / area.nat
            # Tiles that have run level are one.
            yield "tiles' widths", wide, (np.eye(len(p))[0] if level.get_value() == 1 else p) * (high > 0)
            yield "tiles' area", (wide * high).sum(), total
            if level.get_value() == 0:
                yield "tiles' heights", high, mc.surprisal(np.where(p > 0, of, 1.0))


def _one_hot(scene, here: Here) -> Measured:
    if not scene.curving:
        if here(scene.tiles):
            p, start = scene.p.value, np.array(scene.params.start)
            wide, high = spans(scene.tiles.tiles) / scene.tiles.unit, spans(scene.tiles.tiles, 1) / scene.tiles.nat
            yield "tiles' widths", wide, p * (high > 0)
            yield "tiles' heights", high, mc.surprisal(np.where(p > 0, start, 1.0))
        return
    curve, box, share = scene.curve, scene.bar.box, scene.share.get_value()
    if here(curve):
        x, y = middle(curve.dot)
        yield "dot", (x - box.left) / box.width, share
        yield "loss", (y - curve.ground) / curve.ruler.unit, mc.surprisal(share)
    if here(scene.bar):
        q = scene.params.predicted(scene.rest_of_q.value, share)
        yield "pieces", spans(scene.bar.pieces) / box.width, q
        yield "true piece", np.ptp(scene.bar.pieces[scene.y].points[:, 0]) / box.width, share


def _logits_to_loss(scene, here: Here) -> Measured:
    powers, z = scene.powers, np.array(scene.params.logits)
    unit = powers.unit + scene.slid.get_value() * (powers.full - powers.unit)
    if here(powers):
        yield "logits", spans(powers.logits) / powers.plan.step, np.abs(z)
        # in scene units: of 1e22 nothing is left to divide by
        yield "powers", spans(powers.bars), np.exp(scene.scale.get_value() * z) * unit
    if hasattr(scene, "curve") and here(scene.curve) and len(scene.curve.dot.points):
        x, y = middle(scene.curve.dot)
        nats = (y - scene.curve.ground) / scene.curve.ruler.unit
        yield "the loss's dot", (x - scene.whole.left) / scene.whole.width, np.exp(-nats)
    for lever in getattr(scene, "levers", ()):
        drawn = np.array([middle(marker.ground)[0] for marker in lever.markers])
        q = mc.softmax((drawn - lever.zero) / lever.unit)
        yield "levers' shares", spans(lever.bar.pieces) / spans([lever.bar.frame]), q


def _where_gradients_live(scene, here: Here) -> Measured:
    picture, z, y = scene.picture, np.array(scene.params.logits), scene.params.target
    widths = (np.abs(mc.gradient_wrt_logits(z, y)) * picture.unit)[picture.order]
    for lane, wide in zip(picture.lanes, widths, strict=True):
        if here(lane) and len(lane.points):
            yield "lanes", np.ptp(lane.points[:16:4, 1]), wide


def _gradient_grid(scene, here: Here) -> Measured:
    landed, z = scene.subtracted[:, None], scene.batch_logits
    levels = np.insert(scene.grid.cells.levels, scene.row, scene.grid.chosen_cells.levels[0], 0)
    values = mc.softmax(z) - landed * np.eye(z.shape[1])[scene.targets]
    meant = tint(values)
    yield "cells", (np.abs(levels / LEVELS - meant) > 0.5 / LEVELS + 1e-9).any(), False


def _hanging(blocks, views, z: np.ndarray, here: Here) -> Measured:
    seen = [i for i, block in enumerate(blocks) if here(block)]
    tops = [(blocks[i].back.points[:, 1].max() - views[i].zero) / views[i].unit for i in seen]
    yield "tops of blocks", tops, z[seen]
    wide = spans([blocks[i].fill_level for i in seen])
    yield "fills", wide / [views[i].width for i in seen], mc.softmax(z)[seen]


def _pulleys(scene, here: Here) -> Measured:
    machine, z, y = scene.machine, scene.z.value, scene.params.target
    closer, hang = scene.views()
    yield from _hanging(machine.blocks, [closer if i == y else hang for i in range(machine.count)], z, here)
    if here(machine.pulls) and machine.pulls.arrows[0].body.presence == 1:
        yield "forces", [a.length / hang.width for a in machine.pulls.arrows], mc.forces(z, y)
    if here(scene.ceiling) and scene.ceiling.line.presence == 1:
        lift, (first, *others) = scene.lift.get_value(), sorted(np.exp(z - z.max()), reverse=True)
        there = first + sum(min(max(lift * len(others) - k, 0), 1) * power for k, power in enumerate(others))
        lifted = z.max() + np.log(there)
        yield "ceiling", (scene.ceiling.line.points[:, 1].min() - hang.zero) / hang.unit, lifted
        if lift == 1:
            yield "loss", np.ptp(scene.ceiling.gap.points[:, 1]) / hang.unit, mc.loss(z, y)


def _tug(scene, here: Here) -> Measured:
    net, outputs, state = scene.net, scene.outputs, scene.state
    if scene.back[0].get_value() < 1 or not here(net):
        return
    for k, bands in enumerate(net.bands):
        for band, start, end, slope in zip(bands, *net.ends(k), np.ravel(state.gradients.weights[k]), strict=True):
            way = (end - start) / np.hypot(*(end - start))
            yield (
                "edges",
                np.ptp(band.points[:, :2] @ np.array([-way[1], way[0]])),
                max(abs(slope) * net.unit, net.hair),
            )
    if here(outputs.blocks[0]):
        z = state.forward.activations[-1]
        yield "shares", spans([block.fill_level for block in outputs.blocks]) / outputs.width, mc.softmax(z)
        forces = mc.forces(z, scene.example.target)
        yield "forces", [arrow.length / arrow.unit for arrow in outputs.arrows], forces
    if hasattr(scene, "trail") and here(scene.trail):
        step = int(scene.step.get_value() + 1e-9)
        at = scene.trail.trace.axes.at(step, scene.params.losses()[step])
        yield "trail of the loss", middle(scene.trail.trace.dot), at
    if scene.hidden.nodes and here(scene.hidden.nodes[0]):
        arrows = scene.hidden.arrows[0]
        yield "hidden forces", [arrow.length / arrow.unit for arrow in arrows], state.hidden_forces(1)


def _slowdown(scene, here: Here) -> Measured:
    tube = scene.neuron.tube
    if here(scene.neuron):
        z = scene.weight.get_value() + scene.bias.get_value()
        yield "tube", np.ptp(tube.fill_level.points[:, 1]) / tube.inside.height, mc.sigmoid(z)
    if hasattr(scene, "board") and here(scene.board):
        y, at, params = scene.field.axes.y_axis, scene.update_.get_value(), scene.params
        for (cost, start), course in scene.field.courses.items():
            rate = params.rates[0 if cost == QUADRATIC else 1]
            run = mc.train_neuron(*params.pairs()[start], rate, int(np.ceil(at)) + 1, cost)
            z = np.interp(at, np.arange(len(run.weights)), run.weights + run.biases)
            yield "race", (middle(course.trace.dot)[1] - y.start[1]) / y.unit, mc.sigmoid(z)


def _shapes(scene, here: Here) -> Measured:
    q, curves = scene.q.get_value(), scene.curves
    if here(curves) and scene._draw in scene.followers:
        for cost in COSTS:
            yield "curves", middle(curves.dots[cost]), curves.axes.at(q, curves.of(q, cost))
        for fall in scene.falls[-1:] if scene._note in scene.followers else []:
            gained = [float(np.diff(mc.prediction_loss(np.array([q, fall.start]), cost))[0]) for cost in COSTS]
            unit = curves.axes.y_axis.unit
            yield "falls", spans(fall.bars.values(), 1) / unit, np.maximum(gained, HAIRLINE / unit)
    if scene._draw_gate in scene.followers:
        z, sigmoid = scene.z.get_value(), scene.sigmoid
        yield "sigmoid", middle(sigmoid.dot), sigmoid.axes.at(z, float(mc.sigmoid(z)))
        if scene._push in scene.followers:
            nudge = scene.pushed
            yield "nudged", spans([nudge.arrow]) / abs(sigmoid.axes.x_axis.unit), [z - nudge.start]
            followed = float(np.diff(mc.sigmoid(np.array([nudge.start, z])))[0])
            yield "followed", spans([nudge.bar], 1) / sigmoid.axes.y_axis.unit, [followed]


def _nudged(scene, here: Here) -> Measured:
    table, q = scene.table, mc.softmax(scene.z.value)
    if here(table.boxes):  # the ends of a bar stay longer
        whole = sum(spans([getattr(bar, part) for bar in table.bars]) for part in ("kept", "gained")) / table.unit
        slit = np.minimum(PARTED / table.unit, np.maximum(0, q - table.before))
        yield "bars", np.clip(whole, q - slit, q), whole


def _to_max(scene, here: Here) -> Measured:
    river, z = scene.river, scene.z.value
    high = river.box.height
    mouth = min(scene.reach.get_value(), scene.grown.get_value())
    meant = [mc.softmax(z, c)[river.order] for c in (scene.c.get_value(), mouth, 0.0)]
    yield "bar", spans(river.segments, 1) / high, meant[0]
    for where, ends, shares in (("mouth", [240, 241], meant[1]), ("source", [0, 481], meant[2])):
        drawn = np.array([np.ptp(strand.points[::4, 1][ends]) / high for strand in river.strands])
        drawn[river.place] *= (
            river.mouth.top
        )  # where a curve takes the bar's place, the runner-up's shares are drawn larger
        yield f"strands at the {where}", drawn, shares


def _nudges_are_forces(scene, here: Here) -> Measured:
    plot, start, y = scene.plot, np.array(scene.params.logits), scene.params.target
    if scene._draw_plot in scene.followers:
        for i, (curve, nudge) in enumerate(zip(plot.curves, scene.nudges.value, strict=True)):
            change = mc.nudge(start, i, float(nudge), y).loss_change
            yield "curves", middle(curve.dot), plot.axes.at(nudge, change)


def _class_distance(scene, here: Here) -> Measured:
    x, y = np.array(scene.params.positions), scene.params.target
    d = np.abs(x - x[y])
    d[y] = 1.0
    power = scene.power.get_value()
    losses = {
        "equal-treatment": lambda q: mc.forces(np.log(q), y),
        "the-notes-idea": lambda q: mc.forces(np.log(q), y) / d**power,
        "what-it-pulls-on": lambda q: -mc.wasserstein_gradient(np.log(q), y, x),
        "pulls-inside-the-log": lambda q: np.eye(len(q))[y] - q * d**power / (q @ d**power),
    }
    # in an opening the last beat's arrows are on their way out
    forces = None if scene._opening else losses.get(scene.renderer.file_writer.names[-1])
    for row, pull, q in zip(scene.bars, scene.pulls, (q.value for q in scene.qs), strict=True):
        yield "bars", spans(row.fills, 1) / row.places.unit, q
        if forces and here(pull):
            yield "arrows", pull.arrow.length / pull.arrow.unit, forces(q)[pull.column]


def _at_rest(scene, here: Here) -> Measured:
    blocks, z, p = scene.blocks, scene.z.value, scene.p.value
    if here(blocks):
        yield from _hanging(blocks.blocks, [blocks.hang] * len(z), z, here)
        forces = mc.forces(z, p)
        # Where arrows have a scale of their own, a bar beside them says which.
        told = getattr(scene, "scale", None)
        unit = np.ptp(told.bar.points[:, 1]) / told.force if told and here(told) else blocks.hang.width
        # A force so small that its arrow has faded has none.
        faded = [arrow.fading[0] / unit for arrow in blocks.arrows]
        lengths = np.array([arrow.length if len(arrow.body.points) else 0.0 for arrow in blocks.arrows])
        drawn = np.abs(forces) >= np.multiply(faded, 1 + WITHIN)
        yield "forces", lengths[drawn] / unit, forces[drawn]


def _no_loss(scene, here: Here) -> Measured:
    if scene._draw_path not in scene.followers or not here(scene.walker):
        return
    params, (i, j) = scene.params, scene.params.pair()
    field = params.slopes if scene.round is scene.closed else params.divided
    start = np.zeros(len(params.positions))
    corners = mc.rectangle(start, (i, j), SIDES)
    rounds, rest = divmod(scene.way.get_value(), 4.0)
    side = min(int(rest), 3)
    here_now = corners[side] + (rest - side) * (corners[side + 1] - corners[side])
    height = rounds * mc.circulation(field, start, (i, j), SIDES)
    height += sum(mc.work(field, corners[k], corners[k + 1]) for k in range(side)) + mc.work(
        field, corners[side], here_now
    )
    yield "walker", middle(scene.walker), scene.view.at(here_now[i] / SIDES[0], here_now[j] / SIDES[1], height)


PROBES: dict[str, Callable[[Any, Here], Measured]] = {
    "CrossEntropyOverlay": _overlay,
    "OneHotTruth": _one_hot,
    "LogitsToLoss": _logits_to_loss,
    "WhereGradientsLive": _where_gradients_live,
    "GradientGrid": _gradient_grid,
    "PulleyForces": _pulleys,
    "TugThroughTheNetwork": _tug,
    "LearningSlowdown": _slowdown,
    "GradientShapes": _shapes,
    "NudgedSoftmax": _nudged,
    "SoftmaxToMax": _to_max,
    "NudgesAreForces": _nudges_are_forces,
    "ClassDistance": _class_distance,
    "PulleysAtRest": _at_rest,
    "NoSuchLoss": _no_loss,
}


def wrong_geometry(scene, looked: dict[str, int]) -> list[str]:
    """Return what at this frame is drawn otherwise than mathcore says; count in ``looked`` what was looked at."""
    stage, found = set(map(id, drawing_order(scene))), []

    def here(part) -> bool:  # Manim splits what it takes something from
        return any(id(member) in stage for member in part.get_family())

    for what, drawn, meant in PROBES[type(scene).__name__](scene, here):
        looked[what] = looked.get(what, 0) + 1
        drawn, meant = np.asarray(drawn, dtype=float), np.asarray(meant, dtype=float)
        if not (np.abs(drawn - meant) <= WITHIN * np.maximum(1.0, np.abs(meant))).all():
            found.append(f"{what}: {drawn} drawn, {meant} meant")
    return found
