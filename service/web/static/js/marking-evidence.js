// The passages beside the points: going from one to the next, adding and taking off, and showing one's own in the text.

import { announce } from "./page.js";
import { segmentsBetween } from "./marked-text.js";
import { bring, cardOf, cards, chosenPoint, page, say, sideBySide, wordsRoot } from "./marking-columns.js";
import { selectedPassage, wordsBetween } from "./marking-selection.js";

const extent = (name) => name.split("-").map(Number);
const listOf = (number) => document.querySelector(`[data-passages="${number}"]`);

let here = null;

/** The rows of the chosen point, or of all points where none is chosen, in reading order. */
function rows() {
  const number = chosenPoint();
  const lists = number ? [cardOf(number)] : cards();
  const order = (row) => extent(row.dataset.passage);
  return lists
    .flatMap((card) => [...card.querySelectorAll("[data-passage]")])
    .sort((one, other) => order(one)[0] - order(other)[0] || order(one)[1] - order(other)[1]);
}

/** Go to the passage that is `by` further on. */
export function stepEvidence(by) {
  const all = rows();
  if (!all.length) {
    announce(say("Noevidence"));
    return;
  }
  const at = all.indexOf(here);
  const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : (at + by + all.length) % all.length;
  goTo(all[next]);
  announce(say("Evidence", next + 1, all.length, here.querySelector("p").textContent.trim()));
}

/** Show where the passage of `row` stands in the account. */
export function goTo(row) {
  leave();
  here = row;
  row.classList.add("here");
  const segments = segmentsBetween(wordsRoot(), ...extent(row.dataset.passage));
  for (const segment of segments) segment.classList.add("here");
  if (segments.length) bring(segments[0]);
  if (row.closest("details[open]") && sideBySide()) bring(row);
}

/** Let no passage be the present one. */
export function leave() {
  here = null;
  for (const part of document.querySelectorAll(".here")) part.classList.remove("here");
}

/** Bring the first passage of the chosen point into view beside its card. */
export function showFirst() {
  leave();
  drawOwn();
  const first = chosenPoint() && sideBySide() ? rows()[0] : null;
  const segments = first ? segmentsBetween(wordsRoot(), ...extent(first.dataset.passage)) : [];
  if (segments.length) bring(segments[0]);
}

/** Take the present passage off its point, or put it back; gives the number of the point, or null. */
export function toggleHere() {
  const box = here?.querySelector("input");
  if (!here?.isConnected || !box) {
    announce(say("Nopassage"));
    return null;
  }
  box.checked = !box.checked;
  const { dataset } = here.closest("[data-point]");
  announce(say(box.checked ? "Puton" : "Takenoff", dataset.code));
  drawOwn();
  return dataset.point;
}

/** Mark what is selected as one's own evidence for a point; gives whether there was something to mark. */
export function markSelected(number) {
  const list = listOf(number);
  const passage = list ? selectedPassage() : null;
  if (!passage) {
    announce(say(list ? "Noselection" : "Shut"));
    return false;
  }
  const name = `${passage.start}-${passage.end}`;
  const known = list.querySelector(`[data-passage="${name}"]`);
  const row = known ?? newRow(number, name, wordsBetween(passage.start, passage.end));
  if (!known) {
    const after = [...list.children].find((other) => extent(other.dataset.passage)[0] > passage.start);
    list.insertBefore(row, after ?? null);
    list.parentElement.querySelector(".marking-none").hidden = true;
  }
  row.querySelector("input").checked = true;
  announce(say("Marked", cardOf(number).dataset.code));
  getSelection().removeAllRanges();
  drawOwn();
  return true;
}

function newRow(number, name, words) {
  const row = document.getElementById("marking-own-passage").content.firstElementChild.cloneNode(true);
  row.dataset.passage = name;
  const box = row.querySelector("input");
  box.value = name;
  box.id = `evidence-${number}-${name}`;
  box.defaultChecked = false;
  box.setAttribute("aria-label", box.getAttribute("aria-label").replace("{}", words));
  const link = row.querySelector("a");
  link.dataset.go = name;
  link.querySelector("bdi").textContent = `“${words.replace(/\s+/g, " ")}”`;
  return row;
}

/** Show one's own passages of the chosen point (of all where none is chosen) in the account. */
export function drawOwn() {
  const root = wordsRoot();
  for (const label of root.querySelectorAll("[data-own-label]")) label.remove();
  for (const mark of root.querySelectorAll("mark.own")) {
    const parent = mark.parentNode;
    mark.replaceWith(...mark.childNodes);
    parent.normalize();
  }
  for (const row of rows().filter((one) => one.classList.contains("own") && one.querySelector("input")?.checked)) {
    draw(row, root);
  }
}

function draw(row, root) {
  const [start, end] = extent(row.dataset.passage);
  const segments = segmentsBetween(root, start, end);
  if (!segments.length) return;
  const { code } = row.closest("[data-point]").dataset;
  for (const segment of segments) underline(segment, start, end);
  segments[0].before(label("spoken", say("Ownstart", code)));
  segments.at(-1).after(label("highlight-label own", say("Own", code)));
}

function label(names, words) {
  const made = document.createElement("span");
  made.className = names;
  made.dataset.ownLabel = "";
  made.dir = "ltr";
  made.textContent = words;
  return made;
}

/** Wrap what lies between two offsets, text node by text node, so that no offset changes. */
function underline(segment, start, end) {
  let at = Number(segment.dataset.start);
  const walker = document.createTreeWalker(segment, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  for (const node of nodes) {
    const characters = [...node.data];
    const [from, to] = [Math.max(start - at, 0), Math.min(end - at, characters.length)];
    at += characters.length;
    if (from >= to) continue;
    const range = document.createRange();
    range.setStart(node, characters.slice(0, from).join("").length);
    range.setEnd(node, characters.slice(0, to).join("").length);
    const mark = document.createElement("mark");
    mark.className = "own";
    range.surroundContents(mark);
  }
}

page.addEventListener("click", (event) => {
  const link = event.target.closest("[data-go]");
  if (!link) return;
  event.preventDefault();
  goTo(link.closest("[data-passage]") ?? link);
});
