/** The board by keyboard. Single keys act on the focused card, and never while typing. */
import { archive } from "./archive.js";
import { editTitle, openCard } from "./dialog.js";
import { addressOf, drop, empty, full, lift, mayEdit, move, nameOf, titleOf } from "./hand.js";
import { ask } from "./move.js";
import { carry } from "./place.js";
import { openAdd } from "./quickadd.js";
import { tell } from "./toast.js";
import { redo, undo } from "./undo.js";

const cells = () => [...document.querySelectorAll("[data-cell]")];
const cardsIn = cell => [...cell.children].filter(element => element.dataset.card && element.checkVisibility());
const focused = () => document.activeElement?.closest?.(".cards > [data-card]");
const typing = target => target.closest?.("input, textarea, select, [contenteditable], dialog[open], [popover]");

const WAYS = {
  ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right",
  k: "up", j: "down", h: "left", l: "right", "<": "left", ">": "right",
};
let lifted = null;

/** Where one step leads: a cell and the card before which, null for its end. */
function step(card, way) {
  const cell = card.parentElement;
  const here = cardsIn(cell);
  const at = here.indexOf(card);
  if (way === "up") return at > 0 ? { cell, next: here[at - 1] } : null;
  if (way === "down") return at < here.length - 1 ? { cell, next: here[at + 1].nextElementSibling } : null;
  const all = cells();
  const beside = all[all.indexOf(cell) + (way === "left" ? -1 : 1)];
  return beside ? { cell: beside, next: cardsIn(beside)[at] ?? beside.querySelector(".more") } : null;
}

function look(card, way) {
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

const standing = card => {
  const here = cardsIn(card.parentElement);
  return `${nameOf(card.parentElement)}, ${here.indexOf(card) + 1} of ${here.length}`;
};

function push(card, way) {
  const place = step(card, way);
  if (!place) return tell("It cannot go further that way.");
  move(card, place.cell, place.next);
  tell(`${titleOf(card)}: ${standing(card)}.`);
}

function pickUp(card) {
  lifted = { card, cell: card.parentElement, next: card.nextElementSibling };
  lift(card);
  full();
  card.dataset.uiHeld = "";
  tell(`${titleOf(card)} lifted, ${standing(card)}. Arrows move it, Space drops it, Escape puts it back.`);
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

const acts = {
  o: card => openCard(card),
  Enter: card => openCard(card),
  n: card => openAdd((card?.parentElement ?? cells()[0])?.dataset.cell),
  c: card => acts.n(card),
  e: card => editTitle(card),
  m: card => ask(card),
  A: card => { look(card, "down"); archive(addressOf(card), card.dataset.key); },
  " ": card => pickUp(card),
};
const CHANGES = "ncemA ";
const ALONE = "nc";

function whileLifted(event) {
  const way = WAYS[event.key];
  if (way) take(way);
  else if (event.key === " " || event.key === "Enter") putDown(true);
  else if (event.key === "Escape") putDown(false);
  else return;
  event.preventDefault();
}

function timeTravel(event) {
  const key = event.key.toLowerCase();
  const way = key === "y" || key === "z" && event.shiftKey ? redo : key === "z" ? undo : null;
  if (!way || !mayEdit()) return;
  event.preventDefault();
  way();
}

document.addEventListener("keydown", event => {
  if (lifted) return whileLifted(event);
  if (event.defaultPrevented || event.isComposing || typing(event.target)) return;
  if (event.ctrlKey || event.metaKey) return timeTravel(event);
  if (event.altKey) return;
  const card = focused();
  if (event.target !== card && event.target.closest?.("a, button")) return;
  const way = WAYS[event.key];
  if (event.key === "?") document.getElementById("shortcuts").showModal();
  else if (way && (event.shiftKey || "<>".includes(event.key))) card && mayEdit() && push(card, way);
  else if (way) look(card, way);
  else if (acts[event.key] && (card || ALONE.includes(event.key))) {
    if (CHANGES.includes(event.key) && !mayEdit()) return;
    acts[event.key](card);
  } else return;
  event.preventDefault();
});
document.addEventListener("pointerdown", () => { if (lifted) putDown(false); }, true);
document.addEventListener("focusout", ({ target }) => { if (lifted?.card === target && !document.hasFocus()) putDown(false); });
document.addEventListener("click", event => {
  if (event.target.closest?.("[data-shortcuts]")) document.getElementById("shortcuts").showModal();
});
