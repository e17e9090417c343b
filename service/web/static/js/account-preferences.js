// What somebody chooses about pages; it is kept in this browser alone, so that nothing of it is known to anybody.

import { announce } from "./page.js";
import { shortcutsWanted, wantShortcuts } from "./shortcuts.js";

const box = document.querySelector("[data-shortcuts]");
box.checked = shortcutsWanted();
box.addEventListener("change", () => {
  wantShortcuts(box.checked);
  announce(box.checked ? box.dataset.on : box.dataset.off);
});
document.querySelector("[data-preferences]").hidden = false;
