"""Other formats than mp4, decoded and compared with one another."""

import io
import json
import shutil
from xml.etree import ElementTree

import av
import numpy as np
import pytest
import typst
from PIL import Image

from rendering.encoding.alpha import encode_segment, straight
from rendering.encoding.gif import gif
from rendering.errors import UserError
from rendering.model.formats import FORMATS, Look, chosen_formats
from rendering.model.segment import Segment
from rendering.provenance.store import CHECKSUM

SIZE = (480, 854)
GROUND = (0x10, 0x14, 0x18)
YELLOW = (0xF7, 0xD9, 0x6F)  # Manim's, half opaque inside the square


@pytest.fixture(scope="module")
def opaque(rendered, tmp_path_factory):
    """A project with every format, on its ground."""
    root = tmp_path_factory.mktemp("opaque") / "project"
    shutil.copytree(rendered.root, root)
    project = type(rendered)(root)
    project.run("render", "StillSquare", "-ql", "--format", "webm,mov,gif", "--format", "png,svg,pdf,mp4")
    return project


@pytest.fixture(scope="module")
def transparent(rendered, tmp_path_factory):
    """The same without a ground."""
    root = tmp_path_factory.mktemp("transparent") / "project"
    shutil.copytree(rendered.root, root)
    project = type(rendered)(root)
    project.run("render", "StillSquare", "-ql", "-t", "--format", "webm,mov,png,svg,pdf")
    return project


def exports(project):
    listed = json.loads((project.clips / "manifest.json").read_text())["exports"]
    return {(entry["scene"], entry["format"]): entry for entry in listed}


def picture(path, mode="RGB"):
    return np.asarray(Image.open(path).convert(mode), int)


def packets(path):
    """What was encoded, with the alpha that webm keeps beside each picture."""
    with av.open(str(path)) as clip:
        return [(bytes(p), [bytes(side) for side in p.iter_sidedata()]) for p in clip.demux(video=0) if p.size]


def frames(path, decoder=None):
    """All frames as RGBA; ffmpeg's own VP9 decoder passes over alpha."""
    with av.open(str(path)) as clip:
        track = clip.streams.video[0]
        context = av.codec.CodecContext.create(decoder, "r") if decoder else track.codec_context
        decoded = [frame for packet in clip.demux(track) for frame in context.decode(packet)]
        # With threads, swscale's pixels where two of them meet vary from run to run.
        return [frame.reformat(format="rgba", threads=1).to_ndarray().astype(int) for frame in decoded]


def typeset(project, name):
    """A vector file as another program paints it, at the size of the clips, on white."""
    height, width = SIZE
    page = project.root / "page.typ"
    page.write_text(
        f"#set page(width: {width}pt, height: {height}pt, margin: 0pt)\n"
        f'#image("/clips/{name}", width: {width}pt, height: {height}pt)'
    )
    png = typst.compile(str(page), root=str(project.root), format="png", ppi=72)
    return picture(io.BytesIO(png))


def test_stills_show_the_first_and_the_last_frame_of_each_beat(opaque):
    for beat in ("01-stand", "02-turn"):
        with av.open(str(opaque.clips / f"StillSquare/{beat}.mp4")) as clip:
            decoded = [frame.to_ndarray(format="rgb24") for frame in clip.decode(video=0)]
        for end, frame in (("first", decoded[0]), ("last", decoded[-1])):
            still = picture(opaque.clips / f"StillSquare/{beat}-{end}.png")
            assert np.abs(still - frame).mean() < 2
    turn = exports(opaque)["StillSquare", "png"]["beats"][1]
    assert turn["files"] == ["StillSquare/02-turn-first.png", "StillSquare/02-turn-last.png"]


def test_an_export_alone_tells_what_a_clip_tells(opaque):
    (clip,) = [
        c for c in json.loads((opaque.clips / "manifest.json").read_text())["clips"] if c["name"] == "StillSquare"
    ]
    for form in ("webm", "png", "svg"):
        entry = exports(opaque)["StillSquare", form]
        assert entry["title"] == clip["title"]
        for told, beat in zip(entry["beats"], clip["beats"], strict=True):
            for key in ("name", "label", "caption", "conclusion", "question", "alt", "start", "end"):
                assert told[key] == beat[key]
    gif_beats = exports(opaque)["StillSquare", "gif"]["beats"]
    assert gif_beats[-1]["end"] == pytest.approx(clip["beats"][-1]["end"], abs=0.1)  # at a rate of its own


