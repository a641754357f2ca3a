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
 * into the next lane. The cards that go `along` with it are no step of its way. */
export function step(card, way, along = [card]) {
  const others = cell => cardsIn(cell).filter(each => each === card || !along.includes(each));
  const cell = card.parentElement;
  const here = others(cell);
  const at = here.indexOf(card);
  if (way === "up" && at > 0) return { cell, next: here[at - 1] };
  if (way === "down" && at < here.length - 1) return { cell, next: behind(here[at + 1], along) };
  const there = beside(cell, way);
  if (!there) return null;
  const next = way === "up" ? null : others(there)[way === "down" ? 0 : at];
  return { cell: there, next: next ?? there.querySelector(".more") };
}

/** What stands behind a card and stays where it is. */
function behind(card, along) {
  let next = card.nextElementSibling;
  while (along.includes(next)) next = next.nextElementSibling;
  return next;
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
