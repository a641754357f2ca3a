/** The order of checklists, and of the items in each, by dragging them in the card's dialog: a
 * checklist by its head, an item anywhere. A drop submits what the menus submit. */
import { post } from "./contents.js";
import { mayEdit } from "./hand.js";
import { refresh } from "./sheet.js";

const dialog = document.getElementById("card");
const options = {
  filter: event => !mayEdit() || Boolean(event.target.closest?.("button, input, textarea")),
  preventOnFilter: false,
  forceFallback: true,
  fallbackTolerance: 5,
  delay: 250,
  delayOnTouchOnly: true,
  touchStartThreshold: 8,
  scrollSensitivity: 72,
  animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
  ghostClass: "item--slot",
  dragClass: "item--lifted",
  onStart: start,
  onEnd: finish,
};

let from = null;

function start({ item }) {
  // The picture under the pointer hangs at the end of the list: the dialog lies over the body.
  const { ghost } = Sortable;
  const next = item.nextElementSibling;
  from = { next: next === ghost ? ghost.nextElementSibling : next, cancelled: false };
  item.dataset.uiHeld = "drag";
  ghost.style.opacity = 1;
  ghost.removeAttribute("id");
}

async function finish({ item, originalEvent }) {
  const { next, cancelled } = from;
  from = null;
  item.removeAttribute("data-ui-held");
  item.removeAttribute("draggable");
  document.body.dataset.uiDropped = "";
  setTimeout(() => delete document.body.dataset.uiDropped, 0);
  const back = cancelled || originalEvent?.type === "pointercancel";
  if (back) item.parentElement.insertBefore(item, next);
  // What others changed meanwhile was not drawn under the hand.
  if (back || item.nextElementSibling === next) return refresh(["sheet-checklists"]);
  const [, noun, before] = /^(item|checklist)-(\d+)$/.exec(item.nextElementSibling?.id) ?? [];
  const after = item.previousElementSibling?.id.replace(/^\D+/, "");
  await post(`${item.querySelector("[data-menu-of]").dataset.menuOf}/place`, noun ? { before } : { after });
}

function cancel() {
  if (!from) return;
  from.cancelled = true;
  Sortable.active?._onDrop(new Event("pointercancel"));
}

function wire() {
  const lists = { ".items": { draggable: ".item" }, "#sheet-checklists": { draggable: ".checklist", handle: ".checklist__head" } };
  for (const [place, own] of Object.entries(lists))
    for (const list of dialog.querySelectorAll(place)) if (!Sortable.get(list)) Sortable.create(list, { ...options, ...own });
}

document.addEventListener("keydown", event => {
  if (event.key !== "Escape" || !from) return;
  event.preventDefault();
  event.stopPropagation();
  cancel();
}, true);
addEventListener("blur", cancel);
for (const drawn of ["sheet:shown", "sheet:drawn"]) document.addEventListener(drawn, wire);
wire();
