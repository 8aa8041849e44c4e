"""Scene 1 tells of H(p, q) what mathcore says of it."""

from itertools import pairwise

import numpy as np
import pytest

import mathcore as mc
from scenes.cross_entropy_overlay import CrossEntropyOverlay
from scenes.kit.formula import Formula
from scenes.kit.shapes import Shape
from scenes.kit.text import Label
from scenes.kit.two_distributions import BET
from scenes.kit.words import LONGEST
from scenes.pictures.cross_entropy_overlay.comparison import Comparison
from scenes.pictures.cross_entropy_overlay.picture import FRAME
from tests.scenes.performing import perform

P, Q = np.array([0.1, 0.2, 0.4, 0.2, 0.1]), np.array([0.3, 0.3, 0.2, 0.15, 0.05])
Params = CrossEntropyOverlay.Params
H, H_P = mc.cross_entropy(P, Q), mc.entropy(P)


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """Return of every frame its beat, q, how far the tiles have run level, and what is drawn of them in nats."""
    frames = []

    def observe(scene, repeat):
        area = scene.area

        def drawn(tiles):
            sizes = [np.ptp(t.points[:, :2], axis=0) if len(t.points) else np.zeros(2) for t in tiles.tiles]
            return np.array(sizes) / [area.unit, area.nat]

        frames.append(
            {
                "beat": scene.renderer.file_writer.names[-1],
                "q": scene.q.value,
                "level": (scene.level.get_value(), scene.own_level.get_value()),
                "tiles": drawn(area.of_q),
                "own": drawn(area.of_p),
                "hatched": [len(hatch.points) > 0 for _, hatch in area.saved],
                "written": {k: n.text for k, n in scene.balance.numbers.items()} if hasattr(scene, "balance") else {},
            }
        )

    return perform("CrossEntropyOverlay", tmp_path_factory.mktemp("media"), observe).scene, frames


def test_tiles_stand_p_wide_and_log_1_over_q_high_and_levelling_keeps_their_area(seen):
    levelling = [f for f in seen[1] if f["beat"] == "add-them-up"]
    assert levelling[0]["tiles"][:, 0] == pytest.approx(P)
    assert levelling[0]["tiles"][:, 1] == pytest.approx(mc.surprisal(Q))
    # One block, so that no seam shows in it.
    assert levelling[-1]["tiles"].tolist() == [pytest.approx([1, H]), *[[0, 0]] * 4]
    running = [f["tiles"][:, 1] for f in levelling if 0 < f["level"][0] < 1]
    assert running[-1] == pytest.approx(np.full(5, H), abs=0.02)
    assert len({f["level"] for f in levelling}) > 10
    for frame in levelling:
        assert frame["tiles"].prod(1).sum() == pytest.approx(H)


def test_a_foot_is_as_long_as_the_bar_that_tipped_over_is_high(seen):
    scene = seen[0]
    lengths = [np.ptp(foot.body.points[:, 0]) for foot in scene.feet.feet]
    heights = [np.ptp(bar.points[:, 1]) for bar in scene.bars.bars_p]
    assert lengths == pytest.approx(heights, abs=0.025)


def test_what_p_leaves_uncovered_is_kl_and_it_closes_to_0_while_h_of_p_stays(seen):
    closing = [f for f in seen[1] if f["beat"] == "make-q-right"]
    for frame in closing:
        (wide, high), (own_wide, own_high) = frame["tiles"][0], frame["own"][0]
        assert high - own_high == pytest.approx(mc.kl_divergence(P, frame["q"]))
        assert (wide, own_wide, own_high) == pytest.approx((1, 1, H_P))
        assert frame["tiles"].sum() + frame["own"].sum() == pytest.approx(2 + high + own_high)
    assert closing[0]["written"] == {"whole": "1.68", "floor": "1.47", "excess": "0.21"}
    assert closing[-1]["written"] == {"whole": "1.47", "floor": "1.47", "excess": "0.00"}


