/** Carrying a card by keyboard: Space lifts it, arrows carry it, Space drops it, Escape puts it
 * back. Each step is told. */
import { drop, empty, full, lift, titleOf } from "./hand.js";
import { carry } from "./place.js";
import { tell } from "./toast.js";
import { standing, step, WAYS } from "./walk.js";

let lifted = null;

export const isLifted = () => lifted !== null;

/** Takes `card` into the hand. */
export function pickUp(card) {
  lifted = { card, cell: card.parentElement, next: card.nextElementSibling };
  card.focus({ preventScroll: true });
  lift(card);
  full();
  card.dataset.uiHeld = "";
  tell(`${titleOf(card)} lifted, ${standing(card)}. Arrows move it, Space drops it, Escape puts it back.`);
}

/** What a key does while a card is lifted. */
export function whileLifted(event) {
  const way = WAYS[event.key];
  if (way) take(way);
  else if (event.key === " " || event.key === "Enter") putDown(true);
  else if (event.key === "Escape") putDown(false);
  else return;
  event.preventDefault();
}

function take(way) {
  const place = step(lifted.card, way);
  if (!place) return tell("It cannot go further that way.");
  carry(lifted.card, place.cell, place.next);
  lifted.card.scrollIntoView({ block: "nearest", inline: "nearest" });
  tell(`${standing(lifted.card)}.`);
}

function putDown(keep) {
  const { card, cell, next } = lifted;
  lifted = null;
  card.removeAttribute("data-ui-held");
  if (!keep) carry(card, cell, next);
  const moved = card.parentElement !== cell || card.nextElementSibling !== next;
  tell(keep ? `${titleOf(card)} dropped, ${standing(card)}.` : `${titleOf(card)} is back, ${standing(card)}.`);
  if (moved) drop(card);
  empty();
}

document.addEventListener("pointerdown", () => { if (lifted) putDown(false); }, true);
document.addEventListener("focusout", ({ target }) => { if (lifted?.card === target && !document.hasFocus()) putDown(false); });
