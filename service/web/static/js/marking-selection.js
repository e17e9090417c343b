// From what is selected in the account to a passage, and selecting sentence by sentence without a mouse.
// Passages are offsets in code points, end exclusive.

import { announce } from "./page.js";
import { offsetsOf, segmentsBetween } from "./marked-text.js";
import { bring, say, wordsRoot } from "./marking-columns.js";

/** The characters of the account between two offsets that are shown, each with its offset. */
function charactersBetween(start, end) {
  return segmentsBetween(wordsRoot(), start, end).flatMap((segment) => {
    const first = Number(segment.dataset.start);
    return [...segment.textContent]
      .map((character, index) => ({ character, at: first + index }))
      .filter(({ at }) => start <= at && at < end);
  });
}

/** The words of the account between two offsets. */
export const wordsBetween = (start, end) => charactersBetween(start, end).map(({ character }) => character).join("");

/** What is selected in the account, without white space around it: `{start, end}`, or null. */
export function selectedPassage() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const found = offsetsOf(selection.getRangeAt(0), wordsRoot());
  if (!found) return null;
  const solid = charactersBetween(found.start, found.end).filter(({ character }) => character.trim() !== "");
  return solid.length ? { start: solid[0].at, end: solid.at(-1).at + 1 } : null;
}

const sentences = () =>
  [...wordsRoot().querySelectorAll(".sentence")].filter((one) => one.querySelector("[data-start]"));

/** Select the sentence that is `by` further on than the one where the selection is. */
export function stepSentence(by) {
  const all = sentences();
  if (!all.length) return;
  const selection = getSelection();
  const range = selection.rangeCount ? selection.getRangeAt(0) : null;
  const touched = range ? all.findIndex((one) => range.intersectsNode(one)) : -1;
  const next = touched < 0 ? (by > 0 ? 0 : all.length - 1) : touched + by;
  const sentence = all[Math.min(Math.max(next, 0), all.length - 1)];
  const segments = [...sentence.querySelectorAll("[data-start]")];
  const wanted = document.createRange();
  wanted.setStartBefore(segments[0]);
  wanted.setEndAfter(segments.at(-1));
  selection.removeAllRanges();
  selection.addRange(wanted);
  bring(sentence);
  announce(say("Sentence", all.indexOf(sentence) + 1, all.length, segments.map((one) => one.textContent).join("")));
}