def test_the_end_shows_where_the_bet_costs_and_where_it_saves(seen):
    scene, last = seen[0], seen[1][-1]
    bet = scene.params.bet
    assert last["q"] == pytest.approx([0.05, 0.05, 0.05, 0.05, BET])
    assert last["tiles"][:, 1] == pytest.approx(mc.surprisal(bet.q))
    assert last["own"][:, 1] == pytest.approx(mc.surprisal(P))
    assert last["hatched"] == [False, False, False, False, True]
    assert bet.excesses.sum() == pytest.approx(mc.kl_divergence(P, bet.q))
    assert last["written"] == {"whole": "2.72", "floor": "1.47", "excess": "1.25"}
    assert [number.text for number in scene.bars.shares] == ["0.05", "0.05", "0.05", "0.05", "0.80"]


def test_each_tile_is_given_its_term_and_one_height_and_its_product_are_worked_out(seen):
    scene = seen[0]
    terms = [f"@t{i}{{ink({area})}}" for i, area in enumerate(("0.12", "0.24", "0.64", "0.38", "0.30"))]
    assert scene.sum.body.strip() == f"{' ink(+) '.join(terms)} = ink(1.68)"
    lines = ["prediction(log 1\\/q) = prediction(1.61)", "prediction(q) = prediction(0.20)"]
    assert [label.body for label in scene.heights[2]] == [f"$display({line})$" for line in lines]
    assert {i: scene.heights[i][0].text for i in (1, 3)} == {1: "0.24", 3: "0.38"}
    # On those that are narrow it stands on the roof, at a thread.
    assert {i: scene.heights[i][0].body for i in (0, 4)} == {0: "$display(0.12)$", 4: "$display(0.30)$"}
    area, product = scene.product
    assert (product.body, area.text) == ("$display(truth(0.4) times prediction(1.61) =)$", "0.64")
    own_area, height = scene.notes.own(scene.params.right, H, scene.params.own_worked)
    assert (height.body, own_area.text) == ("$display(truth(log 1\\/p) = truth(0.92))$", "0.37")
    own = [*scene.notes.own_areas(scene.params.right, H, ceiling=scene.line)]
    assert [part[0].body for part in own if part and isinstance(part[0], Label)] == ["$display(truth(0.23))$"] * 2
    costs = scene.notes.differences(scene.params.bet)
    assert {i: costs[i][0].text for i in (1, 2, 3)} == {1: "0.28", 2: "0.83", 3: "0.28"}
    # Over pieces too narrow for them they stand over all roofs, at a thread.
    raised = {i: costs[i][0].body for i in (0, 4)}
    assert raised == {0: "$display(loss(0.07))$", 4: '$display(up("saves" 0.21))$'}


def test_bars_are_as_wide_in_every_beat(tmp_path):
    widths = set()

    def observe(scene, repeat):
        bars = [*scene.bars.bars_p, *scene.bars.bars_q]
        widths.update(round(float(np.ptp(bar.points[:, 0])), 6) for bar in bars)

    perform("CrossEntropyOverlay", tmp_path, observe, fps=4)
    assert len(widths) == 1


def test_what_is_too_narrow_for_its_numbers_has_them_over_all_roofs_and_areas_are_products(tmp_path):
    p, q = (0.285, 0.305, 0.103, 0.088, 0.219), (0.251, 0.159, 0.076, 0.424, 0.09)
    labels = ("badger", "beaver", "dog", "hedgehog", "frog")
    scene = perform("CrossEntropyOverlay", tmp_path, fps=4, p=p, q=q, labels=labels).scene
    areas = [[label.body for label in scene.heights[i] if isinstance(label, Label)] for i in (2, 3)]
    assert areas == [["$display(0.265)$"], ["$display(0.076)$"]]
    shares = [[label.body for label in scene.feet.names[i] if isinstance(label, Label)] for i in (2, 3)]
    assert shares == [['#"dog"', '#"0.103"'], ['#"hedgehog"', '#"0.088"']]
    for share, height, term in zip(p, scene.params.start.surprisals, scene.params.start.terms, strict=True):
        assert scene.params.area(share * float(scene.params.area(height))) == scene.params.area(term)


