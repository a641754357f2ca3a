/** Dragging cards, with SortableJS on every cell. A drop submits the same request as "Move to…". */
import { carry } from "./place.js";
import { drop, empty, full, lift, mayEdit, nameOf, titleOf } from "./hand.js";
import { withIt } from "./select.js";
import { tell } from "./toast.js";

/** How many cards of a cell make room by gliding. Sortable lays out the cell for each of them, so
 * that in long ones a frame would take a tenth of a second. */
const GLIDING = 12;
const motion = matchMedia("(prefers-reduced-motion: reduce)");
const glideIn = cell => motion.matches || cell.childElementCount > GLIDING ? 0 : 120;

const options = {
  group: "cards",
  draggable: ".card",
  filter: (event, card) => !mayEdit() || !card || Boolean(event.target.closest?.("button")),
  preventOnFilter: false,
  forceFallback: true,
  fallbackOnBody: true,
  fallbackTolerance: 5,
  delay: 250,
  delayOnTouchOnly: true,
  touchStartThreshold: 8,
  scrollSensitivity: 72,
  scrollSpeed: 10,
  bubbleScroll: true,
  ghostClass: "card--slot",
  chosenClass: "card--chosen",
  dragClass: "card--lifted",
  onChoose: full,
  onUnchoose: ({ item }) => { queueMicrotask(empty); tidy(item); },
  onStart: start,
  onMove: ({ to }) => aim(to),
  onEnd: finish,
};

/** What lays out every column has a frame of its own, beside the one that shows the card let go. */
const nextFrame = act => requestAnimationFrame(() => requestAnimationFrame(act));

let from = null;

function start({ item }) {
  from = { cell: item.parentElement, next: item.nextElementSibling, cancelled: false, all: withIt(item) };
  for (const cell of document.querySelectorAll("[data-cell]")) Sortable.get(cell)?.option("animation", glideIn(cell));
  for (const card of from.all) lift(card);
  for (const card of from.all) if (card !== item) card.dataset.uiAlong = "";
  item.dataset.uiHeld = "drag";
  const { ghost } = Sortable;
  ghost.style.opacity = 1;
  for (const name of ["id", "data-card", "tabindex"]) ghost.removeAttribute(name);
  ghost.ariaHidden = "true";
  if (from.all.length > 1) ghost.dataset.stack = `${from.all.length} cards`;
  document.body.dataset.uiDragging = "";
  aim(from.cell);
}

/** Lights the whole column, or the cell of a lane, that would take the card. */
function aim(cell) {
  for (const lit of document.querySelectorAll("[data-ui-target]")) lit.removeAttribute("data-ui-target");
  cell?.closest(".cell, .column")?.setAttribute("data-ui-target", "");
}

function finish({ item, originalEvent }) {
  const { cell, next, cancelled, all } = from;
  from = null;
  for (const card of all) card.removeAttribute("data-ui-along");
  aim(null);
  nextFrame(() => { if (!from) delete document.body.dataset.uiDragging; });
  document.body.dataset.uiDropped = "";
  setTimeout(() => delete document.body.dataset.uiDropped, 0);
  if (!item.isConnected) return;
  if (cancelled || originalEvent?.type === "pointercancel") return carry(item, cell, next);
  if (item.parentElement === cell && item.nextElementSibling === next) return;
  tell(`${all.length > 1 ? `${all.length} cards` : titleOf(item)} moved to ${nameOf(item.parentElement)}.`);
  drop(gathered(item, all));
}

/** Puts the others of a dragged selection around the card that was let go, in the board's order. */
function gathered(item, all) {
  const present = all.filter(card => card.isConnected);
  const at = present.indexOf(item);
  for (const card of present.slice(0, at)) carry(card, item.parentElement, item);
  let last = item;
  for (const card of present.slice(at + 1)) {
    carry(card, item.parentElement, last.nextElementSibling);
    last = card;
  }
  return present;
}

/** Takes away what Sortable left on the card, so that it is what a fresh page shows. */
function tidy(item) {
  item.removeAttribute("draggable");
  item.removeAttribute("data-ui-held");
  item.classList.remove("card--chosen", "card--slot", "card--lifted");
  if (!item.getAttribute("style")) item.removeAttribute("style");
}

function cancel() {
  if (!from) return;
  from.cancelled = true;
  Sortable.active?._onDrop(new Event("pointercancel"));
}

function wire() {
  for (const cell of document.querySelectorAll("[data-cell]"))
    if (!Sortable.get(cell)) Sortable.create(cell, { ...options });
}

document.addEventListener("keydown", event => {
  if (event.key !== "Escape" || !from) return;
  event.preventDefault();
  event.stopPropagation();
  cancel();
}, true);
addEventListener("blur", cancel);
document.addEventListener("selectstart", event => { if (from) event.preventDefault(); });
document.addEventListener("contextmenu", event => {
  if (event.pointerType === "touch" && event.target.closest?.(".card")) event.preventDefault();
});
document.addEventListener("board:drawn", wire);
wire();
performance.mark("wired");
