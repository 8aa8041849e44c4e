// Slides: titles and films. A film stops where its beat stands; forwards finishes a step first, then goes on; back
// shows the end of the slide before. Three video elements: one shows, one waits at the next film's first frame, one
// at the last film's last, so that nothing flickers either way.
(() => {
  "use strict";
  document.documentElement.classList.add("js");
  const one = (id) => document.getElementById(id);
  const [sheet, stage, card, notes, black, progress, said, help] =
    ["sheet", "stage", "card", "notes", "black", "progress", "said", "help"].map(one);
  const slides = [...document.querySelectorAll(".slide")];
  const films = [...stage.querySelectorAll("video")];
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const urls = new Map(); // slide number: blob URL, where the file itself can't be used

  let place = -1; // the slide that shows, or is about to
  let reached = -1; // the last stop that was reached on it
  let shown = null; // the element that shows: a film or the card
  let playing = false;
  let arriving = null; // a promise while a slide is on its way
  let typed = ""; // digits of a slide's number
  let ranges = true; // whether the server knows ranges, as far as is known
  let turn = 0; // counts changes of mind: what was begun before the last one is dropped

  const isFilm = (i) => slides[i]?.dataset.film !== undefined;
  const stopsOf = (i) => slides[i].dataset.stops.split(" ").map(Number);
  const frameOf = (i) => 1 / Number(slides[i].dataset.fps);
  const once = (target, ...names) =>
    new Promise((done) => names.forEach((name) => target.addEventListener(name, done, { once: true })));

  // Films

  async function asBlob(i) {
    if (!urls.has(i)) urls.set(i, URL.createObjectURL(await (await fetch(slides[i].dataset.film)).blob()));
    return urls.get(i);
  }

  async function load(film, i) {
    film.loaded = i;
    film.src = !ranges || slides[i].dataset.film.startsWith("data:") ? await asBlob(i) : urls.get(i) ?? slides[i].dataset.film;
    await once(film, "loadeddata", "error");
    const end = film.seekable.length ? film.seekable.end(film.seekable.length - 1) : 0;
    if (!film.src.startsWith("blob:") && location.protocol !== "file:" && end < film.duration - 0.1) {
      ranges = false; // so the film can't be sought in, and neither can the others
      film.src = await asBlob(i);
      await once(film, "loadeddata", "error");
    }
  }

  async function seek(film, time) {
    if (Math.abs(film.currentTime - time) > 0.001) {
      film.currentTime = time;
      await Promise.race([once(film, "seeked", "error"), new Promise((done) => setTimeout(done, 1500))]);
    }
  }

  // A film at one of its ends. What is wanted is kept with it, so that asking twice costs nothing; wishes for one
  // element are met one after the other, and one that was overtaken isn't met at all.
  function prepare(film, i, atEnd) {
    const wanted = `${i} ${atEnd}`, before = film.ready;
    if (film.wanted === wanted) return before;
    film.wanted = wanted;
    film.slide = i;
    film.ready = (async () => {
      await before;
      if (film.wanted !== wanted) return;
      if (film.loaded !== i) await load(film, i);
      await seek(film, atEnd ? film.duration - frameOf(i) / 2 : 0);
    })();
    return film.ready;
  }

  function filmFor(i) {
    const free = films.filter((film) => film !== shown);
    return films.find((film) => film.slide === i) ?? free.find((film) => Math.abs(film.slide - place) !== 1) ?? free[0];
  }

  function prepareNeighbours() {
    for (const [i, atEnd] of [[place + 1, false], [place - 1, true]]) {
      if (!isFilm(i)) continue;
      const film = films.find((each) => each !== shown && each.slide === i)
        ?? films.find((each) => each !== shown && Math.abs((each.slide ?? -9) - place) !== 1)
        ?? films.find((each) => each !== shown && each.slide === place);
      if (film) prepare(film, i, atEnd);
    }
  }

  // Showing

  function reveal(element) {
    for (const each of [card, ...films]) each.classList.toggle("shown", each === element);
    shown = element;
  }

  function go(i, atEnd = false) {
    if (i < 0 || i >= slides.length) return;
    const mine = ++turn;
    const way = arrive(i, atEnd, mine).finally(() => { if (arriving === way) arriving = null; });
    arriving = way;
  }

  async function arrive(i, atEnd, mine) {
    pause();
    place = i;
    reached = atEnd && isFilm(i) ? stopsOf(i).length - 1 : -1;
    mark();
    if (isFilm(i)) {
      const film = filmFor(i);
      await prepare(film, i, atEnd);
      if (mine !== turn) return;
      reveal(film);
      if (!atEnd) run();
    } else {
      card.replaceChildren(...[...slides[i].children].map((each) => each.cloneNode(true)));
      reveal(card);
    }
    prepareNeighbours();
  }

  function pause() {
    playing = false;
    if (shown?.pause) shown.pause();
  }

  // Play to the next stop.
  function run() {
    const film = shown, mine = turn, stops = stopsOf(place), goal = reached + 1;
    film.wanted = null;
    if (calm.matches) return settle(goal);
    playing = true;
    film.play().catch(() => settle(goal));
    // The rest before a stop stands still, so a few frames early are as good, and safe when frames are dropped.
    const early = stops[goal] - 4 * frameOf(place);
    const watch = () => {
      if (mine !== turn || film !== shown || !playing) return;
      if (film.ended || (goal < stops.length - 1 && film.currentTime >= early)) {
        pause();
        reached = goal;
        mark();
      } else requestAnimationFrame(watch);
    };
    requestAnimationFrame(watch);
  }

  function settle(goal) {
    pause();
    reached = goal;
    mark();
    const stops = stopsOf(place);
    return seek(shown, goal === stops.length - 1 ? shown.duration - frameOf(place) / 2 : stops[goal]);
  }

  function forwards() {
    const mine = turn;
    if (arriving) return arriving.then(() => mine === turn && forwards()); // no slide is skipped before it showed
    if (!isFilm(place) || shown === card) return go(place + 1);
    if (playing) return settle(reached + 1);
    return reached + 1 < stopsOf(place).length ? run() : go(place + 1);
  }

  function again() {
    if (isFilm(place)) go(place);
  }

  // What is told beside the picture

  function mark() {
    const slide = slides[place];
    progress.style.width = `${(100 * (place + 1)) / slides.length}%`;
    for (const each of slides) each.toggleAttribute("aria-current", each === slide);
    history.replaceState(null, "", `#${place + 1}`);
    const words = slide.querySelector(".words") ?? slide;
    notes.replaceChildren(...[...words.children].map((each) => each.cloneNode(true)));
    const text = [...words.children].map((each) => each.textContent).join(" ");
    if (said.textContent !== text) said.textContent = text;
    window.speaker.update(place);
  }

  function overview(open) {
    stage.hidden = open;
    if (open) {
      pause();
      (slides[place].querySelector("a") ?? slides[place]).focus();
    } else stage.focus();
  }

  function toggle(element) {
    element.hidden = !element.hidden;
    return element.hidden;
  }

  const keys = {
    ArrowRight: forwards, ArrowDown: forwards, PageDown: forwards, " ": forwards, Enter: forwards,
    ArrowLeft: () => go(place - 1, true), ArrowUp: () => go(place - 1, true), PageUp: () => go(place - 1, true),
    Home: () => go(0), End: () => go(slides.length - 1, true), r: again,
    f: () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()),
    n: () => toggle(notes), b: () => toggle(black), ".": () => toggle(black), o: () => overview(true),
    Escape: () => overview(true), s: () => window.speaker.open(slides, onKey, place), "?": () => help.showModal(),
  };

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (stage.hidden) {
      const links = slides.map((slide) => slide.querySelector("a") ?? slide);
      const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
      if (key === "o" || key === "Escape") overview(false);
      else if (step) links[Math.min(links.length - 1, Math.max(0, links.indexOf(document.activeElement) + step))].focus();
      else if (key === "Enter" && slides.includes(document.activeElement)) document.activeElement.click();
      else return;
    } else if (key >= "0" && key <= "9") {
      typed += key;
      return;
    } else if (key === "Enter" && typed) {
      go(Math.min(slides.length, Math.max(1, Number(typed))) - 1);
    } else if (keys[key]) {
      if (key !== "b" && key !== ".") black.hidden = true;
      keys[key]();
    } else return;
    typed = "";
    event.preventDefault();
  }
  document.addEventListener("keydown", onKey);

  slides.forEach((slide, i) =>
    slide.addEventListener("click", (event) => {
      event.preventDefault();
      overview(false);
      go(i);
    }));

  let down = 0;
  stage.addEventListener("pointerdown", (event) => (down = event.clientX));
  stage.addEventListener("click", (event) => {
    const moved = event.clientX - down;
    const back = Math.abs(moved) > 40 ? moved > 0 : event.clientX < innerWidth / 4;
    back ? go(place - 1, true) : forwards();
  });
  addEventListener("hashchange", () => {
    const wanted = Number(location.hash.slice(1)) - 1;
    if (wanted !== place) go(wanted);
  });

  stage.hidden = false;
  stage.focus();
  go(Math.min(slides.length, Math.max(1, Number(location.hash.slice(1)) || 1)) - 1);
})();
