/** Ways over the board by keyboard: from card to card, and where one step takes a card. */
import { beside, cells, nameOf } from "./cells.js";

/** The way that a key means. */
export const WAYS = {
  ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right",
  k: "up", j: "down", h: "left", l: "right", "<": "left", ">": "right",
};

export { cells };
export const cardsIn = cell => [...cell.children].filter(element => element.dataset.card && element.checkVisibility());

/** Where one step leads: a cell and the card before which, null for its end. Up and down go on
 * into the next lane. */
export function step(card, way) {
  const cell = card.parentElement;
  const here = cardsIn(cell);
  const at = here.indexOf(card);
  if (way === "up" && at > 0) return { cell, next: here[at - 1] };
  if (way === "down" && at < here.length - 1) return { cell, next: here[at + 1].nextElementSibling };
  const there = beside(cell, way);
  if (!there) return null;
  const next = way === "up" ? null : cardsIn(there)[way === "down" ? 0 : at];
  return { cell: there, next: next ?? there.querySelector(".more") };
}

/** Moves the focus to the next card that way, from none to the first one. */
export function look(card, way) {
  if (!card) return cells().flatMap(cardsIn)[0]?.focus();
  const here = cardsIn(card.parentElement);
  const at = here.indexOf(card);
  const along = way === "up" ? here[at - 1] : way === "down" ? here[at + 1] : null;
  if (along) return along.focus();
  for (let cell = card.parentElement; (cell = beside(cell, way));) {
    const there = cardsIn(cell);
    const near = way === "up" ? there.length - 1 : way === "down" ? 0 : Math.min(at, there.length - 1);
    if (there.length) return there[near].focus();
  }
}

/** Where a card stands, in words. */
export function standing(card) {
  const here = cardsIn(card.parentElement);
  return `${nameOf(card.parentElement)}, ${here.indexOf(card) + 1} of ${here.length}`;
}

/** The card that a key acts on: the one that was pointed at or focused last. */
export const current = () =>
  pointed?.isConnected && pointed.matches(":hover") ? pointed : focused();
export const focused = () => document.activeElement?.closest?.(".cards > [data-card]") ?? null;

let pointed = null;
let at = "";
document.addEventListener("pointermove", event => {
  const here = `${event.screenX} ${event.screenY}`;
  if (here === at || event.pointerType === "touch") return;
  at = here;
  pointed = event.target.closest?.(".cards > [data-card]") ?? null;
});
document.addEventListener("focusin", () => { pointed = null; });