@pytest.mark.parametrize(
    ("p", "q", "strip"),
    [
        ((0.15, 0.05, 0.5, 0.3), (0.35, 0.2, 0.1, 0.35), ["0.15", "0.05", "0.50", "0.30"]),
        ((0.08, 0.22, 0.05, 0.35, 0.12, 0.18), (0.2, 0.1, 0.25, 0.15, 0.2, 0.1), None),
        ((0.03, 0.07, 0.8, 0.06, 0.04), (0.1, 0.2, 0.3, 0.3, 0.1), None),
        (tuple(P), tuple(Q), ["0.1", "0.2", "0.4", "0.2", "0.1"]),
    ],
)
def test_threads_are_plumb_what_is_saved_is_told_and_bars_and_bins_keep_their_names(p, q, strip, tmp_path):
    scene = perform("CrossEntropyOverlay", tmp_path, fps=4, p=p, q=q).scene
    params, bet = scene.params, scene.params.bet
    written = strip or [params.share(mass) for mass in p]
    assert [foot.number.body for foot in scene.feet.feet] == [f'#"{text}"' for text in written]
    differences = scene.notes.differences(bet)
    own = scene.notes.own_areas(params.right, params.start.cross_entropy, ceiling=scene.line)
    for part in (*scene.heights.values(), *differences.values(), *own):
        for thread in [shape for shape in part if isinstance(shape, Shape) and shape.stroke_width > 0]:
            assert np.ptp(thread.points[:, 0]) == pytest.approx(0, abs=1e-9)
    assert {int(i) for i in np.flatnonzero(bet.excesses.round(params.finer) < 0)} <= set(differences)
    # KL is written to the end; without its terms as in the equation before.
    said = [part.body for part in scene.mobjects if isinstance(part, Formula) and "KL" in part.body]
    short = f'loss("KL") = loss({scene.balance.numbers["excess"].text})'
    assert len(said) == 1
    assert params.excess_adds_up or said == [short]
    # Each name hangs at its own foot: nearer to its middle than to any other’s; so does a share under a name.
    middles = (scene.feet.edges[:-1] + scene.feet.edges[1:]) / 2
    for i, pieces in scene.feet.names.items():
        labels = [piece for piece in pieces if isinstance(piece, Label)]
        assert int(np.abs(middles - labels[0].get_center()[0]).argmin()) == i
        if strip and len(labels) > 1:
            assert labels[1].get_center()[0] == pytest.approx(middles[i], abs=0.05)
            assert labels[1].get_top()[1] < labels[0].get_bottom()[1]
    assert len(scene.feet.names) == len(p)
    assert all(shape.presence == 1.0 for head in (scene.bars.head_p, scene.bars.head_q) for shape in head)


def test_a_sum_that_would_not_agree_with_the_equation_before_it_is_not_written():
    params = Params(p=(0.03, 0.07, 0.8, 0.06, 0.04), q=(0.1, 0.2, 0.3, 0.3, 0.1))
    left = float(params.number(params.bet.cross_entropy)) - float(params.number(params.bet.entropy))
    assert round(left, params.decimals) != float(params.area(params.bet.excess))
    assert not params.excess_adds_up


def test_the_block_s_height_keeps_its_name_as_long_as_there_is_a_block(tmp_path):
    named = {}

    def observe(scene, repeat):
        if hasattr(scene, "whole_name"):
            name, area = scene.whole_name, scene.area
            upper = area.up(scene.state.cross_entropy) + FRAME / 200
            assert name.edge.points[:, 1] == pytest.approx(upper)
            assert area.frame.points[:, 1].max() == pytest.approx(upper)
            named[scene.renderer.file_writer.names[-1]] = (name in scene.mobjects, name.edge.presence)

    perform("CrossEntropyOverlay", tmp_path, observe, fps=4)
    blocks = ("add-them-up", "the-excess", "make-q-right", "then-wrong")
    assert {beat: named[beat] for beat in blocks} == dict.fromkeys(blocks, (True, 1.0))
    assert not named["who-pays"][0]


