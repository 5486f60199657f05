"""The legend says the same in print and on the screen: both word the zones and the contested ground alike."""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from playwright._impl._driver import compute_driver_executable

from geo.pipeline import load_front
from geo.settings import Settings
from geo.views import interactive
from geo.views.legend import legend
from geo.views.packing import pack
from geo.views.scene import scene
from geo.views.view import MapView

_ASK = """
class Path2D { moveTo() {} lineTo() {} closePath() {} }
%s
(async () => {
const given = JSON.parse(require("fs").readFileSync(0, "utf8"));
given.payload = await unpack(bytesOf(given.payload));
const model = new Model(given.payload, viewOf(given.views[0]));
for (let n = 0; n < model.texts.pieces; n += 1) await model.texts.load(n);
const told = Object.assign(Object.create(Legend.prototype), { model });
process.stdout.write(JSON.stringify(given.views.map((each) => {
  const view = viewOf(each);
  model.words = wordsIn(given.payload, view.ui);
  const frame = model.frame(view);
  const entries = [...told._zones(frame), ...told._contested(frame, view), ...told._struck(frame)];
  return entries.map((entry) => entry.words).sort();
})));
})();
"""
_EVERYWHERE = (22.0, 44.0, 52.0, 60.0)
_DAYS = ("2024-08-20", "2024-10-05", "2025-01-28", "2025-03-13", "2025-06-09", "2025-07-15", "2025-09-20")


def _on_the_screen(sent: dict[str, Any], views: list[MapView]) -> list[list[str]]:
    node = shutil.which("node") or compute_driver_executable()[0]
    web = Path(interactive.__file__).parent / "web"
    names = (
        "dom.js", "dates.js", "packing.js", "table.js", "geometry.js", "topology.js", "sentence.js", "advances.js",
        "selection.js", "zones.js", "model.js", "legend.js", "opening.js",
    )  # fmt: skip
    view_of = re.search(r"function viewOf\(.*?\n}\n", (web / "view_fields.js").read_text(encoding="utf-8"), re.DOTALL)
    assert view_of
    script = _ASK % "\n".join([*((web / name).read_text(encoding="utf-8") for name in names), view_of[0]])
    packed = base64.b64encode(pack(sent)).decode()
    given_in = json.dumps({"payload": packed, "views": [interactive.view_json(view) for view in views]})
    done = subprocess.run(
        [node, "-e", script], input=given_in, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr[-2000:]
    made: list[list[str]] = json.loads(done.stdout)
    return made


def test_the_screen_words_zones_denials_and_contested_ground_as_print_does() -> None:
    made = load_front(Settings())
    default = MapView.default(made.timeline).changed(bbox=_EVERYWHERE)
    views = [
        default.changed(day=day, advances_from=day, advances_to=day, perspective=perspective, clock=clock, ui=lang)
        for day in _DAYS
        for perspective in ("RU", "UA", "assessed", "all")
        for clock, lang in (("known", "en"), ("happened", "uk"), ("known", "ru"))
    ]
    sent = interactive.payload(made.timeline, made.boundaries, made.gazetteer, views[0])
    for view, told in zip(views, _on_the_screen(sent, views), strict=True):
        frame = made.timeline.frame(**view.frame_arguments())
        entries = legend(scene(frame, view.bbox, made.boundaries, made.gazetteer), view.ui)
        printed = sorted({entry.words for entry in entries if entry.group == "Zones"})
        assert sorted(set(told)) == printed, view.to_query()
