// A table of sentences with what teacher and student answer: to filter, sort, search and leaf through.
// Every <div class="sentence-explorer"> with a <script type="application/json"> in it becomes one. Texts of
// all tables of a page stand in one <div class="sentence-rows">. Nothing is fetched; texts are only set as
// text.
"use strict";
(() => {
const PAGE = 25; // rows at a time
const held = root => JSON.parse(root.querySelector("script").textContent);
const shared = new Map([...document.querySelectorAll(".sentence-rows")].map(root => [root.id, held(root)]));

function element(tag, name, text, parent) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (text !== undefined) made.textContent = text;
  if (parent) parent.append(made);
  return made;
}

function start(root) {
  const own = held(root), data = shared.get(own.rows), count = data.text.length;
  const labelled = data.label.some(i => i >= 0), stored = new Map(own.stored.map((row, i) => [row, i]));
  const right = (answers, i) => data.label[i] < 0 ? null : answers[i] === data.label[i];
  const state = { sort: "js", down: true, page: 0 };
  const body = element("div", "ex", undefined, root), filters = element("div", "ex-filters", undefined, body);
  const kinds = { "": "all sentences", differ: "the answers differ", same: "the answers are the same" };
  if (labelled) Object.assign(kinds, { lost: "only the teacher is right", won: "only the student is right",
    neither: "neither is right", both: "both are right" });

  function field(name, title, made) {
    const label = element("label", "", title, filters);
    made.dataset.filter = name;
    label.append(made);
    made.addEventListener("input", () => { state.page = 0; show(); });
    return made;
  }
  function choice(name, title, options) {
    const made = field(name, title, document.createElement("select"));
    for (const [value, text] of options) element("option", "", text, made).value = value;
    return made;
  }
  function span(name, title, low, high, step) {
    const label = element("div", "ex-span", undefined, filters);
    element("span", "", title, label);
    return [["least", low], ["most", high]].map(([end, value]) => {
      const made = element("input", "", undefined, label);
      Object.assign(made, { type: "number", min: low, max: high, step, value });
      made.setAttribute("aria-label", `${title}, ${end}`);
      made.dataset.filter = `${name}-${end}`;
      made.addEventListener("input", () => { state.page = 0; show(); });
      return made;
    });
  }
  const input = type => Object.assign(document.createElement("input"), { type });
  const search = field("search", "search", input("search"));
  const kind = choice("kind", "answers", Object.entries(kinds));
  const whose = labelled ? data.label : data.teacher;
  const classes = choice("class", labelled ? "label" : "teacher's answer",
    [["", "any"], ...data.classes.map((name, i) => [i, name])]);
  const slice = data.slices.length ? choice("slice", "slice", [["", "any"], ...data.slices.map((s, i) =>
    [i, s.name])]) : null;
  const sure = span("sure", "student's confidence", 0, 1, .01);
  const longest = data.tokens.reduce((a, b) => Math.max(a, b), 0);
  const long = span("tokens", "tokens", 0, longest, 1);
  const open = stored.size ? field("stored", "with attention", input("checkbox")) : null;
  const inside = data.slices.map(s => new Set(s.rows));
  const found = element("p", "ex-found", "", body);
  found.setAttribute("aria-live", "polite");
  const table = element("table", "", undefined, element("div", "ex-wide", undefined, body));
  const heads = element("tr", "", undefined, element("thead", "", undefined, table));
  const rows = element("tbody", "", undefined, table);
  const turn = element("p", "ex-turn", undefined, body);

  const columns = [["number", "row", i => data.number[i]],
    ["text", "sentence", i => data.text[i].toLowerCase()],
    ...(labelled ? [["label", "label", i => data.label[i]]] : []),
    ["teacher", "teacher", i => data.teacher_p[i]], ["student", "student", i => own.student_p[i]],
    ["js", "divergence (bits)", i => own.js[i]], ["tokens", "tokens", i => data.tokens[i]],
    ...(data.rating ? [["rating", "people's mean rating", i => data.rating[i] ?? -Infinity]] : [])];
  const value = Object.fromEntries(columns.map(([name, , of]) => [name, of]));
  for (const [name, title] of columns) {
    const cell = element("th", "", undefined, heads), button = element("button", "", title, cell);
    cell.scope = "col";
    cell.dataset.sort = name;
    button.type = "button";
    button.addEventListener("click", () => {
      const down = state.sort === name ? !state.down : name !== "text";
      Object.assign(state, { sort: name, down, page: 0 });
      show();
    });
  }
  for (const [text, by] of [["‹ previous", -1], ["next ›", 1]]) {
    const button = element("button", "", text);
    button.type = "button";
    button.addEventListener("click", () => { state.page += by; show(); });
    turn.append(button);
    if (by < 0) element("span", "", "", turn);
  }

  function chosen() { // numbers of the sentences that pass all filters, in order
    const words = search.value.toLowerCase(), of = classes.value;
    const between = (x, [low, high]) => x >= (low.value || -Infinity) && x <= (high.value || Infinity);
    const passes = {
      "": () => true, differ: i => data.teacher[i] !== own.student[i],
      same: i => data.teacher[i] === own.student[i],
      lost: i => right(data.teacher, i) === true && right(own.student, i) === false,
      won: i => right(data.teacher, i) === false && right(own.student, i) === true,
      neither: i => right(data.teacher, i) === false && right(own.student, i) === false,
      both: i => right(data.teacher, i) === true && right(own.student, i) === true }[kind.value];
    const list = [];
    for (let i = 0; i < count; i++)
      if (passes(i) && (of === "" || whose[i] === +of) && (!slice?.value || inside[slice.value].has(i)) &&
        between(own.student_p[i], sure) && between(data.tokens[i], long) &&
        (!open?.checked || stored.has(data.number[i])) &&
        (!words || data.text[i].toLowerCase().includes(words)))
        list.push(i);
    const by = value[state.sort], sign = state.down ? -1 : 1;
    const order = (a, b) => typeof a === "string" ? a.localeCompare(b) : a === b ? 0 : a < b ? -1 : 1;
    return list.sort((i, j) => sign * order(by(i), by(j)) || i - j);
  }

  function answer(line, title, answers, p, i) { // with a bar as long as the confidence
    const cell = element("td", "ex-answer", undefined, line), hit = right(answers, i);
    cell.dataset.title = title;
    const name = element("span", "", data.classes[answers[i]], cell);
    name.dir = "auto";
    if (hit !== null) element("span", hit ? "ex-right" : "ex-wrong", hit ? " ✓" : " ✗", cell)
      .setAttribute("aria-label", hit ? "right" : "wrong");
    const bar = element("span", "ex-bar", p[i].toFixed(2), cell);
    bar.style.setProperty("--p", `${100 * p[i]}%`);
  }

  function show() {
    const list = chosen(), pages = Math.max(Math.ceil(list.length / PAGE), 1);
    state.page = Math.min(Math.max(state.page, 0), pages - 1);
    const all = count.toLocaleString("en");
    found.textContent = `${list.length.toLocaleString("en")} of ${all} sentence${count === 1 ? "" : "s"}`;
    const direction = state.down ? "descending" : "ascending";
    for (const cell of heads.children)
      cell.setAttribute("aria-sort", cell.dataset.sort === state.sort ? direction : "none");
    rows.replaceChildren();
    for (const i of list.slice(state.page * PAGE, (state.page + 1) * PAGE)) {
      const line = element("tr", "", undefined, rows), plain = (title, text) => {
        const cell = element("td", "", text, line);
        cell.dataset.title = title;
        return cell;
      };
      line.dataset.row = data.number[i];
      plain("row", data.number[i]).className = "ex-number";
      const cell = element("td", "ex-text", undefined, line), text = data.text[i];
      const words = element("div", "", text.length > 240 ? `${text.slice(0, 240)}…` : text, cell);
      words.dir = "auto";
      if (text.length > 240) {
        const more = element("button", "", "whole text", cell);
        more.type = "button";
        more.addEventListener("click", () => { words.textContent = text; more.remove(); });
      }
      if (stored.has(data.number[i])) {
        const button = element("button", "ex-open", "where both look", cell);
        button.type = "button";
        button.addEventListener("click", () => look(data.number[i]));
      }
      if (labelled) plain("label", data.label[i] < 0 ? "–" : data.classes[data.label[i]]).dir = "auto";
      answer(line, "teacher", data.teacher, data.teacher_p, i);
      answer(line, "student", own.student, own.student_p, i);
      plain("divergence (bits)", own.js[i].toFixed(3));
      plain("tokens", data.tokens[i]);
      if (data.rating) plain("people's mean rating", data.rating[i]?.toFixed(2) ?? "–");
    }
    turn.children[0].disabled = state.page === 0;
    turn.children[1].textContent = `page ${state.page + 1} of ${pages}`;
    turn.children[2].disabled = state.page === pages - 1;
    turn.hidden = pages === 1;
    root.dataset.found = list.length;
  }
  function look(row) {
    const view = document.getElementById(own.view);
    view.dispatchEvent(new CustomEvent("show-sentence", { detail: stored.get(row) }));
    view.scrollIntoView({ block: "start" });
    view.querySelector(".av").focus({ preventScroll: true });
  }
  show();
}
for (const root of document.querySelectorAll(".sentence-explorer")) start(root);
})();
