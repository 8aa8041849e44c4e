// A slider over a film of one frame a step: picture and number belong together, and nothing is computed here. The
// readings come from the same run that drew the frames.
class Sweep {
  constructor(root) {
    this.root = root;
    this.film = root.querySelector("video");
    this.dial = root.querySelector(".dial");
    const { inputs, readings } = JSON.parse(root.querySelector("script").textContent);
    [this.inputs, this.readings, this.fps] = [inputs, readings, Number(root.dataset.fps)];
    this.number = root.querySelector(".input output");
    this.symbol = root.querySelector(".input .symbol");
    this.outputs = [...root.querySelectorAll("output[data-reading]")];
    this.radios = [...root.querySelectorAll("input[type=radio]")];
    this.handles = [...root.querySelectorAll(".handle")];
    this.ends = [...root.querySelectorAll(".ends span")];
    this.names = this.radios.length
      ? this.radios.map((radio) => radio.parentElement.querySelector("span"))
      : [this.symbol.cloneNode(true)];
    this.input = 0;
    this.busy = false;
    this.frame = this.shown = -1;
    this.dial.addEventListener("input", () => this.set(this.input, Number(this.dial.value)));
    this.radios.forEach((radio, i) => radio.addEventListener("change", () => this.set(i, this.inputs[i].start)));
    this.handles.forEach((handle) => {
      const i = Number(handle.dataset.input);
      handle.addEventListener("input", () => this.set(i, Number(handle.value)));
      handle.addEventListener("change", () => this.dial.focus({ preventScroll: true }));
    });
    root.querySelector(".reset").addEventListener("click", () => this.set(this.input, this.inputs[this.input].start));
    this.tell(0, this.inputs[0].start);
    // The film waits until it is nearly in sight.
    new IntersectionObserver((entries, observer) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      this.set(this.input, Number(this.dial.value));
    }, { rootMargin: "600px" }).observe(root);
  }

  value(i, step) {
    const { low, step: size, decimals } = this.inputs[i];
    return (low + step * size).toFixed(decimals).replace(/^-0(\.0*)?$/, "0$1").replace("-", "−");
  }

  tell(i, step) {
    const input = this.inputs[i], frame = input.first + step;
    if (this.input !== i || this.dial.max !== String(input.last)) this.symbol.replaceChildren(...this.names[i].cloneNode(true).childNodes);
    this.input = i;
    [this.dial.max, this.dial.value] = [input.last, step];
    this.number.textContent = this.value(i, step) + (input.unit ? ` ${input.unit}` : "");
    [this.ends[0].textContent, this.ends[1].textContent] = [this.value(i, 0), this.value(i, input.last)];
    const told = this.outputs.map((output) => {
      output.textContent = this.readings[output.dataset.reading][frame].toFixed(3).replace(/^-(0\.000)$/, "$1").replace("-", "−");
      return `${output.dataset.reading.replace("_", " ")} ${output.textContent}`;
    });
    this.dial.ariaLabel = input.name.replace("_", " ");
    this.dial.ariaValueText = [this.number.textContent, ...told].join(", ");
    this.radios.forEach((radio, k) => (radio.checked = k === i));
    this.handles.forEach((handle) => {
      const k = Number(handle.dataset.input);
      handle.value = k === i ? step : this.inputs[k].start;
    });
    return frame;
  }

  set(i, step) {
    this.frame = this.tell(i, step);
    if (!this.busy) this.follow();
  }

  // Put a slider where the reader's next key moves it.
  offer(i) {
    this.set(i, this.inputs[i].start);
    this.root.scrollIntoView({ block: "center" });
    this.dial.focus({ preventScroll: true });
  }

  // Bring the film to the wanted frame; while one seek is on its way, only the last wish is kept.
  async follow() {
    this.busy = true;
    await loaded(this.film);
    // A seek before the first frame is there may end without a new picture; some browsers load none before they play.
    if (this.film.readyState < 2) await Promise.race([once(this.film, "loadeddata", "error"), aSecond()]);
    while (this.shown !== this.frame) {
      const frame = this.frame;
      this.film.currentTime = (frame + 0.5) / this.fps;
      await Promise.race([once(this.film, "seeked"), aSecond()]);
      this.shown = frame;
    }
    this.busy = false;
  }

  // The page changed its theme, so the film is another file.
  async renew() {
    this.shown = -1;
    if (!this.busy && this.frame >= 0) this.follow();
  }
}
