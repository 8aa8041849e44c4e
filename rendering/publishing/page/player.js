// One clip: a film, its beats in words, its keys. What is said comes from the list of beats in the document.
class Player {
  constructor(root) {
    const one = (selector) => root.querySelector(selector);
    this.root = root;
    this.name = root.closest("article").id;
    this.film = one("video");
    [this.screen, this.strip, this.range, this.button, this.time, this.status, this.alt, this.tryButton] =
      [".screen", ".strip", ".timeline input", ".play", ".time", "[role=status]", ".unseen[id]", ".try"].map(one);
    this.bars = [...root.querySelectorAll(".bars i")];
    this.duration = Number(this.range.max);
    this.frame = 1 / Number(root.dataset.fps);
    this.beats = [...root.querySelectorAll(".beats li")].map((item) => ({
      item,
      name: item.dataset.name,
      label: item.querySelector("button").lastElementChild.textContent,
      alt: item.dataset.alt,
      slider: item.dataset.slider,
      start: Number(item.dataset.start),
      end: Number(item.dataset.end),
      said: [...item.querySelectorAll("p")].map((text) => ({
        text, start: Number(text.dataset.start), end: Number(text.dataset.end), question: text.matches(".question"),
      })),
    }));
    this.released = -1; // the beat whose question was answered by "Show me"
    this.waiting = false; // whether the film stands at a question
    this.film.controls = false;
    this.listen(one);
    this.captions();
    this.show(0);
  }

  listen(one) {
    const { film, root } = this;
    this.button.addEventListener("click", () => this.toggle());
    film.addEventListener("click", () => this.toggle());
    one(".back").addEventListener("click", () => this.step(-1));
    one(".on").addEventListener("click", () => this.step(1));
    one(".full").addEventListener("click", () => this.fill());
    one(".speed select").addEventListener("change", (event) => (film.playbackRate = Number(event.target.value)));
    for (const name of ["questions", "captions"]) {
      const button = (this[`${name}Button`] = one(`.${name}`));
      button.addEventListener("click", () => {
        button.ariaPressed = String(button.ariaPressed !== "true");
        this.show(this.now);
      });
    }
    this.range.addEventListener("input", () => this.seek(Number(this.range.value)));
    this.beats.forEach((beat, i) => beat.item.querySelector("button").addEventListener("click", () => this.choose(i, true)));
    one(".link").addEventListener("click", (event) => copy(event.currentTarget, this.link(this.current)));
    root.addEventListener("keydown", (event) => this.key(event));
    film.addEventListener("play", () => {
      Player.playing?.pauseFor(this);
      Player.playing = this;
      this.label();
      eachFrame(film, (time) => this.tick(time));
    });
    for (const name of ["pause", "ended"]) film.addEventListener(name, () => this.label());
    film.addEventListener("ended", () => this.show(this.duration));
  }

  // Captions for a phone's own full screen, which shows nothing but the film and its tracks.
  captions() {
    const track = this.film.addTextTrack("captions", "Captions", document.documentElement.lang);
    const plain = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
    for (const { said } of this.beats)
      for (const { text, start, end } of said) track.addCue(new VTTCue(start, end, plain(text.textContent)));
    track.mode = "disabled";
    this.film.addEventListener("webkitbeginfullscreen", () => (track.mode = "showing"));
    this.film.addEventListener("webkitendfullscreen", () => (track.mode = "disabled"));
  }

  pauseFor(other) {
    if (other !== this) this.pause();
  }

  // Once it is ready, unless it is paused before.
  async play(ready) {
    const mine = (this.starting = {});
    await ready;
    if (this.starting !== mine) return;
    this.film.playbackRate = Number(this.root.querySelector(".speed select").value);
    this.film.play();
  }

  pause() {
    this.starting = null;
    this.film.pause();
  }

  // Time

  at(time) {
    const i = this.beats.findIndex((beat) => time < beat.end - this.frame / 2);
    return i < 0 ? this.beats.length - 1 : i;
  }

