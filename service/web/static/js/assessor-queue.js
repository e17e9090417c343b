// The queue: keys, and what screen readers are told when it was filtered. Everything works without this, too.

import { announce } from "./page.js";
import { listen, shortcutsWanted, wantShortcuts } from "./shortcuts.js";

const keys = document.getElementById("keys");
const opener = document.getElementById("keys-open");
const wanted = document.getElementById("keys-wanted");
const rows = () => [...document.querySelectorAll("[data-row]")];

function step(by) {
  const all = rows();
  const here = all.indexOf(document.activeElement);
  const next = here < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(here + by, 0), all.length - 1);
  all[next]?.focus();
  all[next]?.closest("li").scrollIntoView({ block: "nearest" });
}

function showKeys() {
  wanted.checked = shortcutsWanted();
  keys.showModal();
}

opener.hidden = false;
opener.addEventListener("click", showKeys);
wanted.addEventListener("change", () => wantShortcuts(wanted.checked));

listen({
  j: () => step(1),
  k: () => step(-1),
  o: () => { if (document.activeElement.matches("[data-row]")) document.activeElement.click(); },
  t: () => document.getElementById("take-next")?.click(),
  "/": () => document.getElementById("search").focus(),
  "?": showKeys,
});

document.addEventListener("htmx:afterSettle", () => {
  const queue = document.getElementById("queue");
  if (queue) announce(queue.dataset.said);
});
