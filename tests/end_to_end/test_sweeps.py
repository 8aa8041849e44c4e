"""Sweeps: clips of their own with a frame a slider step, made where they are asked for."""

import json
import os
import subprocess
import sys

import av

SCRIPT = """
import sys
from pathlib import Path
from rendering.commands.render import render
from rendering.model.settings import Settings
from rendering.scheduling.request import Request, Wanted

wanted = {"Swept": Wanted("Swept", "scenes.swept")}
sys.exit(render(Request(wanted, Settings(quality="draft"), Path("swept"), 2, sweeps=True)))
"""


def test_a_sweep_is_a_clip_of_its_own_with_a_number_a_frame(project):
    project.edit("scenes/catalogue.toml", "[scenes]", '[scenes]\nSwept = "scenes.swept"')
    project.run("render", "Swept", "-ql")
    (clip,) = json.loads((project.clips / "manifest.json").read_text())["clips"]
    assert clip["sweeps"] == []
    assert clip["beats"][1]["moves"] == [
        {"input": "angle", "unit": "rad", "from": 0.0, "to": 1.0, "start": 0.0, "end": 0.6, "ease": "smooth"}
    ]
    environment = {**os.environ, "PYTHONPATH": str(project.root)}
    subprocess.run([sys.executable, "-P", "-c", SCRIPT], cwd=project.root, env=environment, check=True)
    (clip,) = json.loads((project.root / "swept" / "manifest.json").read_text())["clips"]
    (sweep,) = clip["sweeps"]
    assert (sweep["frames"], sweep["readings"]) == (5, {"area": [1.0, 1.5625, 2.25, 3.0625, 4.0]})
    (slider,) = sweep["inputs"]
    assert (slider["name"], slider["unit"], slider["low"], slider["high"]) == ("side", "cm", 1.0, 2.0)
    assert slider["handle"] == [0.42969, 0.75, 0.14062, 0.125]
    with av.open(str(project.root / "swept" / sweep["file"])) as film:
        assert film.streams.video[0].frames == 5
