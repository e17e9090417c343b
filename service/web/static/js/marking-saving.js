// Saving without leaving the page: one change after the other, each with the version that the one before made.
// Nothing that was typed is lost: a form stays as it is until the service has said that it is saved.

import { cardOf, page, say } from "./marking-columns.js";

const saved = document.getElementById("marking-saved");
const state = () => document.getElementById("marking-state").dataset;
let last = Promise.resolve(true);

/** Save `fields` at `address` when everything before it is done. Gives whether that could be done. */
export function save({ address, fields, problem, point = "" }) {
  last = last.then(() => send({ address, fields, problem, point }));
  return last;
}

/** When all that is being saved is saved, or could not be. */
export const settled = () => last;

/** What a form holds, with the button that it was sent by. */
export const fieldsOf = (form, button) => new FormData(form, button);

async function send(change) {
  const { address, fields, problem, point } = change;
  fields.set("version", state().version);
  fields.set("seen", state().seen);
  saved.textContent = say("Saving");
  saved.classList.remove("wrong");
  problem.replaceChildren();
  const answer = await ask(address, { method: "POST", body: new URLSearchParams(fields) });
  const onwards = answer?.headers.get("HX-Redirect");
  if (answer?.ok && onwards && !onwards.startsWith("/sign-in")) {
    // What was just sent to the learner is saved; a comment on a point that is not decided is not.
    if (!unsaved().some(hasWords)) removeEventListener("beforeunload", warn);
    location.assign(onwards);
    return true;
  }
  if (!answer?.ok || onwards) {
    await fail(change, answer, onwards);
    return false;
  }
  renew(await answer.text(), point, fields);
  return true;
}

async function ask(address, options) {
  try {
    return await fetch(address, { ...options, headers: { "HX-Request": "true", Accept: "text/html" } });
  } catch {
    return null;
  }
}

async function fail(change, answer, onwards) {
  const { problem, point } = change;
  saved.textContent = point ? say("Notsavedpoint", cardOf(point).dataset.code) : say("Notsaved");
  saved.classList.add("wrong");
  if (answer && !onwards) {
    problem.innerHTML = await answer.text();
  } else {
    const message = document.getElementById(onwards ? "marking-signed-out" : "marking-offline");
    problem.replaceChildren(message.content.cloneNode(true));
  }
  const again = problem.querySelector("[data-again]");
  again?.addEventListener("click", () => save(change));
}

/** Put each part of the answer in the place of the old one. */
function renew(html, point, sent) {
  const answer = document.createElement("template");
  answer.innerHTML = html;
  const focused = document.activeElement?.id;
  for (const part of [...answer.content.children]) {
    const old = part.id ? document.getElementById(part.id) : null;
    if (!old) continue;
    if (part.matches("[data-point]")) keepTyped(old, part, sent);
    old.replaceWith(part);
  }
  for (const name of ["version", "seen"]) {
    for (const input of document.querySelectorAll(`input[name=${name}]`)) input.value = state()[name];
  }
  saved.textContent = answer.content.querySelector("[data-said]")?.textContent ?? "";
  document.dispatchEvent(new CustomEvent("marking:renewed", { detail: { point } }));
  if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

// What she typed or ticked on this point while it was being saved.
function keepTyped(old, fresh, sent) {
  const [typed, renewed] = [old, fresh].map((card) => card.querySelector("textarea"));
  if (typed && renewed && sent.has("comment") && typed.value !== sent.get("comment")) {
    renewed.value = typed.value;
    renewed.setSelectionRange(typed.selectionStart, typed.selectionEnd);
    renewed.dataset.kept = "";
  }
  const [list, other] = [old, fresh].map((card) => card.querySelector("[data-passages]"));
  const ticked = [...(list?.querySelectorAll("input:checked") ?? [])].map((box) => box.value);
  if (list && other && sent.has("status") && ticked.join() !== sent.getAll("evidence").join()) other.replaceWith(list);
}

const hasWords = (form) => form.querySelector("textarea").value !== form.querySelector("textarea").defaultValue;

/** The points on which something was typed, ticked or marked that is not saved. */
export const unsaved = () =>
  [...document.querySelectorAll("[data-decides]")].filter(
    (form) =>
      hasWords(form) ||
      [...form.querySelectorAll("[name=evidence]")].some((box) => box.checked !== box.defaultChecked),
  );

const written = () => {
  const box = document.getElementById("feedback");
  return box !== null && box.value !== box.defaultValue;
};

function warn(event) {
  if (unsaved().length || written()) event.preventDefault();
}
addEventListener("beforeunload", warn);

/** Ask now and then, and whenever the page is looked at again, whether somebody else has changed the submission. */
export function watchForOthers(every) {
  const place = document.getElementById("marking-changes");
  const look = async () => {
    if (document.hidden) return;
    await last;
    const { version, seen } = state();
    const address = `${page.dataset.marking}/changes?${new URLSearchParams({ version, since: seen })}`;
    const answer = await ask(address, {});
    if (answer?.status === 200 && !answer.headers.get("HX-Redirect") && state().version === version) {
      const html = await answer.text();
      if (place.innerHTML !== html) place.innerHTML = html;
    } else if (answer?.status === 204) {
      place.replaceChildren();
    }
  };
  document.addEventListener("visibilitychange", look);
  setInterval(look, every);
}
