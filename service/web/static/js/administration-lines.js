// Beside a unit's file: a finding leads to its place in the text area, where it is mended.

const text = document.getElementById("text");
const findings = document.getElementById("findings");

/** The offset at which a line and column of `value` begin, both 1 for the first. */
function offsetOf(value, line, column) {
  let offset = 0;
  for (let number = 1; number < line; number += 1) {
    const end = value.indexOf("\n", offset);
    if (end < 0) return value.length;
    offset = end + 1;
  }
  const end = value.indexOf("\n", offset);
  return Math.min(offset + column - 1, end < 0 ? value.length : end);
}

function goTo(line, column) {
  const offset = offsetOf(text.value, line, column);
  const end = text.value.indexOf("\n", offset);
  text.focus();
  text.setSelectionRange(offset, end < 0 ? text.value.length : end);
  const height = parseFloat(getComputedStyle(text).lineHeight);
  text.scrollTop = Math.max(0, (line - 4) * height);
  text.scrollIntoView({ block: "center" });
}

findings.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-line]");
  if (!link || event.ctrlKey || event.metaKey || !text.value) return;
  event.preventDefault();
  goTo(Number(link.dataset.line), Number(link.dataset.column));
});

// Without this the browser posts the form for a download; with it the text stays where it is.
document.querySelector("button[data-download]").addEventListener("click", (event) => {
  event.preventDefault();
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text.value], { type: "application/yaml" }));
  const id = /^id:[ ]*([\w.-]+)[ ]*$/m.exec(text.value);
  link.download = `${id ? id[1] : "unit"}.yaml`;
  link.click();
  URL.revokeObjectURL(link.href);
});
