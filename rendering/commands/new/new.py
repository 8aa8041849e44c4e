"""Begin a scene: a file that renders at once, a line in the catalogue, a test."""

import re
from pathlib import Path
from string import Template

from rendering.errors import UserError
from rendering.project import ROOT, catalogue

HERE = Path(__file__).parent
NAME = re.compile(r"([A-Z][a-z0-9]*)+")


def new(name: str) -> None:
    """Write the scene's files; what is there already is not touched."""
    if not NAME.fullmatch(name):
        raise UserError(f"{name!r} is no name for a scene; it is a class: letters and digits, as in SurpriseOfACoin")
    words = re.findall(r"[A-Z][a-z0-9]*", name)
    module = "_".join(words).lower()
    scene, test = ROOT / "scenes" / f"{module}.py", ROOT / "tests" / "scenes" / f"test_{module}.py"
    there = [str(path.relative_to(ROOT)) for path in (scene, test) if path.exists()]
    if name in catalogue() or there:
        where = ", ".join(there) or "scenes/catalogue.toml"
        raise UserError(f"{name} is there already ({where}); choose another name")
    given = {"name": name, "module": module, "title": " ".join([words[0], *map(str.lower, words[1:])])}
    for path, template in ((scene, "scene.txt"), (test, "test.txt")):
        path.parent.mkdir(parents=True, exist_ok=True)
        text = Template((HERE / template).read_text(encoding="utf-8")).substitute(given)
        path.write_text(text, encoding="utf-8")
    listed = ROOT / "scenes" / "catalogue.toml"
    text = listed.read_text(encoding="utf-8").rstrip("\n")
    listed.write_text(f'{text}\n{name} = "scenes.{module}"\n', encoding="utf-8")
    print(f"{scene.relative_to(ROOT)}, {test.relative_to(ROOT)} and a line in scenes/catalogue.toml")
    print(f"./render.sh render {name} -q draft    or, to see it on every save:    ./render.sh watch {name}")
