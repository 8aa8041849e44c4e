"""The page of `watch`."""

PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>SCENE</title>
<style>
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 1280px; margin: 1rem auto; padding: 0 1rem; }
video { width: 100%; background: #8884; }
pre { background: #c002; border-left: 4px solid #c00; padding: 1rem; white-space: pre-wrap; }
pre:empty { display: none; }
button { margin: 0 .5rem .5rem 0; }
</style>
<h1>SCENE</h1>
<pre id="error" role="status"></pre>
<video id="clip" controls muted loop></video>
<nav id="beats"></nav>
<script>
const clip = document.getElementById("clip"), beats = document.getElementById("beats");
let version = null;
function show(state) {
  document.getElementById("error").textContent = state.error;
  if (!state.clip || state.version === version) return;
  version = state.version;
  const time = clip.currentTime, playing = !clip.paused;
  clip.src = state.clip + "?" + version;
  clip.onloadedmetadata = () => { clip.currentTime = Math.min(time, clip.duration); if (playing) clip.play(); };
  beats.replaceChildren(...state.beats.map(beat => {
    const button = document.createElement("button");
    button.textContent = beat.name;
    button.onclick = () => { clip.currentTime = beat.start; };
    return button;
  }));
}
function ask() {
  const script = document.createElement("script");
  script.src = "watch.js?" + Date.now();
  script.onload = script.onerror = () => { script.remove(); setTimeout(ask, 500); };
  document.body.append(script);
}
ask();
</script>
</html>
"""
