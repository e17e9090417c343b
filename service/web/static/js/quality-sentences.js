// Sentences of a script that a mark rests on: pressing one writes its number into the field that was used last.

const fields = [...document.querySelectorAll("input[name^=evidence-]")];
let last = null;

for (const field of fields) {
  field.addEventListener("focus", () => (last = field));
}
for (const choice of document.querySelectorAll("input[name^=status-]")) {
  choice.addEventListener("change", () => (last = document.getElementsByName(choice.name.replace("status-", "evidence-"))[0]));
}
for (const sentence of document.querySelectorAll("[data-sentence]")) {
  sentence.addEventListener("click", () => {
    if (!String(window.getSelection())) toggle(sentence.dataset.sentence);
  });
}
for (const hint of document.querySelectorAll("[data-with-script]")) hint.hidden = false;

function toggle(number) {
  const field = last ?? fields[0];
  if (!field) return;
  const named = field.value.split(/[\s,;]+/).filter(Boolean);
  const left = named.filter((one) => one !== number);
  field.value = (left.length < named.length ? left : [...named, number]).join(", ");
  const announced = document.getElementById("announcements");
  if (announced) announced.textContent = `${field.labels[0].innerText}: ${field.value}`;
}