def test_what_p_leaves_uncovered_wears_kl_s_colour_only_once_it_is_named(tmp_path):
    presences = {}

    def observe(scene, repeat):
        presences[scene.renderer.file_writer.names[-1]] = scene.area.over.tiles[0].presence

    perform("CrossEntropyOverlay", tmp_path, observe)
    assert presences["add-them-up"] == 0
    assert presences["the-excess"] == presences["make-q-right"] == presences["then-wrong"] == presences["who-pays"] == 1


def test_printed_parts_add_up_on_their_way_too(seen):
    for written in [f["written"] for f in seen[1] if f["written"] and f["beat"] in ("make-q-right", "then-wrong")]:
        assert float(written["floor"]) + float(written["excess"]) == pytest.approx(float(written["whole"]))


def test_a_product_is_worked_out_only_if_a_calculator_gets_what_is_printed():
    assert (Params().worked, Params().finer) == (True, 2)
    longer = Params(p=(0.37, 0.63), q=(0.731, 0.269))
    assert (longer.worked, longer.finer) == (True, 3)
    assert not Params(p=(0.37, 0.63), q=(0.9996, 0.0004)).worked
    assert not Params(p=(1 / 3,) * 3, q=(0.2, 0.3, 0.5)).worked
    # A height has one more decimal where its product comes out as printed only then.
    assert Params().own_worked == "0.92"
    half = Params(p=(0.15, 0.05, 0.5, 0.3), q=(0.35, 0.2, 0.1, 0.35))
    assert (half.own_worked, half.area(half.right.terms[2])) == ("0.693", "0.35") == ("0.693", half.area(0.5 * 0.693))


def test_a_number_of_q_stands_over_the_higher_edge_all_the_time_and_a_line_leads_from_p_s_to_q_s(tmp_path):
    over = []

    def observe(scene, repeat):
        bars, p, q = scene.bars, scene.p, scene.q.value
        if scene.where.get_value() == 2.0 and bars.shares in scene.mobjects:
            for number, leader, mass, share in zip(bars.shares, bars.leaders, p, q, strict=True):
                bottom, higher = number.points[:, 1].min(), bars.ground + bars.unit * max(mass, share)
                over.append(bottom - higher)
                if mass - share > 1e-9:
                    assert leader.points[:, 1].min() == pytest.approx(bars.ground + bars.unit * share)
                    assert leader.points[:, 1].max() < bottom
                else:
                    assert np.ptp(leader.points[:, 1], axis=0) < 0.05 if len(leader.points) else True
            assert {shape.fill_rgbas[0, 3] for shape in bars.shares} == {shape.presence for shape in bars.shares}

    perform("CrossEntropyOverlay", tmp_path, observe)
    assert len(over) > 500
    # As near as the number's own descent and the room for a line's end let it.
    assert min(over) > 0.05
    assert max(over) < 0.25


@pytest.mark.parametrize(
    ("values", "beat", "said"),
    [
        ({}, "then-wrong", "H(p,q) climbs to 2.72; all of the rise is KL."),
        ({}, "who-pays", "Bins where q is too small pay, x₃ most; only x₅ saves."),
        ({"p": ".5,.3,.2,0"}, "who-pays", "Bins where q is too small pay, x₁ most; no bins save."),
        ({"p": ".25,.25,.25,.25"}, "who-pays", "Bins where q is too small pay; only x₄ saves."),
        ({"p": ".01,.98,.01"}, "who-pays", "Bins where q is too small pay, x₂ most; 2 bins save."),
        ({"p": "1,0,0,0"}, "make-q-right", "KL closes to 0, and nothing is left: p is certain, so H(p) = 0."),
        ({"p": "1,0,0,0"}, "the-excess", "A p that is certain costs nothing: all that this q costs is KL."),
        (
            {"p": "0,.5,.5,0"},
            "pair-the-bins",
            "A tile’s area is p × log 1/q, together 1.386; a bin without p makes none.",
        ),
        ({"p": ".25,.25,.25,.25"}, "the-excess", "This q is right: it costs H(p), and nothing on top. KL is 0."),
        ({"p": ".25,.25,.25,.25"}, "overlay", "They agree in every bin: nothing sticks out."),
        (
            {"p": ".6,.3,.1", "labels": "a b,owl,ox"},
            "who-pays",
            "Bins where q is too small pay, a b most; only ox saves.",
        ),
    ],
)
def test_conclusions_hold_for_the_numbers_in_use(values, beat, said):
    if values:
        count = values["p"].count(",") + 1
        values = {"q": ",".join([str(1 / count)] * count), **values}
    conclusions = {b.name: b.conclusion for b in CrossEntropyOverlay.beats_of(Params.model_validate(values))}
    assert conclusions[beat] == said


