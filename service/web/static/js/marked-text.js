// Highlights of an account: switched on and off in place, and from a selection to offsets and back.
// Offsets count code points of the account, end exclusive, as everything that the service says of it.

const SEGMENT = "[data-start]";

/** The part of the account in `root` that `range` covers, `{start, end}`; null where it covers none of its words. */
export function offsetsOf(range, root) {
  const touched = [...root.querySelectorAll(SEGMENT)].filter((segment) => range.intersectsNode(segment));
  if (!touched.length) return null;
  const [first, last] = [touched[0], touched[touched.length - 1]];
  const start = first.contains(range.startContainer)
    ? place(first, range.startContainer, range.startOffset)
    : Number(first.dataset.start);
  const end = last.contains(range.endContainer)
    ? place(last, range.endContainer, range.endOffset)
    : Number(last.dataset.end);
  return start < end ? { start, end } : null;
}

/** The stretches of the account in `root` that lie between two offsets, in order. */
export function segmentsBetween(root, start, end) {
  return [...root.querySelectorAll(SEGMENT)].filter(
    (segment) => Number(segment.dataset.start) < end && start < Number(segment.dataset.end),
  );
}

function place(segment, node, offset) {
  const before = document.createRange();
  before.setStart(segment, 0);
  before.setEnd(node, offset);
  return Number(segment.dataset.start) + [...before.toString()].length;
}

function apply(form) {
  for (const box of form.querySelectorAll("input[name=show]")) {
    for (const part of document.querySelectorAll(`[data-group="${CSS.escape(box.value)}"]`)) {
      part.classList.toggle("off", !box.checked);
    }
  }
  remember(form);
}

// The address says what is shown, so that the page looks the same when it is loaded again.
function remember(form) {
  const boxes = [...form.querySelectorAll("input[name=show]")];
  const address = new URL(location.href);
  address.searchParams.delete("show");
  address.searchParams.delete("highlights");
  if (!boxes.every((box) => box.checked)) {
    const chosen = boxes.filter((box) => box.checked);
    address.searchParams.set("highlights", chosen.length ? "chosen" : "none");
    for (const box of chosen) address.searchParams.append("show", box.value);
  }
  history.replaceState(history.state, "", address);
}

function switchInPlace(form) {
  form.querySelector("[data-by-hand]").hidden = true;
  form.addEventListener("change", () => apply(form));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const wanted = event.submitter?.value;
    for (const box of form.querySelectorAll("input[name=show]")) {
      if (wanted === "all" || wanted === "none") box.checked = wanted === "all";
    }
    apply(form);
  });
}

for (const form of document.querySelectorAll("form[data-highlight-switches]")) switchInPlace(form);