  tick(time) {
    const beat = this.beats[this.at(time)];
    const asks = beat.said.at(-1).question && this.questionsButton.ariaPressed === "true";
    // The question's rest stands still: a few frames early are as good, and safe at twice the speed.
    if (asks && this.released !== this.at(time) && time >= beat.end - 5 * this.frame) {
      this.film.pause();
      this.waiting = true;
      this.status.textContent = beat.said.at(-1).text.textContent;
    }
    this.show(time);
    this.label();
  }

  async seek(time) {
    this.wanted = time;
    this.waiting = false;
    this.released = -1;
    this.show(time);
    this.label();
    await loaded(this.film);
    // The middle of a frame, since its beginning may be rounded to the frame before.
    if (this.wanted === time) this.film.currentTime = Math.min(time + this.frame / 2, this.film.duration - this.frame / 2);
  }

  toggle() {
    if (!this.film.paused) return this.pause();
    const again = !this.waiting && this.now >= this.duration - this.frame;
    if (this.waiting) {
      this.released = this.current;
      this.waiting = false;
    }
    return this.play(again ? this.seek(0) : loaded(this.film));
  }

  choose(i, play) {
    history.replaceState(null, "", this.link(i));
    const there = this.seek(this.beats[i].start);
    return play && !calm.matches ? this.play(there) : there;
  }

  step(by) {
    const early = this.now < this.beats[this.current].start + 1;
    const i = this.current + (by < 0 && !early ? 0 : by);
    if (i < this.beats.length) this.choose(Math.max(0, i), !this.film.paused);
  }

  fill() {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (this.screen.requestFullscreen) this.screen.requestFullscreen();
    else this.film.webkitEnterFullscreen();
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("select")) return;
    const onButton = event.target.matches("button"), onRange = event.target === this.range;
    const acts = {
      " ": onButton ? null : () => this.toggle(),
      ArrowLeft: () => this.step(-1), ArrowRight: () => this.step(1),
      ArrowUp: onRange ? () => this.seek(Math.min(this.duration, this.now + 1)) : null,
      ArrowDown: onRange ? () => this.seek(Math.max(0, this.now - 1)) : null,
      k: () => this.toggle(), f: () => this.fill(),
      c: () => this.captionsButton.click(), q: () => this.questionsButton.click(),
    };
    const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  // What is shown

  label() {
    const text = this.waiting ? "Show me" : this.film.paused ? "Play" : "Pause";
    if (this.button.textContent !== text) this.button.textContent = text;
  }

  show(time) {
    this.now = time;
    const i = this.at(time), beat = this.beats[i];
    // Whoever comes to a beat reads at once what it is about, though with the film its caption comes after an opening.
    const said = beat.said.findLast((each) => time >= each.start - this.frame / 2) ?? beat.said[0];
    this.bars.forEach((bar, k) => {
      const { start, end } = this.beats[k];
      bar.style.setProperty("--done", Math.min(1, Math.max(0, (time - start) / (end - start))).toFixed(4));
    });
    this.range.value = time;
    this.range.ariaValueText = `Beat ${i + 1}, ${beat.label}, ${clock(time)} of ${clock(this.duration)}`;
    this.time.textContent = `${clock(time)} / ${clock(this.duration)}`;
    if (this.current !== i || this.said !== said) {
      this.beats.forEach((each, k) => {
        k === i ? each.item.setAttribute("aria-current", "step") : each.item.removeAttribute("aria-current");
        each.said.forEach((part) => part.text.classList.toggle("said", k === i && part.start <= said.start));
      });
      this.strip.replaceChildren(...[...said.text.childNodes].map((node) => node.cloneNode(true)));
      this.alt.textContent = beat.alt;
      this.tryButton.hidden = !beat.slider;
      [this.current, this.said] = [i, said];
    }
    this.strip.hidden = this.captionsButton.ariaPressed !== "true";
  }

  link(i) {
    return `?${encodeURIComponent(this.name)}#${encodeURIComponent(this.beats[i].name)}`;
  }
}