def test_a_q_that_is_right_is_not_made_right(tmp_path):
    beats = CrossEntropyOverlay.beats_of(Params(p=(0.5, 0.5), q=(0.5, 0.5)))
    assert [b.name for b in beats][-2:] == ["then-wrong", "who-pays"]
    assert "make-q-right" not in {b.name for b in beats}
    assert beats[-2].caption == "What if q bets 0.80 on x₂, which p gives 0.50?"


@pytest.mark.parametrize(
    ("p", "caption"),
    [
        ((0.1, 0.2, 0.4, 0.2, 0.1), "What if q bets 0.80 on x₅, which p gives only 0.10?"),
        ((0.5, 0.5), "What if q bets 0.80 on x₂, which p gives 0.50?"),
        ((0.5, 0.5, 0.0), "What if q bets 0.800 on x₃, which p rules out?"),
    ],
)
def test_the_bet_is_called_what_it_is(p, caption):
    assert Params(p=p, q=(1 / len(p),) * len(p)).betting() == caption


@pytest.mark.parametrize("bins", range(2, 13))
def test_the_bet_is_near_and_its_bars_as_printed_sum_to_1(bins):
    for rise in (0.0, 1.0, 3.0):
        p = (1 + rise * np.arange(bins)) / (1 + rise * np.arange(bins)).sum()
        params = Params(p=p, q=p[::-1])
        bet = params.bet.q
        assert int(bet.argmax()) == params.wrong
        assert bet.max() == pytest.approx(BET, abs=0.1)
        assert sum(float(params.share(share)) for share in bet) == pytest.approx(1)
        assert f"bets {params.share(bet.max())} on" in params.betting()


def test_a_bet_is_taken_whose_sums_come_out_as_printed():
    params = Params(p=(0.15, 0.05, 0.5, 0.3), q=(0.35, 0.2, 0.1, 0.35))
    assert params.bet.q == pytest.approx([0.06, 0.82, 0.06, 0.06])
    assert (params.finer, params.decimals) == (2, 2)
    assert params.adds_up
    assert params.own_adds_up
    assert params.excess_adds_up
    assert Params().bet.q == pytest.approx([0.05, 0.05, 0.05, 0.05, 0.8])


@pytest.mark.parametrize("p", [tuple(P), (0.15, 0.05, 0.5, 0.3), (0.3, 0.7), (0.05, 0.15, 0.5, 0.3)])
def test_headings_stay_where_they_are_once_q_lies_over_p_and_no_number_reaches_them(p, tmp_path):
    places, gaps = set(), []

    def observe(scene, repeat):
        bars = scene.bars
        if scene.where.get_value() >= 1:
            heads = (bars.head_p, bars.head_q)
            places.add(tuple(np.concatenate([head.origin for head in heads]).round(6).tolist()))
            assert all(shape.presence == 1.0 for head in heads for shape in head)
            if not bars.stacks:
                low = min(leaf.points[:, 1].min() for head in heads for leaf in head.leaves)
                gaps.append(low - max(number.points[:, 1].max() for number in bars.shares))

    q = (1 / len(p),) * len(p)
    perform("CrossEntropyOverlay", tmp_path, observe, fps=4, p=p, q=q)
    assert len(places) == 1
    assert all(gap > 0.1 for gap in gaps)


