// What players and sliders have in common: loading, seeking, and telling time.

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds) % 60).padStart(2, "0")}`;
const once = (target, ...names) =>
  new Promise((done) => names.forEach((name) => target.addEventListener(name, done, { once: true })));
const aSecond = () => new Promise((done) => setTimeout(done, 1000)); // for what some browsers never say

// Load a film that waits for its first use. A server that knows no ranges can't be sought in: then the whole film is
// fetched and played from memory.
async function loaded(film) {
  if (film.readyState >= 1 && !film.stale) return;
  film.stale = false;
  film.preload = "auto";
  film.load();
  await once(film, "loadedmetadata", "error");
  const end = film.seekable.length ? film.seekable.end(film.seekable.length - 1) : 0;
  if (location.protocol === "file:" || film.src.startsWith("blob:") || end >= film.duration - 0.1) return;
  const data = await (await fetch(film.src)).blob();
  film.src = URL.createObjectURL(data);
  await once(film, "loadedmetadata", "error");
}

// Call back at every frame that is shown while the film plays; a new call takes the last one's place, whose request
// would otherwise wait through a pause and go on beside it.
function eachFrame(film, told) {
  const mine = (film.watch = {});
  const next = (tick) =>
    film.requestVideoFrameCallback ? film.requestVideoFrameCallback((_, { mediaTime }) => tick(mediaTime))
      : requestAnimationFrame(() => tick(film.currentTime));
  const tick = (time) => {
    if (film.paused || film.watch !== mine) return;
    told(time);
    next(tick);
  };
  next(tick);
}
