"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const step = 200;
const words = { role: ["shown", "merged", "hidden", "hides it"], kind: ["file", "directory", "link", "fifo", "socket", "device", "device", "nothing"] };
const packs = data.packs.map((pack, order) => ({ ...pack, order }));
const conflicts = data.conflicts.map(conflict => {
  const claims = conflict.claims.map(([pack, role, kind, size, same, path]) => ({ pack, role, kind, size, same, path: path ?? conflict.path }));
  const winner = claims.find(claim => claim.role === 0) ?? null;
  const losers = claims.filter(claim => claim.role === 2);
  const state = conflict.kind === 1 ? "clash" : conflict.kind === 2 ? "hidden" : losers.some(claim => claim.same === 2) ? "unreadable" : losers.every(claim => claim.same === 1) ? "identical" : "different";
  return { ...conflict, claims, winner, losers, state };
});
const view = { pack: "", text: "", kind: "", differing: false, sort: "path", down: false, limit: step };
const order = { sort: "order", down: false };
const byId = id => document.getElementById(id);

// Every text goes through textContent: names are anybody's.
function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}
const number = value => value.toLocaleString("en");
const size = bytes => bytes < 1024 ? `${bytes} B` : bytes < 1048576 ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / 1048576).toFixed(1)} MiB`;
const compare = (a, b) => typeof a === "number" ? a - b : a < b ? -1 : a > b ? 1 : 0;
const plural = (count, one, many) => `${number(count)} ${count === 1 ? one : many}`;

function sorted(items, key, down) {
  return items.map((item, index) => [key(item), index, item]).sort((a, b) => (down ? -1 : 1) * compare(a[0], b[0]) || a[1] - b[1]).map(entry => entry[2]);
}

function markSort(table, sort, down) {
  for (const button of table.querySelectorAll("th button")) {
    if (button.dataset.sort === sort) button.setAttribute("aria-sort", down ? "descending" : "ascending");
    else button.removeAttribute("aria-sort");
  }
}

function showPacks() {
  const body = byId("packs").tBodies[0];
  body.replaceChildren();
  for (const pack of sorted(packs, each => each[order.sort], order.down)) {
    const row = make("tr", String(pack.order) === view.pack ? "chosen" : "");
    row.append(make("td", "soft", String(pack.order + 1)));
    const name = make("td");
    const button = make("button", "link name", pack.name);
    button.setAttribute("aria-pressed", String(String(pack.order) === view.pack));
    name.append(button);
    if (pack.useless) name.append(" ", make("span", "pill", "redundant"));
    row.append(name);
    for (const key of ["files", "shown", "wins", "loses", "redundant"]) row.append(make("td", pack[key] ? "number" : "number soft", number(pack[key])));
    const by = make("td", "soft", pack.by.slice(0, 3).map(([who, count]) => `${who} (${number(count)})`).join(", ") + (pack.by.length > 3 ? `, and ${pack.by.length - 3} more` : ""));
    by.title = pack.by.map(([who, count]) => `${who}: ${number(count)}`).join("\n");
    row.append(by);
    row.addEventListener("click", () => choose(String(pack.order) === view.pack ? "" : String(pack.order)));
    body.append(row);
  }
  markSort(byId("packs"), order.sort, order.down);
}

function contents(conflict) {
  const text = { clash: "file and directory", hidden: "hidden by a rule", unreadable: "cannot be read", identical: "identical", different: "different" }[conflict.state];
  const tone = conflict.state === "identical" ? "good" : conflict.state === "different" ? "" : "bad";
  const cell = make("td", tone, text);
  if (new Set(conflict.claims.map(claim => claim.path.slice(claim.path.lastIndexOf("/") + 1))).size > 1) cell.append(" ", make("span", "pill", "case differs"));
  return cell;
}

function chain(conflict) {
  const list = make("ol", "chain");
  for (const claim of conflict.claims) {
    const item = make("li", claim.role === 0 ? "wins" : "");
    item.append(make("span", "name", packs[claim.pack].name), make("span", claim.role === 0 ? "good" : "soft", words.role[claim.role]));
    if (claim.role !== 3) item.append(make("span", "soft", claim.kind === 0 ? size(claim.size) : words.kind[claim.kind]));
    if (claim.role === 2 && claim.kind === 0 && conflict.kind !== 1) item.append(make("span", claim.same === 1 ? "good" : claim.same === 2 ? "bad" : "soft", ["different", "identical", "cannot be read"][claim.same]));
    if (claim.path !== conflict.path) item.append(make("span", "path soft", claim.path));
    list.append(item);
  }
  return list;
}

function matching() {
  const text = view.text.toLowerCase();
  return conflicts.filter(conflict =>
    (view.pack === "" || conflict.claims.some(claim => String(claim.pack) === view.pack)) &&
    (view.kind === "" || String(conflict.kind) === view.kind) &&
    (!view.differing || conflict.state !== "identical") &&
    (text === "" || conflict.path.toLowerCase().includes(text)));
}

const keys = {
  path: conflict => conflict.path,
  winner: conflict => conflict.winner ? packs[conflict.winner.pack].name : "",
  losers: conflict => conflict.losers.length,
  contents: conflict => conflict.state,
};

function showConflicts() {
  const body = byId("conflicts").tBodies[0];
  const found = sorted(matching(), keys[view.sort], view.down);
  body.replaceChildren();
  for (const conflict of found.slice(0, view.limit)) {
    const row = make("tr", "row");
    const path = make("td");
    const button = make("button", "link path", conflict.path);
    button.setAttribute("aria-expanded", "false");
    path.append(button);
    row.append(path, make("td", conflict.winner ? "name" : "name soft", conflict.winner ? packs[conflict.winner.pack].name : "nobody"));
    const names = conflict.losers.map(claim => packs[claim.pack].name);
    row.append(make("td", "name soft", names.slice(0, 3).join(", ") + (names.length > 3 ? `, and ${names.length - 3} more` : "")), contents(conflict));
    button.addEventListener("click", () => {
      const open = button.getAttribute("aria-expanded") !== "true";
      button.setAttribute("aria-expanded", String(open));
      if (!open) { row.nextSibling.remove(); return; }
      const detail = make("tr", "detail");
      const cell = make("td");
      cell.colSpan = 4;
      cell.append(chain(conflict));
      detail.append(cell);
      row.after(detail);
    });
    body.append(row);
  }
  byId("count").textContent = found.length === conflicts.length ? plural(found.length, "conflict", "conflicts") : `${number(found.length)} of ${plural(conflicts.length, "conflict", "conflicts")}`;
  byId("none").hidden = found.length > 0;
  byId("more").hidden = found.length <= view.limit;
  byId("more").textContent = `Show ${number(Math.min(step, found.length - view.limit))} more`;
  markSort(byId("conflicts"), view.sort, view.down);
}

function choose(pack) {
  view.pack = pack;
  view.limit = step;
  byId("pack").value = pack;
  showPacks();
  showConflicts();
}

function onSort(table, state, show) {
  table.tHead.addEventListener("click", event => {
    const sort = event.target.dataset?.sort;
    if (!sort) return;
    state.down = state.sort === sort && !state.down;
    state.sort = sort;
    show();
  });
}

for (const pack of packs) {
  const option = make("option", "", pack.name);
  option.value = String(pack.order);
  byId("pack").append(option);
}
const refresh = change => { change(); view.limit = step; showConflicts(); };
byId("search").addEventListener("input", event => refresh(() => { view.text = event.target.value; }));
byId("pack").addEventListener("change", event => choose(event.target.value));
byId("kind").addEventListener("change", event => refresh(() => { view.kind = event.target.value; }));
byId("differing").addEventListener("change", event => refresh(() => { view.differing = event.target.checked; }));
byId("more").addEventListener("click", () => { view.limit += step; showConflicts(); });
byId("reset").addEventListener("click", () => {
  Object.assign(view, { text: "", kind: "", differing: false });
  byId("search").value = byId("kind").value = "";
  byId("differing").checked = false;
  choose("");
});
onSort(byId("packs"), order, showPacks);
onSort(byId("conflicts"), view, showConflicts);

const files = packs.reduce((sum, pack) => sum + pack.files, 0);
const identical = conflicts.filter(conflict => conflict.state === "identical").length;
byId("summary").textContent = `${plural(packs.length, "pack", "packs")}, ${plural(files, "file", "files")}, ${plural(conflicts.length, "path", "paths")} in conflict, ${number(identical)} of them identical.`;
if (data.spellings.length > 0) {
  byId("spellings").hidden = false;
  byId("spellings-hint").textContent = data.ignoreCase ? "They are one name here." : "They are different names here, and one name where case is ignored.";
  for (const names of data.spellings.slice(0, 500)) {
    const item = make("li");
    names.forEach(([path, pack], index) => {
      if (index > 0) item.append(make("span", "soft", ", "));
      item.append(make("span", "path", path), make("span", "soft", ` (${pack})`));
    });
    byId("spellings").querySelector("ul").append(item);
  }
}
showPacks();
showConflicts();
