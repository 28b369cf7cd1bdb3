"use strict";
// Everything here works on what the page already shows; without it the page
// can still be read, printed and followed.
const $ = (id) => document.getElementById(id);
const all = (query, inside) => [...(inside || document).querySelectorAll(query)];
const make = (tag, text, names) => Object.assign(document.createElement(tag), { textContent: text || "" }, names || {});
const PREFIX = "alih/1/";
const say = (text) => { $("told").textContent = text; clearTimeout(say.timer); say.timer = setTimeout(() => { $("told").textContent = ""; }, 8000); };
const store = {
  get(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
  set(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); return true; } catch { return false; } },
  drop(key) { try { localStorage.removeItem(key); } catch { return; } },
  word(key) { try { return localStorage.getItem(key) || ""; } catch { return ""; } },
  keep(key, value) { try { localStorage.setItem(key, value); } catch { return; } },
};
const download = (name, articles) => {
  const file = new Blob([JSON.stringify({ alih_edits: 1, articles }, null, 1) + "\n"], { type: "application/json" });
  const link = make("a", "", { href: URL.createObjectURL(file), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  say(`Saved ${name}. Take it back with: alih review apply ${name}`);
};

// The reason of a place, on hover and on keyboard focus.
const reasons = () => {
  const tip = make("div", "", { id: "tip", hidden: true });
  tip.setAttribute("role", "tooltip");
  (document.querySelector("main") || document.body).append(tip);
  const hide = () => { tip.hidden = true; };
  const show = (spot) => {
    const scope = spot.closest("article") || document;
    const flags = spot.dataset.flags.split(" ").map((number) => scope.querySelector(`[data-flag="${number}"] .what`));
    tip.replaceChildren(...flags.filter(Boolean).map((flag) => make("div", [...flag.children].slice(0, 2).map((own) => own.textContent).join(": "))));
    tip.hidden = false;
    const place = spot.getClientRects()[0] || spot.getBoundingClientRect();
    const size = tip.getBoundingClientRect();
    const left = Math.max(8, Math.min(place.left, innerWidth - size.width - 8));
    const above = place.top - size.height - 6;
    tip.style.left = `${left}px`;
    tip.style.top = `${above > 4 ? above : place.bottom + 6}px`;
  };
  const spot = (event) => event.target.closest && event.target.closest(".spot");
  document.addEventListener("mouseover", (event) => { const own = spot(event); if (own) show(own); else hide(); });
  document.addEventListener("focusin", (event) => { const own = spot(event); if (own) { own.setAttribute("aria-describedby", "tip"); show(own); } else hide(); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  addEventListener("scroll", hide, { passive: true });
};

// What changed, word by word; long texts are shown whole instead.
const changes = (before, after) => {
  const a = before.split(/(\s+)/), b = after.split(/(\s+)/);
  if (a.length * b.length > 400000) return [make("del", before), make("ins", after)];
  const rows = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) for (let j = b.length - 1; j >= 0; j--)
    rows[i][j] = a[i] === b[j] ? rows[i + 1][j + 1] + 1 : Math.max(rows[i + 1][j], rows[i][j + 1]);
  const out = [];
  const put = (tag, text) => { const last = out[out.length - 1]; if (last && last[0] === tag) last[1] += text; else out.push([tag, text]); };
  let i = 0, j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) { put("span", a[i]); i++; j++; }
    else if (j >= b.length || (i < a.length && rows[i + 1][j] >= rows[i][j + 1])) put("del", a[i++]);
    else put("ins", b[j++]);
  }
  return out.map(([tag, text]) => make(tag, text));
};

const desk = (page) => {
  const key = PREFIX + page.id + "/" + page.stamp;
  const name = page.by || store.word("alih/name");
  const start = { parts: {}, settled: page.flags.map((_, number) => number >= page.flags.length - page.settled), approved: page.approved };
  const saved = store.get(key);
  const now = { ...structuredClone(start), by: name };
  if (saved && saved.draft && saved.draft.settled.length === start.settled.length) Object.assign(now, saved.draft);
  const plain = (text) => text.replace(/\r\n?/g, "\n");
  const textOf = (part) => part in now.parts ? now.parts[part] : page.parts[part].text;
  const isTouched = () => Object.keys(now.parts).length > 0 || now.approved !== start.approved || now.settled.some((is, number) => is !== start.settled[number]);

  const entry = () => ({
    id: page.id, sha256: page.sha256, records: page.records, by: now.by.trim() || null, at: now.at || new Date().toISOString(),
    approved: now.approved,
    parts: Object.keys(now.parts).map((part) => ({ part, was: page.parts[part].text, text: now.parts[part] })),
    settled: page.flags.filter((_, number) => now.settled[number]),
  });
  const keep = () => {
    now.at = new Date().toISOString();
    if (!isTouched()) store.drop(key);
    else if (!store.set(key, { draft: now, entry: entry() })) say("This browser keeps no drafts; download the edits before you leave.");
  };
  const change = () => { now.approved = false; keep(); show(); };

  // As it will be decided when the edits are applied: what is written back to
  // the machine's text is no edit.
  const isEdited = (part) => {
    const { text, machine } = page.parts[part];
    return part in now.parts ? plain(now.parts[part]).trim() !== plain(machine) : text !== machine;
  };

  // The record discloses what it did until the edits are applied, so what it
  // will disclose is shown as such.
  const disclosure = $("disclosure");
  const asBuilt = disclosure ? [...disclosure.children] : [];
  const disclose = (state) => {
    if (!disclosure) return;
    const by = now.by.trim() || page.by;
    const told = (piece) => piece === "date" ? now.at.slice(0, 10) : "by" in piece ? by || piece.by : piece.text;
    const sentence = (own) => make("span", page.foreseen[state][own.lang].map(told).join(""), { lang: own.lang });
    const foreseen = isTouched() ? asBuilt.map(sentence) : [];
    const isOther = foreseen.some((own, number) => own.textContent !== asBuilt[number].textContent);
    disclosure.replaceChildren(...(isOther ? [make("b", "Once these edits are applied:"), ...foreseen] : asBuilt));
  };

  const show = () => {
    const open = page.flags.filter((flag, number) => flag.severity !== "info" && !now.settled[number]).length;
    $("open").textContent = open === 0 ? "no open flag" : open === 1 ? "1 open flag" : `${open} open flags`;
    const edited = Object.keys(page.parts).some(isEdited);
    const state = now.approved ? "approved" : edited ? "edited" : "machine";
    $("state").textContent = state;
    $("state").className = `badge ${state === "machine" ? "" : state}`;
    disclose(state);
    $("approve").setAttribute("aria-pressed", String(now.approved));
    $("approve").textContent = now.approved ? "Approved" : "Approve";
    $("save").disabled = !isTouched();
    now.settled.forEach((is, number) => {
      for (const row of all(`[data-flag="${number}"]`)) {
        row.classList.toggle("is-off", is);
        row.querySelector("input").checked = is;
      }
      for (const spot of all(`.spot[href="#flag-${number}"]`)) spot.classList.toggle("is-off", is);
    });
    for (const row of all(".row[data-part]")) {
      const own = all("[data-flag]", row).map((flag) => Number(flag.dataset.flag));
      const worst = (severity) => own.some((number) => !now.settled[number] && page.flags[number].severity === severity);
      row.classList.toggle("has-error", worst("error"));
      row.classList.toggle("has-warning", !worst("error") && worst("warning"));
      row.classList.toggle("is-clear", own.length > 0 && own.every((number) => now.settled[number]));
    }
  };

  const parts = new Map();
  const hand = (place, part) => {
    const text = place.querySelector(".text");
    const original = [...text.cloneNode(true).childNodes];
    const edit = make("button", "Edit", { type: "button", className: "quiet" });
    edit.setAttribute("aria-label", `Edit ${part}`);
    const done = make("button", "Done", { type: "button", hidden: true });
    const back = make("button", "Take back", { type: "button", hidden: true });
    back.setAttribute("aria-label", `Take back the edit of ${part}`);
    const badge = make("span", "edited; checked again when taken back", { className: "badge edited", hidden: true });
    const was = make("p", "", { className: "was", hidden: true });
    const bar = make("div", "", { className: "hand", hidden: true });
    bar.append(badge, done, back, was);
    text.parentNode.append(bar);
    place.querySelector(".id").append(" ", edit);
    let field = null, before = "";
    const draw = () => {
      const isEdited = part in now.parts;
      if (isEdited) text.textContent = now.parts[part];
      else text.replaceChildren(...original.map((node) => node.cloneNode(true)));
      badge.hidden = was.hidden = !isEdited;
      was.replaceChildren(...(isEdited ? changes(plain(page.parts[part].text), now.parts[part]) : []));
      back.hidden = !isEdited && !field;
      edit.hidden = Boolean(field);
      bar.hidden = back.hidden && !field;
      done.hidden = !field;
      text.hidden = Boolean(field);
    };
    const set = (value) => {
      if (value === plain(page.parts[part].text)) delete now.parts[part];
      else now.parts[part] = value;
    };
    const grow = () => { field.style.height = "auto"; field.style.height = `${field.scrollHeight + 4}px`; };
    const close = (value) => {
      if (!field) return;
      set(value);
      field.remove();
      field = null;
      change();
      draw();
      show();
      edit.focus();
    };
    const begin = () => {
      if (field) return field.focus();
      before = plain(textOf(part));
      field = make("textarea", "", { value: before, spellcheck: true });
      field.setAttribute("aria-label", `Translation of ${part}`);
      text.after(field);
      draw();
      grow();
      field.addEventListener("input", () => { grow(); set(field.value); change(); });
      field.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) close(field.value);
        else if (event.key === "Escape") { event.stopPropagation(); close(before); }
      });
      field.focus();
    };
    edit.addEventListener("click", begin);
    text.addEventListener("dblclick", begin);
    done.addEventListener("click", () => close(field.value));
    back.addEventListener("click", () => { if (field) return close(before); delete now.parts[part]; change(); draw(); edit.focus(); });
    draw();
    parts.set(part, { begin, draw });
  };
  for (const place of all("[data-part]")) if (page.parts[place.dataset.part] && place.querySelector(".text")) hand(place, place.dataset.part);

  for (const row of all("[data-flag]")) {
    const number = Number(row.dataset.flag);
    const box = make("input", "", { type: "checkbox" });
    const label = make("label");
    label.append(box, row.querySelector(".what"));
    row.append(label);
    box.addEventListener("change", () => { now.settled[number] = box.checked; keep(); show(); });
  }
  $("by").value = now.by;
  $("by").addEventListener("input", () => { now.by = $("by").value; $("by").removeAttribute("aria-invalid"); store.keep("alih/name", now.by); if (isTouched()) keep(); show(); });
  $("approve").addEventListener("click", () => {
    if (!now.approved && !now.by.trim()) {
      $("by").setAttribute("aria-invalid", "true");
      $("by").focus();
      return say("Write your name first: an approval has one.");
    }
    now.approved = !now.approved;
    keep();
    show();
    if (now.approved) say(`Approved by ${now.by.trim()}. Download the edits to keep it.`);
  });
  $("save").addEventListener("click", () => download(page.file, [entry()]));

  let aim = -1;
  const step = (by) => {
    const open = page.flags.map((flag, number) => number).filter((number) => page.flags[number].severity !== "info" && !now.settled[number]);
    if (open.length === 0) return say("No open flag is left.");
    const order = all("[data-flag]").map((row) => Number(row.dataset.flag)).filter((number) => open.includes(number));
    const at = order.indexOf(aim);
    aim = at < 0 ? order[by > 0 ? 0 : order.length - 1] : order[(at + by + order.length) % order.length];
    const row = document.querySelector(`[data-flag="${aim}"]`);
    for (const other of all(".is-aim")) other.classList.remove("is-aim");
    row.classList.add("is-aim");
    row.querySelector("input").focus();
    (row.closest("[data-part]") || row).scrollIntoView({ block: "center" });
  };
  $("next").addEventListener("click", () => step(1));
  document.addEventListener("keydown", (event) => {
    if (!$("single").checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("textarea, select, input:not([type=checkbox])")) return;
    const place = event.target.closest("[data-part]");
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "e" && place && parts.has(place.dataset.part)) { event.preventDefault(); parts.get(place.dataset.part).begin(); }
    else if (event.key === "x" && event.target.matches("[data-flag] input")) event.target.click();
  });
  $("tools").hidden = $("keys").hidden = false;
  show();
};

