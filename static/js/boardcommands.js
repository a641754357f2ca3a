/** What the palette can do on a board, and the keys of the filter. */
import { offer } from "./commands.js";
import { asked, clearFilter, onlyMine, openFilter } from "./filter.js";
import { mayEdit } from "./hand.js";
import { openAdd } from "./quickadd.js";
import { typing } from "./typing.js";
import { redo, undo } from "./undo.js";

const first = () => document.querySelector("[data-cell]")?.dataset.cell;

offer("New card", () => openAdd(first()), { keys: "N", when: () => mayEdit() && Boolean(first()) });
offer("Filter the cards", openFilter, { keys: "F" });
offer("Only my cards", onlyMine, { keys: "Q", when: () => !asked().get("who") });
offer("Clear the filter", clearFilter, { keys: "Shift X", when: () => "uiFilter" in document.body.dataset });
offer("Undo your last change", () => undo(), { keys: "Ctrl Z", when: mayEdit });
offer("Redo", () => redo(), { keys: "Ctrl Shift Z", when: mayEdit });
offer("Keyboard shortcuts", () => document.getElementById("shortcuts").showModal(), { keys: "?" });

const KEYS = { f: openFilter, "/": openFilter, q: onlyMine, X: clearFilter };

document.addEventListener("keydown", event => {
  if (document.body.dataset.shortcuts === "off") return;
  const { defaultPrevented, isComposing, ctrlKey, metaKey, altKey, key, target } = event;
  if (defaultPrevented || isComposing || ctrlKey || metaKey || altKey || typing(target) || !KEYS[key]) return;
  event.preventDefault();
  KEYS[key]();
});
