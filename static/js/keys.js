/** The board by keyboard. Single keys act on the card that was focused or pointed at last, on all
 * selected ones when it is among them, and never while typing. They can be switched off: then only
 * keys with Ctrl, the arrows, Enter, Space, Tab and Escape do anything. */
import { archive } from "./archive.js";
import { atOf } from "./cells.js";
import { foldLanes } from "./collapse.js";
import { openCard } from "./dialog.js";
import { addressOf, mayEdit, move } from "./hand.js";
import { called, isLifted, pickUp, whileLifted } from "./lift.js";
import { ask } from "./move.js";
import { commentOn, dueOf, editTitle } from "./openat.js";
import { labels, people, pick } from "./pick.js";
import { openAdd } from "./quickadd.js";
import { clear, selected, toggle, withIt } from "./select.js";
import { archiveAll, assign, label } from "./together.js";
import { tell, toast } from "./toast.js";
import { typing } from "./typing.js";
import { redo, undo } from "./undo.js";
import { cardsIn, cells, current, focused, look, standing, step, WAYS } from "./walk.js";

const mayComment = () => document.body.dataset.role !== "viewer";
const characters = () => document.body.dataset.shortcuts !== "off";

function push(card, way) {
  const cards = withIt(card);
  const place = step(card, way, cards);
  if (!place) return tell("It cannot go further that way.");
  card.focus({ preventScroll: true });
  move(cards, place.cell, place.next);
  tell(`${called(card, cards)}: ${standing(card)}.`);
}

/** Puts the cards at the top or the bottom of their column. */
function end(card, top) {
  const cards = withIt(card);
  const cell = card.parentElement;
  const others = cardsIn(cell).filter(other => !cards.includes(other));
  move(cards, cell, top ? others[0] ?? cell.querySelector(".more") : cell.querySelector(".more"));
  tell(`${called(card, cards)}: ${standing(card)}.`);
}

/** Focuses what stands beside a card that goes, or else where one adds the next. */
function leave(card) {
  look(card, "down");
  for (const way of ["up", "left", "right"]) if (document.activeElement === card) look(card, way);
  if (document.activeElement === card) card.closest("[data-column]").querySelector("[data-add-open]")?.focus();
}

function archiveThem(card) {
  const cards = withIt(card);
  if (cards.length > 1) return archiveAll(cards);
  leave(card);
  return archive(addressOf(card), card.dataset.key);
}

function assignMe(card) {
  const me = people().find(({ id }) => id === document.body.dataset.user);
  if (me) assign(withIt(card), me);
}

function nth(card, number) {
  const found = labels()[number - 1];
  if (found) label(withIt(card), found);
  else toast(`This board has no label ${number}.`);
}

/** What each key does with the card; `alone`: without one too. */
export const ACTS = {
  n: { act: card => openAdd(atOf(card?.parentElement ?? cells()[0])), alone: true },
  c: { act: card => ACTS.n.act(card), alone: true },
  e: { act: editTitle },
  d: { act: dueOf },
  D: { act: dueOf },
  m: { act: card => ask(withIt(card)) },
  x: { act: toggle },
  a: { act: card => pick("people", withIt(card)), alone: true },
  L: { act: card => pick("labels", withIt(card)), alone: true },
  i: { act: assignMe },
  T: { act: card => end(card, true) },
  B: { act: card => end(card, false) },
  A: { act: archiveThem },
  o: { act: openCard, may: () => true },
  M: { act: commentOn, may: mayComment },
  "-": { act: foldLanes, alone: true, may: () => true },
};
for (const digit of "123456789") ACTS[digit] = { act: card => nth(card, Number(digit)) };

const PLAIN = {
  Enter: { act: openCard, may: () => true },
  " ": { act: pickUp },
};

function timeTravel(event) {
  const key = event.key.toLowerCase();
  const way = key === "y" || key === "z" && event.shiftKey ? redo : key === "z" ? undo : null;
  if (!way || !mayEdit()) return;
  event.preventDefault();
  way();
}

/** Carries out what a key means. Answers whether it meant anything. */
function pressed(event, card) {
  const way = WAYS[event.key];
  const shifted = event.shiftKey || "<>".includes(event.key);
  if (way && (event.key.startsWith("Arrow") || characters())) {
    if (shifted) return Boolean(card && mayEdit()) && (push(card, way), true);
    return look(focused() ?? card, way), true;
  }
  if (event.key === "Escape") return selected().length > 0 && (clear(), true);
  if (event.key === "?" && characters()) return document.getElementById("shortcuts").showModal(), true;
  const { act, alone, may = mayEdit } = PLAIN[event.key] ?? (characters() && ACTS[event.key]) ?? {};
  if (!act || !may() || !(card || alone)) return false;
  act(card);
  return true;
}

document.addEventListener("keydown", event => {
  if (isLifted()) return whileLifted(event);
  if (event.defaultPrevented || event.isComposing || typing(event.target)) return;
  if (event.ctrlKey || event.metaKey) return timeTravel(event);
  if (event.altKey) return;
  if ([" ", "Enter"].includes(event.key) && event.target !== focused() && event.target.closest?.("a, button")) return;
  if (pressed(event, current())) event.preventDefault();
});
document.addEventListener("click", event => {
  if (event.target.closest?.("button[data-shortcuts]")) document.getElementById("shortcuts").showModal();
});