const index = (table) => {
  const rows = all("tbody tr", table), heads = all("th", table);
  const cell = (row, column) => row.cells[column].textContent.trim();
  const sort = (column, up) => {
    const isFigure = heads[column].classList.contains("figure");
    const keys = new Map(rows.map((row) => [row, isFigure ? Number(cell(row, column)) : cell(row, column).toLowerCase()]));
    const order = isFigure ? (a, b) => a - b : new Intl.Collator("en").compare;
    rows.sort((a, b) => (up ? 1 : -1) * order(keys.get(a), keys.get(b)));
    table.tBodies[0].append(...rows);
    heads.forEach((head, other) => head.setAttribute("aria-sort", other === column ? (up ? "ascending" : "descending") : "none"));
  };
  heads.forEach((head, column) => {
    const button = make("button", head.textContent, { type: "button" });
    head.replaceChildren(button);
    head.setAttribute("aria-sort", "none");
    button.addEventListener("click", () => sort(column, head.getAttribute("aria-sort") === "none" ? head.dataset.first === "up" : head.getAttribute("aria-sort") !== "ascending"));
  });
  const words = new Map();
  const told = (row) => { if (!words.has(row)) words.set(row, row.textContent.toLowerCase()); return words.get(row); };
  const sieve = () => {
    const wanted = $("find").value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const fits = wanted.every((word) => told(row).includes(word))
        && (!$("outcome").value || cell(row, 3).startsWith($("outcome").value)) && (!$("reviewed").value || cell(row, 7).startsWith($("reviewed").value));
      row.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    $("shown").textContent = shown === rows.length ? "" : `${shown} of ${rows.length} shown`;
  };
  for (const id of ["find", "outcome", "reviewed"]) $(id).addEventListener("input", sieve);
  // Drafts, where the browser lets the pages of a folder share them.
  const drafts = () => {
    const found = [];
    try {
      const stamps = new Map(rows.map((row) => [row.dataset.stamp, row]));
      for (const key of Object.keys(localStorage)) {
        const row = key.startsWith(PREFIX) && stamps.get(key.slice(key.lastIndexOf("/") + 1));
        const saved = row && store.get(key);
        if (saved && saved.entry) found.push([row, saved.entry]);
      }
    } catch { return []; }
    return found;
  };
  const mark = () => {
    for (const old of all(".draft", table)) old.remove();
    const found = drafts();
    for (const [row, entry] of found) row.cells[7].append(make("span", entry.approved ? "approved draft" : "draft", { className: "badge edited draft" }));
    $("all").hidden = found.length === 0;
  };
  $("all").addEventListener("click", () => download("all.edits.json", drafts().map(([, entry]) => entry)));
  addEventListener("pageshow", mark);
  addEventListener("focus", mark);
  $("sieve").hidden = false;
  mark();
};

reasons();
if ($("data") && $("tools")) desk(JSON.parse($("data").textContent));
if ($("articles")) index($("articles"));
