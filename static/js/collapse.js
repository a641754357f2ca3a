/** Collapsed columns and lanes: kept in this browser, for each board, and painted again after every
 * drawing. A card that is carried over a collapsed column opens it. */
import { lanes } from "./cells.js";

const OPENS_AFTER = 600;
const key = `collapsed:${document.body.dataset.board}`;
let folded = new Set(stored());

function stored() {
  try { return JSON.parse(localStorage.getItem(key)) ?? []; } catch { return []; }
}

function keep() {
  try { localStorage.setItem(key, JSON.stringify([...folded])); } catch { /* for this page alone */ }
  paint();
}

function set(name, on) {
  if (on) folded.add(name);
  else folded.delete(name);
  keep();
}

const toggle = name => set(name, !folded.has(name));

/** Collapses all lanes, or opens them when all are collapsed. */
export function foldLanes() {
  const names = lanes().map(lane => `lane-${lane.dataset.laneHead}`);
  const all = names.every(name => folded.has(name));
  for (const name of names) all ? folded.delete(name) : folded.add(name);
  keep();
}

function paint() {
  mark("[data-column]", element => `column-${element.dataset.column}`);
  mark("[data-lane-head]", element => `lane-${element.dataset.laneHead}`);
  mark("[data-in-lane]", element => `lane-${element.dataset.inLane}`);
  for (const button of document.querySelectorAll("[data-fold-column], [data-fold-lane]"))
    button.setAttribute("aria-expanded", !folded.has(nameOf(button)));
}

function mark(selector, name) {
  for (const element of document.querySelectorAll(selector))
    element.toggleAttribute("data-ui-collapsed", folded.has(name(element)));
}

const nameOf = ({ dataset: { foldColumn, foldLane } }) => foldColumn ? `column-${foldColumn}` : `lane-${foldLane}`;

let over = null;
let timer;

/** Opens the collapsed column that a dragged card stays over. */
function hover(event) {
  if (!document.body.hasAttribute("data-ui-dragging")) return leave();
  const column = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-column][data-ui-collapsed]");
  if (column === over) return;
  leave();
  if (!column) return;
  over = column;
  timer = setTimeout(() => { set(`column-${column.dataset.column}`, false); leave(); }, OPENS_AFTER);
}

function leave() {
  clearTimeout(timer);
  over = null;
}

document.addEventListener("click", event => {
  const button = event.target.closest?.("[data-fold-column], [data-fold-lane]");
  if (!button) return;
  button.closest("[popover]")?.hidePopover();
  toggle(nameOf(button));
});
document.addEventListener("pointermove", hover, { passive: true });
document.addEventListener("board:drawn", paint);
addEventListener("storage", event => { if (event.key === key) { folded = new Set(stored()); paint(); } });
paint();
