// Shortcuts of one key. They never fire where somebody types, with a modifier, in a dialog, or when they are turned off
// (WCAG 2.2, 2.1.4).

const SETTING = "tallymark.shortcuts";
const TYPING = "input:not([type=radio], [type=checkbox], [type=button], [type=submit]), textarea, select, [contenteditable]";

/** Whether this person wants shortcuts; kept in her browser alone. */
export const shortcutsWanted = () => localStorage.getItem(SETTING) !== "off";

/** Turn shortcuts on or off for this browser. */
export function wantShortcuts(wanted) {
  localStorage.setItem(SETTING, wanted ? "on" : "off");
  keepShortcutsQuiet();
}

/** Whether a key was pressed to type or to choose something, not as a shortcut. */
export const isTyping = (event) =>
  event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey ||
  event.target.closest?.(TYPING) !== null || document.querySelector("dialog[open]") !== null;

/** Call `actions[key]` when its key is pressed (`event.key`, so "?" and "J" are keys of their own). */
export function listen(actions) {
  document.addEventListener("keydown", (event) => {
    const act = actions[event.key];
    if (!act || isTyping(event) || !shortcutsWanted()) return;
    event.preventDefault();
    act(event);
  });
}

/** Show hints about keys (`[data-shortcut-hint]`) only to those who want them. */
export function keepShortcutsQuiet() {
  for (const hint of document.querySelectorAll("[data-shortcut-hint]")) hint.hidden = !shortcutsWanted();
}