def test_drawings_have_a_title_and_a_description(opaque):
    beat = exports(opaque)["StillSquare", "svg"]["beats"][1]
    root = ElementTree.parse(opaque.clips / "StillSquare/02-turn.svg").getroot()
    title, description = (root.find(f"{{http://www.w3.org/2000/svg}}{tag}") for tag in ("title", "desc"))
    assert beat["alt"] == description.text
    assert title.text.endswith(f": {beat['label'] or beat['name']}")
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", "title desc")
    pdf = (opaque.clips / "StillSquare/02-turn.pdf").read_bytes()
    assert b"/Title" in pdf
    assert b"/Subject" in pdf


@pytest.mark.parametrize("form", ["svg", "pdf"])
def test_vector_stills_are_what_the_pixels_show(opaque, form):
    drawn = typeset(opaque, f"StillSquare/02-turn.{form}")
    still = picture(opaque.clips / "StillSquare/02-turn-last.png")
    assert drawn.shape == still.shape
    assert np.abs(drawn - still).mean() < 0.5
    assert tuple(still[0, 0]) == GROUND
    assert np.abs(drawn[0, 0] - GROUND).max() <= 1
    assert np.abs(drawn[240, 427] - still[240, 427]).max() <= 1  # red and blue are not exchanged


def test_an_svg_has_the_frames_proportions_and_its_ground_only_if_opaque(opaque, transparent):
    for project, ground in ((opaque, True), (transparent, False)):
        root = ElementTree.parse(project.clips / "StillSquare/02-turn.svg").getroot()
        _, _, width, height = map(float, root.get("viewBox").split())
        assert width / height == pytest.approx(SIZE[1] / SIZE[0], rel=1e-3)
        rectangles = [element for element in root.iter() if element.tag.endswith("}rect")]
        assert bool(rectangles) == ground


def test_a_pdf_is_the_same_each_time_and_transparent_without_its_ground(opaque, transparent):
    path = opaque.clips / "StillSquare/01-stand.pdf"
    before = path.read_bytes()
    assert before.startswith(b"%PDF-")
    path.unlink()
    opaque.run("render", "StillSquare", "-ql", "--format", "pdf")
    assert path.read_bytes() == before
    assert tuple(typeset(transparent, "StillSquare/01-stand.pdf")[0, 0]) == (255, 255, 255)


def test_transparent_pngs_have_colours_that_are_not_darkened_by_their_opacity(transparent):
    still = picture(transparent.clips / "StillSquare/01-stand-first-clear.png", "RGBA")
    assert tuple(still[0, 0]) == (0, 0, 0, 0)
    assert still[240, 427, 3] in (127, 128)
    assert np.abs(still[240, 427, :3] - YELLOW).max() <= 2  # a level of what was halved is two


@pytest.mark.parametrize(("form", "decoder", "tolerance"), [("webm", "libvpx-vp9", 16), ("mov", None, 3)])
def test_films_with_alpha_decode_to_the_stills(transparent, form, decoder, tolerance):
    whole = frames(transparent.clips / f"StillSquare.{form}", decoder)
    assert len(whole) == 18
    still = picture(transparent.clips / "StillSquare/02-turn-last-clear.png", "RGBA")
    assert np.abs(whole[-1][..., 3] - still[..., 3]).mean() < 1
    assert whole[-1][0, 0, 3] <= 1  # of 255
    assert np.abs(whole[-1][240, 427] - still[240, 427]).max() <= tolerance


@pytest.mark.parametrize("form", ["webm", "mov"])
def test_beats_make_up_a_film_with_alpha(transparent, form):
    beats = [packets(transparent.clips / f"StillSquare/{beat}.{form}") for beat in ("01-stand", "02-turn")]
    assert [len(beat) for beat in beats] == [6, 12]
    assert packets(transparent.clips / f"StillSquare.{form}") == beats[0] + beats[1]


