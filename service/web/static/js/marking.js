// The marking page: keys, choosing, deciding, undoing. Without this module every form works by itself.

import { announce } from "./page.js";
import { listen, shortcutsWanted, wantShortcuts } from "./shortcuts.js";
import { bring, cardOf, cards, choose, chosenPoint, nextOpen, page, say, showChosen, underWay } from "./marking-columns.js";
import { drawOwn, markSelected, showFirst, stepEvidence, toggleHere } from "./marking-evidence.js";
import { stepSentence } from "./marking-selection.js";
import { fieldsOf, save, settled, unsaved, watchForOthers } from "./marking-saving.js";

const EVERY = 30_000; // milliseconds
const decisions = []; // What was decided since the page was opened: the point, and her decision that it replaced.
const formOf = (number) => document.querySelector(`[data-decides="${number}"]`);
const problemOf = (number) => document.getElementById(`problem-${number}`);

/** Decide on a point; `onwards`: go on to the next one that is open at once. */
async function decide(number, status, { onwards = false } = {}) {
  const form = number && formOf(number);
  if (!form) {
    announce(say(number ? "Shut" : "Choosefirst"));
    return;
  }
  const fields = fieldsOf(form);
  fields.set("status", status);
  underWay(number, true);
  const done = save({ address: form.action, fields, problem: problemOf(number), point: number });
  if (onwards) goOn(number);
  const saved = await done;
  underWay(number, false);
  if (saved) {
    decisions.push({ number, before: cardOf(number).dataset.restorable });
    saveWhatCameMeanwhile(number);
  } else if (onwards) choose(number);
}

/** Save what was typed or ticked on a point while it was being saved; what she is still typing, when she leaves it. */
function saveWhatCameMeanwhile(number) {
  const typing = document.activeElement?.id === `comment-${number}`;
  if (!typing && unsaved().includes(formOf(number))) saveAgain(number);
}

function goOn(number) {
  const next = nextOpen(number);
  if (next) {
    choose(next);
    return;
  }
  choose("", { focus: false });
  announce(say("Alldecided"));
}

/** A key that is held down decides once: decisions are kept for good. */
function decideByKey(status) {
  return (event) => event.repeat || decide(chosenPoint(), status, { onwards: true });
}

/** Save again what was decided on a point, after its passages or its comment have changed. */
function saveAgain(number) {
  const pressed = number && cardOf(number).querySelector("[aria-pressed=true]");
  if (pressed) decide(number, pressed.value);
}

async function undo() {
  await settled();
  const lately = decisions.pop();
  if (!lately) {
    announce(say("Nothingtoundo"));
    return;
  }
  const { number, before } = lately;
  choose(number);
  if (!before) {
    announce(say("Firstdecision", cardOf(number).dataset.code));
    return;
  }
  const form = formOf(number);
  const fields = new FormData();
  fields.set("decision", before);
  fields.set("draft", form.elements.draft.value);
  save({ address: `${form.action}/restore`, fields, problem: problemOf(number), point: number }).then((done) => {
    if (done) announce(say("Putback", cardOf(number).dataset.code));
  });
}

function takeStance(agrees) {
  const button = document.getElementById(`${agrees ? "agree" : "disagree"}-${chosenPoint()}`);
  if (button) button.click();
  else announce(say("Nostance"));
}

function toFinish() {
  const button = document.getElementById("decide") ?? document.getElementById("finish");
  bring(document.getElementById("finish"));
  button.focus({ preventScroll: true });
}

