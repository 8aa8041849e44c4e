// The page itself: theme, copying, links to a beat.

function copy(button, text) {
  const said = button.textContent;
  const full = text.startsWith("?") ? new URL(text, location.href.split(/[?#]/)[0]).href : text;
  navigator.clipboard.writeText(full).then(
    () => (button.textContent = "Copied"),
    () => (button.textContent = "Copying isn’t allowed here"),
  ).finally(() => setTimeout(() => (button.textContent = said), 1500));
}

const page = document.documentElement;
const themeButton = document.getElementById("theme");
const players = new Map([...document.querySelectorAll(".player")].map((root) => [root.closest("article").id, new Player(root)]));
const sweeps = [...document.querySelectorAll(".sweep")].map((root) => new Sweep(root));

// From a beat to the slider of what it moves.
for (const player of players.values())
  player.tryButton.addEventListener("click", () => {
    const [number, input] = player.beats[player.current].slider.split(" ").map(Number);
    player.pause();
    sweeps.filter(({ root }) => root.closest("article").id === player.name)[number].offer(input);
  });

// Where clips were rendered in both themes, they change with the page.
function dress() {
  const bright = page.dataset.theme ? page.dataset.theme === "light" : matchMedia("(prefers-color-scheme: light)").matches;
  const theme = bright ? "light" : "dark", rendered = page.dataset.clips.split(" ");
  const files = rendered.includes(theme) ? theme : rendered[0];
  themeButton.textContent = bright ? "Dark page" : "Light page";
  page.dataset.blend = files !== theme ? "none" : bright ? "darken" : "lighten";
  if (page.dataset.files === files) return;
  const first = page.dataset.files === undefined && files === rendered[0];
  page.dataset.files = files;
  if (first) return; // the document names these files already
  for (const element of document.querySelectorAll("[data-file]")) {
    element.src = `page/${files}/${element.dataset.file}`;
    element.stale = true;
    if (element.dataset.poster) element.poster = `page/${files}/${element.dataset.poster}`;
  }
  for (const player of players.values()) if (player.now > 0) player.seek(player.now);
  for (const sweep of sweeps) sweep.renew();
}
themeButton.addEventListener("click", () => {
  page.dataset.theme = themeButton.textContent === "Light page" ? "light" : "dark";
  try {
    localStorage.setItem("theme", page.dataset.theme);
  } catch {
    // A page that may keep nothing forgets its theme.
  }
  dress();
});
matchMedia("(prefers-color-scheme: light)").addEventListener("change", dress);
dress();

for (const button of document.querySelectorAll(".copy"))
  button.addEventListener("click", () => copy(button, button.nextElementSibling.textContent));

// The program that was chosen last is chosen in every clip.
document.addEventListener("change", ({ target }) => {
  if (!target.matches(".names input")) return;
  for (const radio of document.querySelectorAll(`.names input[value="${target.value}"]`)) radio.checked = true;
});

// `?clip#beat` leads to a beat; a bare `#clip` is the browser's own business.
const wanted = players.get(decodeURIComponent(location.search.slice(1)));
if (wanted) {
  const name = decodeURIComponent(location.hash.slice(1));
  const i = wanted.beats.findIndex((beat) => beat.name === name);
  wanted.root.closest("article").scrollIntoView({ behavior: "instant" });
  if (i >= 0) wanted.seek(wanted.beats[i].start);
}
