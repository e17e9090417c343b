// On every page: messages for screen readers, failures of requests that htmx makes, and where the focus goes.

import { keepShortcutsQuiet } from "./shortcuts.js";

const announcements = document.getElementById("announcements");

/** Have screen readers say `words` when they have finished what they are saying. */
export function announce(words) {
  announcements.textContent = "";
  requestAnimationFrame(() => { announcements.textContent = words; });
}

function showFailure(html) {
  const place = document.getElementById("failures");
  place.innerHTML = html;
  place.scrollIntoView({ block: "nearest" });
}

// What the server says of a failure is a part of a page made for this place (templates/failures/message.html.j2).
document.addEventListener("htmx:responseError", (event) => showFailure(event.detail.xhr.responseText));
document.addEventListener("htmx:sendError", () => {
  const offline = document.createElement("p");
  offline.className = "notice wrong";
  offline.setAttribute("role", "alert");
  offline.textContent = document.body.dataset.offline || "The service could not be reached. Nothing was lost: try again.";
  document.getElementById("failures").replaceChildren(offline);
});
document.addEventListener("htmx:beforeRequest", () => document.getElementById("failures").replaceChildren());

// An error summary takes the focus, on a new page as in a part of one.
const focusSummary = (root) => root.querySelector("[data-focus]")?.focus();
document.addEventListener("htmx:afterSwap", (event) => focusSummary(event.detail.target));
focusSummary(document);

keepShortcutsQuiet();
