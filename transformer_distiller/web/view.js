// The attention of a teacher and its student, side by side. Every <div class="attention-view"> with a
// <script type="application/json"> in it becomes a view. Nothing is fetched; texts are only ever set as text.
"use strict";
(() => {
const SIDES = ["teacher", "student"];
// mako and vlag, as the figures have them; in the dark, more is lighter
const MAKO = ["#def5e5", "#88d9b1", "#49beac", "#389baa", "#35769d", "#3e5093", "#352a4d"];
const SCALES = {
  light: { more: ["#ffffff", ...MAKO], less: "#2369bd", none: "#ffffff", plus: "#a9373b" },
  dark: { more: ["#1b1f24", ...MAKO.slice(0, -1).reverse()], less: "#6cb0ff", none: "#1b1f24",
    plus: "#ff8f86" },
};
const rgb = hex => [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16));
function ramp(stops, count) { // so many colours between stops
  const at = stops.map(rgb), last = at.length - 1;
  return Array.from({ length: count }, (_, i) => {
    const x = i / (count - 1) * last, low = Math.min(Math.floor(x), last - 1), share = x - low;
    return at[low].map((c, j) => Math.round(c + (at[low + 1][j] - c) * share));
  });
}
const seen = share => Math.round(255 * Math.sqrt(share)); // a map's colour: small shares are seen, too
const luminance = ([r, g, b]) => (.299 * r + .587 * g + .114 * b) / 255;
const bytes = text => Uint8Array.from(atob(text), c => c.charCodeAt(0));
async function inflated(text) {
  const stream = new Blob([bytes(text)]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
const percent = x => `${Math.round(100 * x)}\u00a0%`;
const signed = x => { const n = Math.round(100 * x); return n > 0 ? `+${n}` : n < 0 ? `−${-n}` : "0"; };
const SKELETON = `
<div class="av-bar">
  <button type="button" data-turn="-1" aria-label="previous sentence">‹</button>
  <select class="av-choice" aria-label="sentence"></select>
  <button type="button" data-turn="1" aria-label="next sentence">›</button>
</div>
<p class="av-text"></p><p class="av-answers"></p>
<div class="av-heads"><div class="av-side" data-side="teacher"></div>
  <div class="av-ribbons" aria-hidden="true"></div><div class="av-side" data-side="student"></div></div>
<p class="av-scale"></p>
<div class="av-steps"></div>
<p class="av-said" aria-live="polite"></p>
<div class="av-rows"></div>
<div class="av-maps"></div>
<p class="av-point"></p>
<details class="av-help"><summary>Keys, colours and what is stored</summary><ul></ul></details>`;
const KEYS = ["↑ ↓: the layer before or after; ← →: the head before or after, of the side chosen last.",
  "Shift with ← →: the word before or after. Page up, page down: the sentence before or after.",
  "Point at a word to see where both look from there; click it to stay with it.",
  "Colours of maps go by the square root of the share, so that small shares are seen; " +
    "those of words go by the share itself."];

function element(tag, name, text, parent) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (text !== undefined) made.textContent = text;
  if (parent) parent.append(made);
  return made;
}

function start(root) {
  const data = JSON.parse(root.querySelector("script").textContent);
  const body = element("div", "av");
  body.tabIndex = 0;
  body.setAttribute("role", "group");
  body.setAttribute("aria-label", "Attention of teacher and student");
  body.innerHTML = SKELETON;
  root.append(body);
  const at = name => body.querySelector(`.av-${name}`);
  const night = matchMedia("(prefers-color-scheme: dark)");
  const starts = {}, total = {}; // number of a layer's first head; heads of a side
  for (const side of SIDES) {
    let count = 0;
    starts[side] = data[side].heads.map(heads => (count += heads) - heads);
    total[side] = count;
  }
  const number = (side, [layer, head]) => starts[side][layer] + head;
  const place = (side, n) => {
    const layer = starts[side].findLastIndex(first => first <= n);
    return [layer, n - starts[side][layer]];
  };
  const matched = { teacher: new Map(data.matching),
    student: new Map(data.matching.map(([t, s]) => [s, t])) };
  const divergence = bytes(data.divergence);
  const apart = (t, s) => divergence[t * total.student + s] / 255;
  function nearest(side, n) { // the head of the other side that is least far
    const across = side === "teacher" ? total.student : total.teacher;
    let best = 0;
    const far = m => side === "teacher" ? apart(n, m) : apart(m, n);
    for (let m = 1; m < across; m++) if (far(m) < far(best)) best = m;
    return best;
  }
  const last = side => [data[side].heads.length - 1, 0];
  const state = { sentence: 0, word: 0, hover: null, active: "student", together: true,
    chosen: { teacher: last("teacher"), student: last("student") } };
  const kept = new Map(), grids = { teacher: [], student: [] };
  let maps, colours, changes, words = [], canvases = [];

  function paint() { // the colours of the theme
    const scale = SCALES[night.matches ? "dark" : "light"];
    colours = ramp(scale.more, 256);
    changes = ramp([scale.less, scale.none, scale.plus], 511);
  }
  const tokens = () => data.sentences[state.sentence].tokens;
  function head(side, n) { // its map: queries × keys, of bytes
    const size = tokens().length ** 2, first = side === "teacher" ? 0 : total.teacher * size;
    return maps.subarray(first + n * size, first + (n + 1) * size);
  }
  const shown = side => head(side, number(side, state.chosen[side]));
  function row(side, word) {
    const n = tokens().length;
    return Array.from(shown(side).subarray(word * n, (word + 1) * n), x => x / 255);
  }

  function draw(canvas, n, colour) { // colour: of a place
    canvas.width = canvas.height = n;
    const context = canvas.getContext("2d"), image = context.createImageData(n, n);
    for (let i = 0; i < n * n; i++) {
      const [r, g, b] = colour(i);
      image.data.set([r, g, b, 255], 4 * i);
    }
    context.putImageData(image, 0, 0);
  }

  function build() { // what does not change: choices, grids, rows, maps
    data.sentences.forEach((s, i) => {
      const option = element("option", "", `${i + 1}  ${s.title}`, at("choice"));
      option.value = i;
    });
    for (const side of SIDES) {
      const box = body.querySelector(`.av-side[data-side=${side}]`), { name, heads } = data[side];
      const title = element("p", "av-title", "", box), most = Math.max(...heads);
      element("b", "", side === "teacher" ? "Teacher" : "Student", title);
      element("span", "av-soft", ` ${name}`, title);
      box.style.setProperty("--heads", most);
      const corner = element("div", "av-line av-top", undefined, box);
      const grid = element("div", "av-grid", undefined, box);
      element("span", "av-number", "", corner);
      for (let h = 0; h < most; h++) element("span", "av-number", h + 1, corner);
      heads.forEach((count, layer) => {
        const line = element("div", "av-line", undefined, grid);
        element("span", "av-number", layer + 1, line);
        for (let h = 0; h < count; h++) {
          const cell = element("button", "av-cell", undefined, line), n = number(side, [layer, h]);
          Object.assign(cell.dataset, { side, layer: layer + 1, head: h + 1 });
          cell.type = "button";
          cell.tabIndex = -1;
          const partner = matched[side].get(n), other = side === "teacher" ? "student" : "teacher";
          const where = `${side}, layer ${layer + 1}, head ${h + 1}`;
          const of = partner === undefined ? `no head of the ${other} is matched with it` : (([l, k]) =>
            `matched with the ${other}'s layer ${l + 1}, head ${k + 1}`)(place(other, partner));
          cell.title = `${where}: ${of}`;
          cell.setAttribute("aria-label", where);
          element("canvas", "", undefined, cell);
          cell.addEventListener("click", () => {
            choose(side, [layer, h]);
            body.focus({ preventScroll: true });
          });
          grids[side][n] = cell;
        }
      });
    }
    at("scale").textContent = "Each square is one head's map of this sentence: a layer a row, heads beside " +
      "each other. A ribbon joins two heads that were matched; the more alike they are, the wider it is.";
    steps();
    for (const [what, title] of [["teacher", "Teacher"], ["student", "Student"],
      ["difference", "Student − teacher"]]) {
      const box = element("div", "av-row", undefined, at("rows"));
      box.dataset.what = what;
      const line = element("p", "av-title", undefined, box);
      element("b", "", title, line);
      element("span", "av-soft av-which", "", line);
      element("div", "av-words", undefined, box);
      const map = element("figure", "av-map", undefined, at("maps"));
      const frame = element("div", "av-frame", undefined, map);
      const canvas = element("canvas", "", undefined, frame);
      canvas.dataset.what = what;
      element("i", "av-band", undefined, frame);
      element("figcaption", "", title, map);
      canvases.push(canvas);
      frame.addEventListener("pointermove", event => pointed(frame, event));
      frame.addEventListener("pointerleave", () => { at("point").textContent = hint(); look(null); });
      frame.addEventListener("click", event => { state.word = cellOf(frame, event)[0]; look(null); });
    }
    const list = at("help").querySelector("ul");
    for (const line of [...KEYS, ...data.notes]) element("li", "", line, list);
  }
  const hint = () => "Whole maps: rows are the words that look, columns the words looked at. Point at one.";

  function steps() {
    for (const side of SIDES) {
      const box = element("span", "av-step", undefined, at("steps"));
      box.dataset.side = side;
      element("b", "", side === "teacher" ? "Teacher" : "Student", box);
      ["layer", "head"].forEach((what, k) => {
        const group = element("span", "av-pair", undefined, box);
        for (const by of [-1, 1]) {
          const button = element("button", "", by < 0 ? "‹" : "›");
          button.type = "button";
          button.setAttribute("aria-label", `${side}: ${by < 0 ? "previous" : "next"} ${what}`);
          button.addEventListener("click", () => step(side, k, by));
          group.append(button);
          if (by < 0) element("output", `av-${what}`, "", group);
        }
      });
    }
    const label = element("label", "av-together", undefined, at("steps"));
    const box = element("input", "", undefined, label);
    Object.assign(box, { type: "checkbox", checked: true });
    label.append(" matched heads together");
    box.addEventListener("change", () => {
      state.together = box.checked;
      if (box.checked) choose(state.active);
    });
  }

  function choose(side, where = state.chosen[side]) { // a head; its match follows
    state.active = side;
    state.chosen[side] = where;
    if (state.together) {
      const other = side === "teacher" ? "student" : "teacher", n = number(side, where);
      state.chosen[other] = place(other, matched[side].get(n) ?? nearest(side, n));
    }
    show();
  }
  function step(side, what, by) {
    const heads = data[side].heads, where = [...state.chosen[side]];
    const limit = what ? heads[where[0]] : heads.length;
    where[what] = Math.min(Math.max(where[what] + by, 0), limit - 1);
    where[1] = Math.min(where[1], heads[where[0]] - 1);
    choose(side, where);
  }

  async function read(i) { // one sentence: its maps are unpacked when it is first looked at
    state.sentence = i;
    const s = data.sentences[i];
    if (!kept.has(i)) kept.set(i, inflated(s.maps));
    const unpacked = await kept.get(i);
    if (state.sentence !== i) return;
    maps = unpacked;
    state.word = s.word;
    state.hover = null;
    at("choice").value = i;
    at("text").textContent = s.text;
    at("text").dir = s.dir;
    at("answers").textContent = "";
    for (const line of s.said) element("span", "av-tag", line, at("answers"));
    for (const box of body.querySelectorAll(".av-words")) box.replaceChildren();
    words = [...body.querySelectorAll(".av-words")].map(box => s.tokens.map((token, k) => {
      const word = element("button", "av-word", undefined, box);
      Object.assign(word.dataset, { place: k });
      word.type = "button";
      word.tabIndex = -1;
      box.dir = s.dir;
      element("span", "", token, word).dir = "auto";
      element("small", "", "", word).dir = "ltr";
      word.addEventListener("pointerenter", () => look(k));
      word.addEventListener("pointerleave", () => look(null));
      word.addEventListener("click", () => { state.word = k; look(null); });
      return word;
    }));
    thumbnails();
    show();
    root.dataset.ready = i + 1;
  }

  function thumbnails() {
    const n = tokens().length;
    for (const side of SIDES) grids[side].forEach((cell, k) => {
      const map = head(side, k);
      draw(cell.firstChild, n, i => colours[seen(map[i] / 255)]);
    });
  }

  function show() { // after another head was chosen
    for (const side of SIDES) {
      const n = number(side, state.chosen[side]), [layer, h] = state.chosen[side];
      grids[side].forEach((cell, k) => {
        cell.classList.toggle("av-chosen", k === n);
        cell.setAttribute("aria-pressed", k === n);
      });
      const box = at("steps").querySelector(`[data-side=${side}]`);
      box.classList.toggle("av-active", side === state.active);
      box.querySelector(".av-layer").textContent = `layer ${layer + 1}`;
      box.querySelector(".av-head").textContent = `head ${h + 1}`;
      const which = at("rows").querySelector(`[data-what=${side}] .av-which`);
      which.textContent = ` layer ${layer + 1}, head ${h + 1}`;
    }
    const n = tokens().length, both = SIDES.map(shown), limit = Math.max(...both.map(m => m.reduce((a, b) =>
      Math.max(a, b), 1))), gap = both[0].reduce((a, t, i) => Math.max(a, Math.abs(both[1][i] - t)), 1);
    canvases.forEach((canvas, k) => draw(canvas, n, k < 2 ? i => colours[seen(both[k][i] / limit)]
      : i => (x => changes[255 + Math.sign(x) * seen(Math.abs(x))])((both[1][i] - both[0][i]) / gap)));
    at("maps").querySelectorAll("figcaption").forEach((line, k) => {
      line.textContent = ["Teacher", "Student", "Student − teacher"][k] +
        (k < 2 ? `, 0 to ${percent(limit / 255)}` : `, ±${percent(gap / 255)}`);
    });
    at("point").textContent = hint();
    ribbons();
    look(state.hover);
  }

  function look(hover) { // from one word: the pointed one, else the one that was clicked
    state.hover = hover;
    if (!maps) return;
    const from = hover ?? state.word, [t, s] = SIDES.map(side => row(side, from)), list = tokens();
    const limit = Math.max(...t, ...s, 1 / 255);
    const gap = Math.max(...t.map((x, i) => Math.abs(s[i] - x)), 1 / 255);
    words.forEach((line, what) => line.forEach((word, k) => {
      const value = what === 2 ? s[k] - t[k] : [t, s][what][k];
      const colour = what === 2 ? changes[255 + Math.round(255 * value / gap * .8)]
        : colours[Math.round(235 * value / limit)];
      word.style.background = `rgb(${colour})`;
      word.style.color = luminance(colour) > .55 ? "#111" : "#fff";
      word.lastChild.textContent = what === 2 ? (Math.abs(value) < .005 ? "·" : signed(value))
        : value < .005 ? "·" : Math.round(100 * value);
      word.dataset.value = value.toFixed(4);
      word.classList.toggle("av-from", k === from);
    }));
    for (const band of body.querySelectorAll(".av-band"))
      Object.assign(band.style, { top: `${100 * from / list.length}%`, height: `${100 / list.length}%` });
    const most = x => x.indexOf(Math.max(...x)), quote = k => `“${list[k]}”`;
    const shared = t.reduce((sum, x, i) => sum + Math.min(x, s[i]), 0);
    const [nt, ns] = SIDES.map(side => number(side, state.chosen[side]));
    const bits = apart(nt, ns).toFixed(2);
    const pair = matched.teacher.get(nt) === ns ? "These two heads are matched"
      : state.together ? "No head is matched with the chosen one; beside it stands the most similar"
        : "These two heads are not matched";
    at("said").textContent = `From ${quote(from)} the teacher looks most at ${quote(most(t))} ` +
      `(${percent(t[most(t)])}), the student at ${quote(most(s))} (${percent(s[most(s)])}). ` +
      `They share ${percent(Math.min(shared, 1))} of their attention. ${pair}: ${bits} bits apart over all ` +
      "sentences (0: alike, 1: nothing in common).";
    Object.assign(root.dataset, { from: from + 1, shared: shared.toFixed(4) });
  }

  function cellOf(frame, event) { // query and key under the pointer
    const box = frame.getBoundingClientRect(), n = tokens().length;
    const inside = x => Math.min(Math.max(Math.floor(x * n), 0), n - 1);
    return [inside((event.clientY - box.top) / box.height), inside((event.clientX - box.left) / box.width)];
  }
  function pointed(frame, event) {
    const [q, k] = cellOf(frame, event), [t, s] = SIDES.map(side => row(side, q)[k]), list = tokens();
    look(q);
    at("point").textContent = `“${list[q]}” looks at “${list[k]}”: ` +
      `teacher ${percent(t)}, student ${percent(s)}.`;
  }

  function ribbons() { // between the grids, drawn where their rows are now
    const box = at("ribbons"), area = box.getBoundingClientRect();
    if (!area.width) return;
    const level = (side, n) => { // of a head: within its layer's row, by its number
      const [layer, h] = place(side, n), heads = data[side].heads[layer];
      const first = grids[side][starts[side][layer]].getBoundingClientRect();
      return [first.top - area.top + first.height * (h + .5) / heads, first.height / heads];
    };
    const [nt, ns] = SIDES.map(side => number(side, state.chosen[side])), w = area.width, lines = [];
    for (const [t, s] of data.matching) {
      const [y1, room1] = level("teacher", t), [y2, room2] = level("student", s);
      const like = 1 - apart(t, s), wide = Math.max(.6, Math.min(room1, room2, 6) * like ** 3);
      const mine = t === nt && s === ns;
      lines.push([mine, `<path d="M0 ${y1.toFixed(1)}C${w / 2} ${y1.toFixed(1)} ${w / 2} ${y2.toFixed(1)} ` +
        `${w} ${y2.toFixed(1)}" stroke-width="${(mine ? Math.max(wide, 2.5) : wide).toFixed(2)}" ` +
        `class="${mine ? "av-mine" : ""}" opacity="${mine ? 1 : (.15 + .55 * like ** 4).toFixed(2)}"/>`]);
    }
    lines.sort((a, b) => a[0] - b[0]);
    box.innerHTML =
      `<svg width="${w}" height="${area.height}" fill="none">${lines.map(x => x[1]).join("")}</svg>`;
  }

  function turn(by) {
    const next = state.sentence + by;
    if (next >= 0 && next < data.sentences.length) read(next);
  }
  body.addEventListener("keydown", event => {
    if (event.target.matches("select, input") || event.altKey || event.ctrlKey || event.metaKey) return;
    const rtl = data.sentences[state.sentence].dir === "rtl" ? -1 : 1, n = tokens().length;
    const to = by => { state.word = Math.min(Math.max(state.word + by * rtl, 0), n - 1); look(null); };
    const does = { ArrowUp: () => step(state.active, 0, -1), ArrowDown: () => step(state.active, 0, 1),
      ArrowLeft: () => event.shiftKey ? to(-1) : step(state.active, 1, -1),
      ArrowRight: () => event.shiftKey ? to(1) : step(state.active, 1, 1),
      PageUp: () => turn(-1), PageDown: () => turn(1) }[event.key];
    if (!does) return;
    event.preventDefault();
    does();
  });
  at("choice").addEventListener("change", () => read(+at("choice").value));
  for (const button of body.querySelectorAll("[data-turn]"))
    button.addEventListener("click", () => turn(+button.dataset.turn));
  root.addEventListener("show-sentence", event => read(event.detail));
  night.addEventListener("change", () => { paint(); if (maps) { thumbnails(); show(); } });
  new ResizeObserver(() => { if (maps) ribbons(); }).observe(at("heads"));

  paint();
  build();
  choose0();
  function choose0() { // begin with the student's last layer and what is matched with its first head
    const n = number("student", state.chosen.student);
    state.chosen.teacher = place("teacher", matched.student.get(n) ?? nearest("student", n));
  }
  if (typeof DecompressionStream === "undefined") {
    at("said").textContent = "This browser is too old to unpack the maps: use one of 2023 or later.";
    return;
  }
  read(0);
}
for (const root of document.querySelectorAll(".attention-view")) start(root);
})();