@pytest.mark.parametrize("form", ["webm", "mov"])
def test_films_without_alpha_keep_their_ground_and_their_colours(opaque, form):
    with av.open(str(opaque.clips / f"StillSquare.{form}")) as clip:
        track = clip.streams.video[0]
        assert "a" not in track.codec_context.pix_fmt.replace("planar", "")
        assert track.codec_context.colorspace == 1
        assert track.average_rate == 15
    decoded = frames(opaque.clips / f"StillSquare.{form}")
    still = picture(opaque.clips / "StillSquare/02-turn-last.png")
    assert len(decoded) == 18
    assert np.abs(decoded[-1][..., :3] - still).mean() < 2


def test_a_gif_runs_at_25_frames_a_second_for_ever_and_shows_the_stills(opaque):
    with Image.open(opaque.clips / "StillSquare.gif") as gif:
        assert gif.size == SIZE[::-1]
        assert gif.info["loop"] == 0
        durations = []
        for number in range(gif.n_frames):
            gif.seek(number)
            durations.append(gif.info["duration"])
        last = np.asarray(gif.convert("RGB"), int)
    assert set(durations[1:-1]) == {40}
    assert sum(durations) == 1200
    still = picture(opaque.clips / "StillSquare/02-turn-last.png")
    assert np.abs(last - still).mean() < 1


def test_clips_and_exports_don_t_disturb_each_other(opaque):
    done = opaque.run("render", "StillSquare", "-ql", "--format", "mp4,svg,gif")
    assert done.stdout.startswith("1 up to date; ")
    assert f"gif: 1 up to date in {opaque.clips}\nsvg: 1 up to date in {opaque.clips}\n" in done.stdout
    assert set(exports(opaque)) == {("StillSquare", form) for form in FORMATS if form != "mp4"}


def test_a_damaged_export_is_made_again_and_what_is_gone_from_the_scene_is_removed(transparent):
    path = transparent.clips / "StillSquare/01-stand.svg"
    good = path.read_bytes()
    path.write_bytes(good[:-1])
    assert transparent.run("render", "StillSquare", "-ql", "-t", "--format", "svg").stdout.startswith(
        "StillSquare: 2 svg"
    )
    assert path.read_bytes() == good
    transparent.edit("scenes/still_square.py", 'Beat("stand",', 'Beat("rest",')
    transparent.edit("scenes/still_square.py", "def stand(self)", "def rest(self)")
    transparent.run("render", "StillSquare", "-ql", "-t", "--format", "svg")
    assert sorted(each.name for each in (transparent.clips / "StillSquare").glob("*.svg")) == [
        "01-rest.svg",
        "02-turn.svg",
    ]


@pytest.mark.parametrize("form", ["mp4", "gif"])
def test_what_has_no_alpha_is_refused_as_transparent(form):
    with pytest.raises(UserError) as refusal:
        chosen_formats(("svg", form), True)
    assert str(refusal.value) == (
        f"--transparent does not go with {form}, which has no alpha; choose --format from: webm, mov, png, svg, pdf"
    )


def test_an_unknown_format_is_refused_before_anything_is_written(project):
    done = project.run("render", "-ql", "--format", "mp4,svgz", code=2)
    assert done.stderr == "error: --format is 'svgz'; did you mean svg?\n"
    assert not project.clips.exists()


@pytest.mark.parametrize("form", ["webm", "mov", "gif"])
def test_a_film_is_the_same_each_time(rendered, form):
    files = sorted((rendered.root / ".cache" / "recordings").glob("*/*"))
    segments = [Segment.from_bytes(path.read_bytes()[CHECKSUM:]) for path in files[:2]]
    for segment in segments:
        films = [
            gif([segment], SIZE[::-1]) if form == "gif" else encode_segment(segment.to_bytes(), Look(form, SIZE[::-1]))
            for _ in range(3)
        ]
        assert films[0] == films[1] == films[2]


def test_colours_are_divided_by_their_opacity():
    pixels = np.array([[[64, 32, 0, 128], [10, 20, 30, 255], [0, 0, 0, 0]]], np.uint8)
    assert straight(pixels).tolist() == [[[128, 64, 0, 128], [10, 20, 30, 255], [0, 0, 0, 0]]]