def test_the_longest_bar_tips_over_alone_and_slowly_then_the_others(tmp_path):
    tipping = []

    def observe(scene, repeat):
        if scene.renderer.file_writer.names[-1] == "tip-over":
            tipping.append(np.flatnonzero((scene.tipped.value > 0) & (scene.tipped.value < 1)).tolist())

    perform("CrossEntropyOverlay", tmp_path, observe, fps=20)
    flights = [flying[0] for flying in tipping if flying]
    assert max(len(flying) for flying in tipping) == 1
    assert list(dict.fromkeys(flights)) == [2, 4, 3, 1, 0]
    assert flights.count(2) >= 20
    assert all(2 * flights.count(i) < flights.count(2) for i in (0, 1, 3, 4))


def test_long_names_leave_no_sentence_too_long():
    names = tuple("abcdefghijkl" for _ in range(12))
    p = (0.14, *[0.08] * 10, 0.06)
    for beat in CrossEntropyOverlay.beats_of(Params(p=p, q=(1 / 12,) * 12, labels=names)):
        assert max(len(beat.caption), len(beat.conclusion)) <= LONGEST


def test_printed_sums_come_out_as_printed():
    params = Params()
    terms = [float(params.number(term)) for term in params.start.terms]
    assert sum(terms) == pytest.approx(float(params.number(params.start.cross_entropy)))
    assert params.adds_up
    assert params.excess_adds_up
    assert params.decimals == 2
    for state in (params.start, params.bet):
        parts = [float(params.number(part)) for part in (state.entropy, state.excess)]
        assert sum(parts) == pytest.approx(float(params.number(state.cross_entropy)))
    assert not Params(p=(1 / 6,) * 6, q=(1 / 6,) * 6).adds_up


def test_areas_have_more_decimals_where_their_sums_would_not_come_out_as_printed():
    params = Params(p=(0.285, 0.305, 0.103, 0.088, 0.219), q=(0.251, 0.159, 0.076, 0.424, 0.09))
    assert (Params().finer, params.decimals, params.finer) == (2, 2, 3)
    assert params.adds_up
    assert params.own_adds_up
    assert params.excess_adds_up
    for state in (params.start, params.right):
        assert sum(float(params.area(term)) for term in state.terms) == pytest.approx(
            float(params.area(state.cross_entropy))
        )


def test_the_sweep_goes_from_p_to_the_bet():
    (sweep,) = CrossEntropyOverlay.sweeps_of(Params())
    (slider,) = sweep.inputs
    assert (slider.name, slider.count) == ("q_5", 101)
    assert slider.value(0) == pytest.approx(0.1)
    assert slider.value(100) == pytest.approx(BET)


def test_the_terms_of_a_sum_are_evenly_set(seen):
    terms = [np.concatenate([leaf.points for leaf in term.leaves])[:, 0] for term in seen[0].sum.pieces.values()]
    gaps = [right.min() - left.max() for left, right in pairwise(terms)]
    assert len(terms) == 5
    assert np.ptp(gaps) < 0.05


def test_all_shares_stand_at_their_edges_while_q_lies_over_p(tmp_path):
    told = []

    def observe(scene, repeat):
        compared = next((part for part in scene.mobjects if isinstance(part, Comparison)), None)
        if compared is not None:
            told.append(([label.body for label in compared], scene.bars.out.leaves[0].presence))

    perform("CrossEntropyOverlay", tmp_path, observe, fps=4)
    shares = ["0.30", "0.10", "0.30", "0.20", "0.40", "0.20", "0.20", "0.15", "0.10", "0.05"]
    assert told[2][0] == [
        *(f'#"{share}"' for share in shares),
        *(f'$display(prediction(q) "too {w}")$' for w in ("much", "little")),
    ]
    assert max(presence for _, presence in told) == 1