const withChosen = (act) => () => (chosenPoint() ? act(chosenPoint()) : announce(say("Choosefirst")));
const help = document.getElementById("marking-help");
const keys = {
  j: () => stepEvidence(1),
  k: () => stepEvidence(-1),
  J: () => stepSentence(1),
  K: () => stepSentence(-1),
  m: decideByKey("met"),
  p: decideByKey("partial"),
  n: decideByKey("not"),
  e: withChosen((number) => markSelected(number) && saveAgain(number)),
  x: () => saveAgain(toggleHere()),
  u: undo,
  a: () => takeStance(true),
  d: () => takeStance(false),
  c: withChosen((number) => document.getElementById(`comment-${number}`)?.focus()),
  f: toFinish,
  "0": () => choose(""),
  "?": () => help.showModal(),
};
for (const card of cards().slice(0, 9)) keys[card.dataset.point] = () => choose(card.dataset.point);
listen(keys);

page.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "dialog") return;
  if (form.dataset.decides) {
    event.preventDefault();
    if (event.submitter?.value) decide(form.dataset.decides, event.submitter.value);
  } else if (form.dataset.save || form.hasAttribute("data-finish")) {
    event.preventDefault();
    const point = form.dataset.save ?? "";
    const problem = point ? problemOf(point) : document.getElementById("problem-finish");
    save({ address: form.action, fields: fieldsOf(form, event.submitter), problem, point });
  }
});

page.addEventListener("click", (event) => {
  const link = event.target.closest("[data-choose]");
  const summary = event.target.closest("[data-point] > summary");
  const mark = event.target.closest("[data-mark]");
  const insert = event.target.closest("[data-insert]");
  const number = link?.dataset.choose ?? summary?.parentElement.dataset.point;
  if (number) {
    event.preventDefault();
    choose(summary && number === chosenPoint() ? "" : number);
  } else if (insert) {
    insertComment(insert.dataset.insert, insert.closest("li").querySelector("[data-bank]").textContent);
  } else if (mark && markSelected(mark.dataset.mark)) {
    saveAgain(mark.dataset.mark);
  }
});
/** Put a copy of a comment of one's own where the cursor is, or behind what is there. */
function insertComment(number, words) {
  const box = document.getElementById(`comment-${number}`);
  const [before, after] = [box.value.slice(0, box.selectionEnd), box.value.slice(box.selectionEnd)];
  box.value = [before, words, after].filter((part) => part.trim()).join(" ");
  box.focus();
  announce(say("Inserted"));
}

// Else pressing the button would lose the selection that it is for.
page.addEventListener("pointerdown", (event) => {
  if (event.target.closest("[data-mark]")) event.preventDefault();
});

page.addEventListener("change", (event) => {
  const form = event.target.closest("[data-decides]");
  if (!form || !["evidence", "comment"].includes(event.target.name)) return;
  drawOwn();
  delete event.target.dataset.kept;
  saveAgain(form.dataset.decides);
});
// A box in whose place another one came is not told that it changed, unless something is typed there too.
page.addEventListener("focusout", (event) => {
  const box = event.target;
  if (box.dataset.kept === undefined || box.value === box.defaultValue) return;
  delete box.dataset.kept;
  saveAgain(box.closest("[data-decides]").dataset.decides);
});
page.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.ctrlKey || event.target.name !== "comment") return;
  event.preventDefault();
  const number = event.target.closest("[data-point]").dataset.point;
  event.target.blur();
  cardOf(number).querySelector("summary").focus({ preventScroll: true });
});

document.addEventListener("marking:chosen", showFirst);
document.addEventListener("marking:renewed", () => {
  showChosen();
  showWhatTakesAScript();
  drawOwn();
});

function showWhatTakesAScript() {
  for (const place of document.querySelectorAll(".marking-mark, [data-insert]")) place.hidden = false;
}

const wanted = document.getElementById("wants-keys");
wanted.checked = shortcutsWanted();
wanted.addEventListener("change", () => wantShortcuts(wanted.checked));
for (const button of document.querySelectorAll("[data-help]")) {
  button.hidden = false;
  button.addEventListener("click", () => help.showModal());
}

showWhatTakesAScript();
const wish = /^#point-(\d+)$/.exec(location.hash)?.[1];
choose(wish && cardOf(wish) ? wish : page.dataset.first, { focus: false });
watchForOthers(EVERY);
page.dataset.ready = "";
