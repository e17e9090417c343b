// The two columns of the marking page: which point is chosen, and bringing things into view in either column.

import { announce } from "./page.js";

export const page = document.querySelector("[data-marking]");
export const account = document.getElementById("account");
export const say = (name, ...values) =>
  values.reduce((words, value) => words.replace("{}", value), page.dataset[`say${name}`] ?? "");

export const cards = () => [...document.querySelectorAll("[data-point]")];
export const cardOf = (number) => document.getElementById(`point-${number}`);
export const wordsRoot = () => document.querySelector("[data-words]");
const progress = () => document.getElementById("marking-progress");

let chosen = "";
const deciding = new Set();

/** The number of the point that is chosen, as text; empty where none is. */
export const chosenPoint = () => chosen;

/** The points that have to be decided yet, but for those whose decision is under way. */
export const openPoints = () =>
  progress().dataset.open.split(" ").filter((number) => number && !deciding.has(number));

export function underWay(number, is) {
  if (is) deciding.add(number);
  else deciding.delete(number);
}

/** Bring `element` into view in its column; where the columns lie below one another, on the page. */
export function bring(element, block = "center") {
  const column = element.closest(".marking-account, .marking-points");
  if (!column || getComputedStyle(column).overflowY !== "auto") {
    element.scrollIntoView({ block });
    return;
  }
  const [box, frame] = [element.getBoundingClientRect(), column.getBoundingClientRect()];
  const spare = block === "start" ? 8 : Math.max(8, (frame.height - box.height) / 2);
  column.scrollBy({ top: box.top - frame.top - spare });
}

/** Whether text and points stand side by side. */
export const sideBySide = () => getComputedStyle(account).overflowY === "auto";

/** Choose a point: its card opens, its evidence alone stays marked in the text. Empty: none, and all is marked. */
export function choose(number, { focus = true } = {}) {
  chosen = number;
  showChosen();
  const card = number && cardOf(number);
  document.dispatchEvent(new CustomEvent("marking:chosen"));
  if (!card) {
    if (focus) announce(say("None"));
    return;
  }
  bring(card, "start");
  if (focus) card.querySelector("summary").focus({ preventScroll: true });
}

/** Show what is chosen; again after a part of the page was renewed. */
export function showChosen() {
  for (const card of cards()) {
    const is = card.dataset.point === chosen;
    card.open = is;
    card.classList.toggle("chosen", is);
  }
  for (const link of progress().querySelectorAll("[data-choose]")) {
    if (link.dataset.choose === chosen) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  for (const part of wordsRoot().querySelectorAll("[data-group]")) {
    part.classList.toggle("off", chosen !== "" && part.dataset.group !== chosen);
  }
}

/** The next point that is open after `number`, else the first one; empty where all are decided. */
export function nextOpen(number) {
  const open = openPoints();
  return open.find((one) => Number(one) > Number(number)) ?? open[0] ?? "";
}
