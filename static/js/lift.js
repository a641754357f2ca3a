/** Carrying a card by keyboard, or all that are selected with it: Space lifts them, arrows carry
 * them, Space drops them, Escape puts each back where it was. Each step is told. */
import { drop, empty, full, lift, titleOf } from "./hand.js";
import { carry } from "./place.js";
import { withIt } from "./select.js";
import { tell } from "./toast.js";
import { standing, step, WAYS } from "./walk.js";

let lifted = null;

export const isLifted = () => lifted !== null;

/** What is said of a card, or of the several that go with it. */
export const called = (card, cards) => cards.length > 1 ? `${cards.length} cards` : titleOf(card);

/** Takes `card` into the hand, with all that are selected when it is among them. */
export function pickUp(card) {
  const cards = withIt(card);
  lifted = { card, cards, homes: cards.map(each => [each, each.parentElement, each.nextElementSibling]) };
  card.focus({ preventScroll: true });
  full();
  for (const each of cards) {
    lift(each);
    each.dataset.uiHeld = "";
  }
  tell(`${called(card, cards)} lifted, ${standing(card)}. Arrows move, Space drops, Escape puts back.`);
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
  const { card, cards } = lifted;
  const place = step(card, way, cards);
  if (!place) return tell("It cannot go further that way.");
  for (const each of cards) carry(each, place.cell, place.next);
  card.scrollIntoView({ block: "nearest", inline: "nearest" });
  tell(`${standing(card)}.`);
}

function putDown(keep) {
  const { card, cards, homes } = lifted;
  lifted = null;
  for (const each of cards) each.removeAttribute("data-ui-held");
  const away = ([each, cell, next]) => each.parentElement !== cell || each.nextElementSibling !== next;
  const moved = keep && homes.some(away);
  // The last one first: what stands behind a card may be another one that was lifted with it.
  if (!keep) for (const [each, cell, next] of homes.reverse()) carry(each, cell, next);
  const back = cards.length > 1 ? "are back" : "is back";
  tell(`${called(card, cards)} ${keep ? "dropped" : back}, ${standing(card)}.`);
  if (moved) drop(cards);
  empty();
}

document.addEventListener("pointerdown", () => { if (lifted) putDown(false); }, true);
document.addEventListener("focusout", ({ target }) => { if (lifted?.card === target && !document.hasFocus()) putDown(false); });
