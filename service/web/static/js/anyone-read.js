// Having a draft read: how many words there are, a file that is dropped, and that it is being read.

import { announce } from "./page.js";

const PATIENCE = 5000;
const words = (text) => text.trim().split(/\s+/u).filter(Boolean).length;

function count(place) {
  const text = document.getElementById(place.dataset.count);
  const show = () => {
    const number = words(text.value);
    place.textContent = `${number.toLocaleString(document.documentElement.lang)} ${number === 1 ? place.dataset.one : place.dataset.many}`;
  };
  text.addEventListener("input", show);
  place.hidden = false;
  show();
}

function takeDrops(form) {
  const file = form.querySelector("input[type=file]");
  if (!file) return;
  const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
  form.addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    form.classList.add("dropping");
  });
  form.addEventListener("dragleave", (event) => {
    if (!form.contains(event.relatedTarget)) form.classList.remove("dropping");
  });
  form.addEventListener("drop", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    form.classList.remove("dropping");
    file.files = event.dataTransfer.files;
    file.dispatchEvent(new Event("change", { bubbles: true }));
    file.focus();
    announce(event.dataTransfer.files[0]?.name ?? "");
  });
}

// What is downloaded leaves the page where it is, so nothing would ever end the progress.
function showProgress(form) {
  const progress = form.querySelector("[data-progress]");
  const say = (text) => {
    progress.querySelector("[data-words]").textContent = text;
    announce(text);
  };
  const leaves = (event) => !event.submitter?.hasAttribute("data-download");
  form.addEventListener("submit", (event) => {
    if (!leaves(event)) return;
    if (!progress.hidden) {
      event.preventDefault();
      return;
    }
    progress.hidden = false;
    say(form.dataset.working);
    setTimeout(() => say(form.dataset.still), PATIENCE);
  });
  // Whoever comes back finds the form as it was.
  addEventListener("pageshow", (event) => { if (event.persisted) progress.hidden = true; });
}

function copies(button) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).value);
    announce(button.dataset.copied);
    button.textContent = button.dataset.copied;
  });
}

// Following a mark's label to a part that is folded up opens it.
function openTarget() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const folded = target && target.closest("details");
  if (folded) folded.open = true;
}

for (const place of document.querySelectorAll("[data-count]")) count(place);
for (const form of document.querySelectorAll("form[data-reading]")) { takeDrops(form); showProgress(form); }
for (const button of document.querySelectorAll("button[data-copies]")) copies(button);
for (const part of document.querySelectorAll("[data-switches]")) part.hidden = false;
addEventListener("hashchange", openTarget);
openTarget();
