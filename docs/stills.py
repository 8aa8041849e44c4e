"""Make the README's stills anew: shrink the posters of a render into this folder.

Run after a render: ``./render.sh && .venv/bin/python docs/stills.py``.
"""

import json
import sys
from pathlib import Path

from PIL import Image

#: Wide enough to read in a README, small enough to keep in a repository; the palette covers rare colours, too.
SIZE, COLOURS = (640, 360), 255

if __name__ == "__main__":
    docs = Path(__file__).parent
    clips = Path(sys.argv[1]) if len(sys.argv) > 1 else docs.parent / "clips"
    for clip in json.loads((clips / "manifest.json").read_text())["clips"]:
        poster = Image.open(clips / clip["poster"]).convert("RGB").resize(SIZE, Image.Resampling.LANCZOS)
        small = poster.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        small.save(docs / f"{clip['scene']}.png", optimize=True)
