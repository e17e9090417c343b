// The form that adds a draft: files can be dropped, what cannot be sent is said before it is sent, and what was typed
// outlives an accident (a closed sign-in, a page left by mistake) in this tab.

const form = document.querySelector("[data-draft-form]");
const input = form.querySelector("input[type=file]");
const text = form.querySelector("textarea");
const drop = form.querySelector("[data-drop]");
const chosen = form.querySelector("[data-chosen]");
const kept = `tallymark.draft.${form.dataset.draftForm}`;

drop.querySelector("[data-drop-words]").hidden = false;

const megabytes = (bytes) => `${(bytes / 1_000_000).toFixed(1)} MB`;

/** What is wrong with the files, in words; empty where they can be sent. */
function wrongWith(files) {
  const suffixes = form.dataset.suffixes.split(" ");
  const strange = files.find((file) => !suffixes.some((suffix) => file.name.toLowerCase().endsWith(suffix)));
  if (strange) return form.dataset.wrongKind.replace("{name}", strange.name);
  if (files.length > Number(form.dataset.most)) return form.dataset.tooMany;
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  return bytes > Number(form.dataset.megabytes) * 1_000_000 ? form.dataset.tooLarge : "";
}

function line(words, kind = "") {
  const item = document.createElement("li");
  item.className = kind;
  item.append(Object.assign(document.createElement("bdi"), { textContent: words }));
  return item;
}

function show() {
  const files = [...input.files];
  const wrong = wrongWith(files);
  input.setCustomValidity(wrong);
  chosen.replaceChildren(...files.map((file) => line(`${file.name} (${megabytes(file.size)})`)));
  if (wrong) chosen.append(line(wrong, "wrong"));
}

input.addEventListener("change", show);
drop.addEventListener("dragover", (event) => {
  event.preventDefault();
  drop.classList.add("over");
});
drop.addEventListener("dragleave", () => drop.classList.remove("over"));
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  input.files = event.dataTransfer.files;
  show();
});

// Once another draft is there, what was typed before it has arrived.
const remembered = JSON.parse(sessionStorage.getItem(kept) ?? "{}");
if (remembered.drafts !== form.dataset.drafts) sessionStorage.removeItem(kept);
else if (!text.value) text.value = remembered.text;
text.addEventListener("input", () => {
  sessionStorage.setItem(kept, JSON.stringify({ text: text.value, drafts: form.dataset.drafts }));
});
form.addEventListener("submit", (event) => {
  if (input.validationMessage) {
    event.preventDefault();
    input.focus();
    return;
  }
  form.querySelector(".actions button").disabled = true;
});
window.addEventListener("pageshow", () => { form.querySelector(".actions button").disabled = false; });
