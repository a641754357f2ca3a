/** Several cards at once. What is selected is said by the cards themselves (`data-ui-selected`),
 * so it survives every redraw, and a card that leaves the board leaves the selection. */
import { mayEdit, titleOf } from "./hand.js";
import { tell } from "./toast.js";
import { cardsIn } from "./walk.js";

const CARD = ".cards > [data-card]";
const bar = document.getElementById("selection");
let anchor = null;

/** The selected cards, in the board's order. */
export const selected = () => [...document.querySelectorAll(`${CARD}[data-ui-selected]`)];

/** The cards that something done to `card` is done to: all that are selected, when it is among
 * them or there is no card; else itself. */
export function withIt(card) {
  if (!card) return selected();
  return card.hasAttribute("data-ui-selected") ? selected() : [card];
}

/** Selects `card`, or leaves it out. */
export function toggle(card) {
  if (!mayEdit()) return;
  mark(card, !card.hasAttribute("data-ui-selected"));
  anchor = card;
  changed(`${titleOf(card)} ${card.hasAttribute("data-ui-selected") ? "selected" : "left out"}`);
}

/** Selects every card from the last one that was chosen to `card`, within their cell; not those
 * that a filter hides. */
export function extend(card) {
  if (!mayEdit()) return;
  const here = cardsIn(card.parentElement);
  const from = anchor?.parentElement === card.parentElement ? here.indexOf(anchor) : here.indexOf(card);
  const to = here.indexOf(card);
  for (const each of here.slice(Math.min(from, to), Math.max(from, to) + 1)) mark(each, true);
  anchor ??= card;
  changed();
}

/** Selects nothing any more. */
export function clear() {
  if (!selected().length) return;
  for (const card of selected()) mark(card, false);
  changed("Nothing selected");
}

function mark(card, on) {
  card.toggleAttribute("data-ui-selected", on);
}

function changed(what) {
  const count = paint();
  tell([what, count && `${count} selected`].filter(Boolean).join(", ") + ".");
}

/** Shows the bar with the count. A card says that it is selected where it describes itself: its
 * role in the list knows no other way. */
function paint() {
  const cards = selected();
  for (const card of document.querySelectorAll(`${CARD}[aria-describedby~="card-selected"]`))
    if (!card.hasAttribute("data-ui-selected")) card.setAttribute("aria-describedby", "card-help");
  for (const card of cards) card.setAttribute("aria-describedby", "card-selected card-help");
  if (anchor && !anchor.isConnected) anchor = cards[0] ?? null;
  if (!cards.length && bar.contains(document.activeElement)) (anchor ?? document.getElementById("board")).focus({ preventScroll: true });
  bar.hidden = !cards.length;
  document.body.toggleAttribute("data-ui-selecting", cards.length > 0);
  bar.querySelector("[data-selection-count]").textContent = `${cards.length} selected`;
  return cards.length;
}

/** A press with Ctrl or Shift chooses, and neither opens the card nor selects its text. While
 * cards are chosen by finger, a tap goes on choosing. */
document.addEventListener("click", event => {
  const card = event.target.closest?.(CARD);
  if (!card || event.button !== 0 || !mayEdit() || event.target.closest("button")) return;
  const tapped = event.pointerType === "touch" && selected().length > 0;
  const chosen = event.shiftKey ? extend : event.ctrlKey || event.metaKey || tapped ? toggle : null;
  if (!chosen || document.body.hasAttribute("data-ui-dropped")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  card.focus({ preventScroll: true });
  chosen(card);
}, true);
document.addEventListener("mousedown", event => {
  if (event.shiftKey && event.target.closest?.(CARD)) event.preventDefault();
});
document.addEventListener("board:drawn", () => {
  const before = bar.hidden ? 0 : parseInt(bar.querySelector("[data-selection-count]").textContent, 10);
  const now = paint();
  if (now < before) tell(`${now} selected.`);
});
