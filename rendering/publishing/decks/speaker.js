// The speaker's window: this slide and the next, what to say, the time. The deck fills it, since a window without
// an address belongs to its opener even when pages come from files; keys pressed in it go to the deck.
window.speaker = (() => {
  "use strict";
  let view = null, slides = [], began = 0;

  function open(all, onKey, place) {
    slides = all;
    if (!view || view.closed) {
      view = window.open("", "speaker", "width=1100,height=620");
      if (!view) return;
      began = Date.now();
      view.document.title = "Speaker";
      view.document.documentElement.lang = document.documentElement.lang;
      const style = view.document.createElement("style");
      const root = getComputedStyle(document.documentElement);
      const value = (name) => root.getPropertyValue(name);
      style.textContent = `
        body { margin: 0; padding: 28px; background: ${value("--paper")}; color: ${value("--ink")};
          display: grid; grid-template-columns: 3fr 2fr; gap: 0 28px; align-content: start;
          font: 20px/30px ${getComputedStyle(document.body).fontFamily}; }
        img { width: 100%; display: block; } p { margin: 14px 0 0; } .alt, .small { color: ${value("--muted")}; }
        .question { font-style: italic; } .time { font-size: 48px; line-height: 56px; margin: 21px 0 0; }
        h2 { font-weight: 400; font-size: 34px; line-height: 40px; margin: 14px 0 0; } ol { padding: 0; list-style: none; }`;
      view.document.head.append(style);
      view.document.addEventListener("keydown", onKey);
      setInterval(tick, 500);
    }
    view.focus();
    update(place);
  }

  function make(name, className, text) {
    const element = view.document.createElement(name);
    element.className = className;
    element.textContent = text;
    return element;
  }

  function copy(element) {
    return view.document.importNode(element, true);
  }

  // Where a slide leads to; its first frame is all but the last one of the slide before.
  function picture(slide) {
    const image = slide?.querySelector("img");
    if (!image) return slide ? copy(slide.querySelector("h2")) : make("p", "small", "The end.");
    const shown = view.document.createElement("img");
    [shown.src, shown.alt] = [image.src, image.alt];
    return shown;
  }

  function update(place) {
    if (!view || view.closed) return;
    const left = view.document.createElement("div"), right = view.document.createElement("div");
    const slide = slides[place];
    left.append(picture(slide), make("p", "small", `${place + 1} / ${slides.length}`));
    for (const each of (slide.querySelector(".words") ?? slide).children) if (each.tagName === "P") left.append(copy(each));
    right.append(picture(slides[place + 1]), make("p", "time", ""));
    const next = slides[place + 1]?.querySelector(".caption");
    if (next) right.append(make("p", "small", "Next:"), copy(next));
    view.document.body.replaceChildren(left, right);
    tick();
  }

  function tick() {
    const time = view && !view.closed && view.document.querySelector(".time");
    if (!time) return;
    const seconds = Math.floor((Date.now() - began) / 1000), now = new Date().toTimeString().slice(0, 5);
    time.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")} · ${now}`;
  }

  return { open, update };
})();
