/** The card's dialog: over the board, with an address of its own, closed by going back.
 *
 * The feed never touches it. When its card changes, its sections are fetched again; an editor keeps
 * what is typed, here and in the session, until it is saved. */
import { restoreDrafts } from "./editors.js";
import { addressOf } from "./hand.js";
import { known } from "./request.js";
import { forget, load, refresh, sheet, swap } from "./sheet.js";
import { awaited, typing } from "./typing.js";

const dialog = document.getElementById("card");
const content = document.getElementById("card-sheet");
const home = `/boards/${document.body.dataset.board}`;
/** What is done when the way back to the board's address is gone. */
let returning = null;
/** Whether the address led, and the dialog followed. */
let led = false;
let openings = 0;

/** Opens the dialog of `card`. */
export function openCard(card) {
  card.focus({ preventScroll: true });
  return open(addressOf(card), true);
}

async function open(address, push) {
  const mine = ++openings;
  const { seq } = document.body.dataset;
  const html = await awaited(fetched(address));
  if (html === null) return mine === openings && stay(address);
  swap(content, html, "innerHTML");
  if (push) record(address);
  reveal();
  // What was drawn while it was on its way may be newer.
  if (document.body.dataset.seq !== seq) refresh();
}

async function fetched(address) {
  await left();
  const html = await load(address);
  await left();
  return html;
}

/** The address is the board's again when the card that it names did not come. */
function stay(address) {
  if (!dialog.open && location.pathname === address) history.replaceState(null, "", home + location.search);
}

/** The dialog is one step of the history, whichever cards it shows. */
function record(address) {
  const state = dialog.open && !history.state ? null : { card: address };
  history[dialog.open ? "replaceState" : "pushState"](state, "", address + location.search);
}

/** Waits until a dialog that was closed is left wholly: its event comes a little later, and the way
 * back later still. What was opened before would be closed by them. */
async function left() {
  if (!dialog.open && sheet()) await fired(dialog, "close");
  while (returning) await fired(window, "popstate");
}

const fired = (target, name) => new Promise(done => target.addEventListener(name, done, { once: true }));

function reveal() {
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("#dialog-heading").focus();
  title();
  restoreDrafts();
  document.dispatchEvent(new CustomEvent("sheet:shown"));
}

/** Names the page after the card that is open, and the board by its present name. */
function title() {
  const heading = dialog.open && dialog.querySelector("#dialog-heading");
  const names = [heading && heading.textContent, document.getElementById("title").textContent, "Andon"];
  document.title = names.filter(Boolean).join(" · ");
}

/** Closes it where the address says so. That may say otherwise again before the event comes. */
function close() {
  led ||= dialog.open;
  dialog.close();
}

/** Whether the page itself was opened from the board's charts: then closing leads back to them. */
const fromFlow = () => history.length > 1 && document.referrer && new URL(document.referrer).pathname === `${home}/flow`;

/** Goes back to the charts when all is known, unless another card was opened meanwhile. */
async function leave(from) {
  await known();
  if (!dialog.open && location.pathname === from) history.back();
}

/** The address follows the dialog, unless it led: back to the board's, by going back where we came from it. */
dialog.addEventListener("close", () => {
  forget();
  title();
  const id = sheet()?.dataset.sheet;
  const focus = () => document.getElementById(`card-${id}`)?.focus({ preventScroll: true });
  if (location.pathname !== home && !led) {
    if (history.state?.card) {
      returning = focus;
      history.back();
    } else if (fromFlow()) leave(location.pathname);
    else history.replaceState(null, "", home + location.search);
  }
  led = false;
  content.replaceChildren();
  focus();
});

/** Whether somebody who was faster than the way back went on there. */
const busy = active => typing(active) || Boolean(active?.closest(".cards > [data-card]"));

addEventListener("popstate", () => {
  const focus = returning;
  returning = null;
  if (location.pathname === home) {
    forget();
    close();
    // Going back to an address with a fragment puts the focus there.
    if (focus) requestAnimationFrame(() => { if (!busy(document.activeElement)) focus(); });
    return;
  }
  open(history.state?.card ?? location.pathname, false);
});

document.addEventListener("card:open", event => {
  event.preventDefault();
  open(event.detail, true);
});

/** Escape takes back that a card is to be opened. */
document.addEventListener("keydown", ({ key }) => { if (key === "Escape" && !dialog.open) forget(); });

document.addEventListener("editor:saved", () => refresh());
document.addEventListener("editor:left", ({ detail }) => refresh([detail.section]));

/** A change of one's own that is on its way may take the card off the board, and closes the dialog
 * then: what the feed tells is looked at when that is known. */
document.addEventListener("board:drawn", async ({ detail: { content } }) => {
  title();
  const id = sheet()?.dataset.sheet;
  if (!id || !content || !(content.includes(`card-${id}"`) || content.includes('id="board"'))) return;
  await known();
  refresh();
});

document.addEventListener("click", event => {
  if (document.body.hasAttribute("data-ui-dropped")) return event.preventDefault();
  const card = event.target.closest?.(".cards > [data-card]");
  if (card && !event.target.closest("button") && event.button === 0) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return event.target.closest("a") || window.open(addressOf(card), "_blank");
    event.preventDefault();
    return openCard(card);
  }
});

if (dialog.hasAttribute("data-open")) reveal();
