"""A scene plays its beats in order, says what was moved, and sweeps one frame a position."""

import pytest
from manim import CairoRenderer

from scenes.kit.beats import SweepInput, reading_time
from scenes.kit.explainer import LEAD, LEAVE, Explainer, Input, Vector, beat, sweep
from scenes.kit.params import LogitParams
from scenes.kit.shapes import Shape
from scenes.kit.text import Label
from tests.scenes.performing import NoCamera, Stage, perform, quiet_manim


class Told(Explainer):
    """Two beats and a sweep."""

    title = "Two beats"
    Params = LogitParams

    def prepare(self):
        self.z = Vector(self.params.logits, "z")
        self.scale = Input(1.0, "c", "×")
        self.box = Shape(self.theme.color("logit"))
        self.add(self.box)
        self.follow(lambda: self.box.box(0, 0, 1, self.z.value[0] / 3))

    @beat("Raise z₁.", alt="A bar grows.", then="It rose.", question="What now?", label="Up")
    def raise_it(self):
        self.move((self.z[0], 3.0), run_time=1.0)
        self.move((self.scale, 2.0), (self.z[1], 0.0), run_time=2.0, even=True)

    @beat(lambda p: f"There are {len(p.logits)} logits.", alt="A bar.")
    def count_them(self):
        pass

    @sweep(lambda p: [SweepInput(f"z_{i + 1}", "", -1, 1, 0.5, p.logits[i]) for i in range(2)])
    def sliders(self):
        trackers = self.z.trackers[:2]
        return [tracker.set_value for tracker in trackers], lambda: {"sum": sum(self.z.value)}


class Extended(Told):
    """One more beat, and another first one."""

    @beat("Leave z₁.", alt="A bar stands.")
    def raise_it(self):
        pass

    @beat("And one more.", alt="A bar.")
    def one_more(self):
        pass


class Opened(Told):
    """The second beat has an opening."""

    @beat("There it is.", alt="A bar.")
    def count_them(self):
        with self.opening():
            self.move((self.z[0], 1.0), run_time=1.0)
            self.move((self.z[0], 2.0), run_time=0.5)
        self.move((self.z[0], 3.0), run_time=1.0)


def test_a_beat_is_told_with_its_conclusion_question_and_label():
    first, second = Told.beats_of(LogitParams())
    assert (first.name, first.label, first.conclusion, first.question) == ("raise-it", "Up", "It rose.", "What now?")
    assert (first.settled, first.asked) == (2.6, 4.0)
    assert (second.caption, second.label, second.settled) == ("There are 4 logits.", "Count them", 0.0)


def test_a_text_stands_a_second_for_every_fifteen_characters_in_whole_frames():
    for length in range(1, 81):
        seconds = reading_time("x" * length)
        assert seconds >= max(1, length / 15)
        assert (seconds * 15) % 1 == pytest.approx(0, abs=1e-9) or (seconds * 15) % 1 == pytest.approx(1)


def test_a_scene_that_extends_another_plays_its_beats_too():
    assert [told.name for told in Extended.beats_of(LogitParams())] == ["raise-it", "count-them", "one-more"]
    assert Extended.beats_of(LogitParams())[0].caption == "Leave z₁."


def test_what_is_moved_is_told_by_its_name_and_in_seconds_of_its_beat(tmp_path):
    scene = perform(Told, tmp_path, lambda *seen: None).scene
    told = [(m.beat, m.input, m.unit, m.start_value, m.end_value, m.start, m.end, m.ease) for m in scene.moves]
    assert told == [
        (0, "z_1", "", 2.5, 3.0, LEAD, LEAD + 1, "smooth"),
        (0, "c", "×", 1.0, 2.0, LEAD + 1, LEAD + 3, "linear"),
        (0, "z_2", "", -1.0, 0.0, LEAD + 1, LEAD + 3, "linear"),
    ]


@pytest.mark.parametrize("captions", ["screen", "none"])
def test_a_caption_comes_after_the_opening_in_which_the_last_sentence_goes(tmp_path, captions):
    frames = []

    def observe(scene, repeat):
        labels = [label for label in scene.mobjects if isinstance(label, Label)]
        said = [(text, label) for label in labels for text in ("What now?", "There it is.") if text in label.body]
        frames.extend([[(text, max(leaf.presence for leaf in label.submobjects)) for text, label in said]] * repeat)

    scene = perform(Opened, tmp_path, observe, captions=captions).scene
    assert scene.opened == [0.0, 1.5]
    assert [(move.start, move.end) for move in scene.moves[-3:]] == [(0, 1), (1, 1.5), (1.5 + LEAD, 2.5 + LEAD)]
    second = frames[-round(10 * (2.5 + LEAD + 1.6)) :]
    if captions == "none":
        assert second == [[]] * len(second)
        return
    assert second[0] == [("What now?", 1.0)]
    assert 0 < second[2][0][1] < 1
    assert not any(presence for frame in second[round(10 * LEAVE) : 15] for _, presence in frame)
    assert second[15] == second[-1] == [("There it is.", 1.0)]


def test_an_opening_comes_first(tmp_path):
    scene = perform(Told, tmp_path, lambda *seen: None).scene
    with pytest.raises(RuntimeError, match="before anything else"), scene.opening():
        pass


def test_a_sweep_draws_one_frame_a_position_and_reads_the_same(tmp_path):
    heights = []
    with quiet_manim(tmp_path, 10):
        renderer = CairoRenderer(file_writer_class=Stage, camera_class=NoCamera)
        scene = Told(swept="sliders", renderer=renderer)
        renderer.file_writer.observe = lambda repeat: heights.extend([scene.z.value.sum()] * repeat)
        scene.render()
    assert heights == pytest.approx([1.7, 2.2, 2.7, 3.2, 3.7, 5.2, 5.7, 6.2, 6.7, 7.2])
    assert scene.readings["sum"] == pytest.approx(heights)
    assert scene.z.value.tolist() == list(LogitParams().logits)


def test_title_and_captions_can_be_left_out(tmp_path):
    scene = perform(Told, tmp_path, lambda scene, repeat: None, captions="none").scene
    assert scene.caption is None
    assert [told.count for sweep_ in scene.sweeps_of(scene.params) for told in sweep_.inputs] == [5, 5]
