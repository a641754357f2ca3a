/** The menu of a card on the board: by its button, and by the keyboard's menu key or Shift+F10.
 *
 * One menu serves all cards and stands outside the parts, so that it stays open while the board
 * moves beneath it; it goes with its card. What it does is what the keys do. */
import { ACTS } from "./keys.js";
import { blockOf } from "./openat.js";
import { withIt } from "./select.js";

const menu = document.getElementById("face-menu");
const items = () => [...menu.querySelectorAll("button")].filter(item => item.checkVisibility());
const isOpen = () => menu.matches(":popover-open");
let card = null;

/** Says whose menu it is, before it is shown. */
function belong(to) {
  if (isOpen() && to !== card) menu.hidePopover();
  card = to;
  const { key, blocked } = card.dataset;
  const all = withIt(card).length;
  document.getElementById("face-menu-title").textContent = all > 1 ? `${key} · ${all} selected` : key;
  menu.querySelector("[data-copy]").dataset.copy = `/${key}`;
  menu.querySelector("[data-face-act=block]").lastChild.textContent = blocked ? " Change the block…" : " Block…";
  menu.querySelector("[data-face-act=x]").childNodes[1].textContent = card.hasAttribute("data-ui-selected") ? " Leave out" : " Select";
}

function act(name) {
  menu.hidePopover();
  card.focus({ preventScroll: true });
  if (name === "block") blockOf(card);
  else ACTS[name]?.act(card);
}

function walk(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const all = items();
  const at = all.indexOf(document.activeElement);
  all.at(at < 0 && step < 0 ? -1 : (at + step) % all.length).focus();
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[popovertarget=face-menu]");
  if (button) belong(button.closest("[data-card]"));
});
document.addEventListener("keydown", event => {
  const here = event.target;
  if (event.key !== "ContextMenu" && !(event.key === "F10" && event.shiftKey) || !here.matches?.(".cards > [data-card]")) return;
  event.preventDefault();
  belong(here);
  menu.showPopover({ source: here.querySelector("[popovertarget=face-menu]") });
  items()[0].focus();
});
menu.addEventListener("keydown", walk);
menu.addEventListener("click", event => {
  const item = event.target.closest("[data-face-act]");
  if (item) act(item.dataset.faceAct);
});
document.addEventListener("board:drawn", () => { if (isOpen() && !card.isConnected) menu.hidePopover(); });
