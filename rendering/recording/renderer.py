"""Runs a scene into segments: the renderer, and the file writer that takes its frames."""

from collections import defaultdict
from collections.abc import Callable
from functools import partial
from itertools import count
from typing import Any, cast

from manim import CairoRenderer, Mobject, Scene
from manim.scene.scene_file_writer import SceneFileWriter

from rendering.model.segment import Segment, Shape
from rendering.recording.camera import Frame, RecordingCamera

#: A beat that moves for longer is cut, so that no core waits for another that paints it. A cut costs a key frame.
LONGEST_SECONDS = 1.5
# What a scene records: the number of the beat (from 0), and the segment.
Sink = Callable[[int, Segment], None]


class RecordingRenderer(CairoRenderer):
    """Draws into segments."""

    def __init__(self, sink: Sink):
        super().__init__(
            camera_class=RecordingCamera,
            file_writer_class=partial(RecordingWriter, camera=lambda: self.camera, sink=sink),
        )

    def scene_finished(self, scene: Scene) -> None:
        """Give the last segment away."""
        super().scene_finished(scene)
        self.file_writer.end_segment()

    def init_scene(self, scene: Scene, *arguments: Any, **options: Any) -> None:
        """Have a scene update, of its mobjects, those families in which there is something to update."""
        super().init_scene(scene, *arguments, **options)
        if type(scene).update_mobjects is Scene.update_mobjects:
            scene.update_mobjects = partial(_update_mobjects, scene)


def _update_mobjects(scene: Scene, dt: float) -> None:
    """As `Scene.update_mobjects`."""
    for mobject in scene.mobjects:
        if _has_updaters(mobject):
            mobject.update(dt)


def _has_updaters(mobject: Mobject, plain: Any = Mobject.update) -> bool:
    if mobject.updaters or type(mobject).update is not plain:
        return True
    for each in mobject.submobjects:
        # Most have no submobjects, and are spared a call.
        if each.updaters or type(each).update is not plain or (each.submobjects and _has_updaters(each)):
            return True
    return False


class RecordingWriter(SceneFileWriter):
    """Hands each segment to the sink as soon as it is complete, so memory doesn't grow with the scene.

    A segment goes on through the plays and waits of a beat: one that began with each of them would need a key frame
    for each, and those are what is large in a clip and slow in making it.
    """

    def __init__(self, settings: Any, *, camera: Callable[[], RecordingCamera], sink: Sink):
        self.camera = camera
        self.sink = sink
        self.beats: list[str] = []
        self.segment: Segment | None = None
        super().__init__(settings)

    def next_section(self, name: str, type_: str, skip_animations: bool) -> None:
        """Note where a beat begins; Manim itself forgets sections when it writes no video."""
        self.end_segment()
        super().next_section(name, type_, skip_animations)
        self.beats.append(name)

    def begin_animation(self, allow_write: bool = False, **_: Any) -> None:
        """Start a segment if a beat begins, or if the camera looks elsewhere."""
        camera = self.camera()
        centre = camera.frame_center
        width, height, x, y = map(float, (camera.frame_width, camera.frame_height, centre[0], centre[1]))
        empty = Segment(camera.ground, (width, height, x, y), float(camera.frame_rate))
        if self.segment and self.segment.without_frames() != empty:
            self.end_segment()
        if not self.segment:
            camera.forget()
            self._begin_segment(empty)

    def end_animation(self, allow_write: bool = False) -> None:
        """Nothing: the segment goes on."""

    def _begin_segment(self, empty: Segment) -> None:
        # Shapes by number, counted in order of first use.
        self.numbers: defaultdict[Shape, int] = defaultdict(count().__next__)
        self.segment = empty

    def write_frame(self, pixels: Frame, *, repeat: int = 1) -> None:
        """Add a frame: the one before again, or a new run."""
        segment = cast(Segment, self.segment)  # an animation has begun
        drawn = tuple(map(self.numbers.__getitem__, pixels.shapes))
        runs = segment.runs
        if runs and runs[-1][0] == drawn:
            runs[-1] = (drawn, runs[-1][1] + repeat)
        elif len(runs) < LONGEST_SECONDS * segment.fps:
            runs.append((drawn, repeat))
        else:
            self.end_segment()
            self._begin_segment(segment.without_frames())
            self.write_frame(pixels, repeat=repeat)

    def end_segment(self) -> None:
        """Give the segment away, if there is one with frames."""
        segment, self.segment = self.segment, None
        if segment and segment.frames:
            segment.shapes.extend(self.numbers)
            # Manim opens a section of its own before the first beat: beat 0 is the second section.
            self.sink(len(self.beats) - 2, segment)
