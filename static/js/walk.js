/** Ways over the board by keyboard: from card to card, and where one step takes a card. */
import { nameOf } from "./hand.js";

/** The way that a key means. */
export const WAYS = {
  ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right",
  k: "up", j: "down", h: "left", l: "right", "<": "left", ">": "right",
};

export const cells = () => [...document.querySelectorAll("[data-cell]")];
export const cardsIn = cell => [...cell.children].filter(element => element.dataset.card && element.checkVisibility());

/** Where one step leads: a cell and the card before which, null for its end. */
export function step(card, way) {
  const cell = card.parentElement;
  const here = cardsIn(cell);
  const at = here.indexOf(card);
  if (way === "up") return at > 0 ? { cell, next: here[at - 1] } : null;
  if (way === "down") return at < here.length - 1 ? { cell, next: here[at + 1].nextElementSibling } : null;
  const all = cells();
  const beside = all[all.indexOf(cell) + (way === "left" ? -1 : 1)];
  return beside ? { cell: beside, next: cardsIn(beside)[at] ?? beside.querySelector(".more") } : null;
}

/** Moves the focus to the next card that way, from none to the first one. */
export function look(card, way) {
  if (!card) return cells().flatMap(cardsIn)[0]?.focus();
  const here = cardsIn(card.parentElement);
  const at = here.indexOf(card);
  if (way === "up" || way === "down") return here[at + (way === "up" ? -1 : 1)]?.focus();
  const all = cells();
  let index = all.indexOf(card.parentElement);
  while ((index += way === "left" ? -1 : 1) >= 0 && index < all.length) {
    const there = cardsIn(all[index]);
    if (there.length) return there[Math.min(at, there.length - 1)].focus();
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
