/** The hand: a card that is being moved, or several, by mouse, finger, keyboard or form.
 *
 * A move is shown at once and submitted after those before it, so that neighbours are where the
 * request says. Until its answer is drawn the card is pending: its rank says nothing. A refusal
 * glides it back to where its rank belongs, and says why. */
import { placeOf } from "./cells.js";
import { beyond, carry, follower, homes } from "./place.js";
import { freshKey, inTurn, send, sending } from "./request.js";
import { anyway } from "./reason.js";
import { tell, toast } from "./toast.js";
import { remember, undoing } from "./undo.js";

let inHand = 0;

export const archived = () => document.getElementById("notice")?.hasAttribute("data-archived") ?? false;
export const mayEdit = () => ["admin", "editor"].includes(document.body.dataset.role) && !archived();
export const full = () => { inHand++; document.dispatchEvent(new CustomEvent("hand:full")); };
export const empty = () => { inHand = Math.max(0, inHand - 1); document.dispatchEvent(new CustomEvent("hand:empty")); };
export const titleOf = card => card.querySelector(".card__title").textContent;
export { nameOf } from "./cells.js";
export const addressOf = card => card.querySelector(".card__title").pathname;
const drawn = () => Number(document.body.dataset.seq);

/** Says where the hand took `card` from. To be called before it is first carried elsewhere. */
export function lift(card) {
  if (!card.hasAttribute("data-ui-pending")) homes.set(card, card.parentElement);
}

/** Submits the place at which `cards` (one, or several one behind the other) now stand. Answers
 * whether it was granted. */
export function drop(cards, override) {
  cards = [cards].flat();
  const turn = freshKey();
  const fields = { ...neighbours(cards), override };
  for (const card of cards) card.dataset.uiPending = turn;
  return sending(inTurn("moves", () => submit(cards, fields, turn)));
}

/** Moves `cards`, one or several, before `next` in `cell`: what a drag does, without one. */
export function move(cards, cell, next, override) {
  cards = [cards].flat();
  for (const card of cards) lift(card);
  for (const card of cards) carry(card, cell, next);
  cards[0].scrollIntoView({ block: "nearest", inline: "nearest" });
  return drop(cards, override);
}

/** The place in the words of the request: the card after it, or the one before it where the
 * cell goes on beyond what is loaded or stays the same, or the cell's bottom. */
function neighbours(cards) {
  const cell = cards[0].parentElement;
  const next = cards.at(-1).nextElementSibling;
  const place = placeOf(cell);
  if (next?.dataset.card) return { ...place, before: next.dataset.card };
  const stays = cards.some(card => homes.get(card) === cell);
  return { ...place, after: next || stays ? cards[0].previousElementSibling?.dataset.card : null };
}

async function submit(cards, fields, turn) {
  const granted = await ask(cards, fields);
  const { ok, data } = granted;
  const last = cards.at(-1);
  const back = { cell: last.parentElement, next: last.nextElementSibling };
  if (ok) {
    remember(data.undo);
    if (data.limits?.length) warn(data);
    if (data.left_out) toast(`${data.left_out} had left the board meanwhile.`);
    await until(data.seq);
  }
  for (const card of cards.filter(each => each.dataset.uiPending === turn)) {
    card.removeAttribute("data-ui-pending");
    goHome(card);
  }
  if (!ok) refuse(cards, back, granted);
  return ok;
}

function ask(cards, fields) {
  if (cards.length === 1) return send(`${addressOf(cards[0])}/place`, fields);
  const ids = cards.map(card => card.dataset.card).join();
  return send(`/boards/${document.body.dataset.board}/selection/place`, { cards: ids, ...fields });
}

/** What is done when nothing is in the hand: while something is, nothing is drawn. */
const whenEmpty = act => inHand ? document.addEventListener("hand:empty", () => whenEmpty(act), { once: true }) : act();

/** Waits until the answer's number is drawn: from then on the rank is true again. */
export function until(seq) {
  return new Promise(done => {
    const timer = setTimeout(() => whenEmpty(finish), 5_000);
    document.addEventListener("board:drawn", look);
    function look() { if (!seq || drawn() >= seq) finish(); }
    function finish() {
      clearTimeout(timer);
      document.removeEventListener("board:drawn", look);
      done();
    }
    look();
  });
}

/** A board drawn as a whole shows what waits for an answer where the log has it. */
document.addEventListener("board:drawn", ({ detail: { content } }) => {
  if (!content?.includes('hx-target="#board"')) return;
  for (const card of document.querySelectorAll(".card[data-ui-pending]")) homes.set(card, card.parentElement);
});

/** Puts a card where the log has it; one that was taken up again, when it is put back. */
function goHome(card) {
  if (card.matches("[data-ui-held], [data-ui-along]")) return whenEmpty(() => goHome(card));
  if (card.hasAttribute("data-ui-pending")) return;
  const cell = homes.get(card);
  if (!card.isConnected || !cell?.isConnected) return;
  if (beyond(cell, card)) return card.remove();
  glide(card, () => carry(card, cell, follower(cell, card.dataset.rank, card)));
}

/** Lets `card` glide from where it is to where `change` puts it. A clone does the way, because
 * the cells between would clip the card itself. */
export function glide(card, change) {
  const from = card.getBoundingClientRect();
  change();
  const to = card.getBoundingClientRect();
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  if (Math.abs(from.x - to.x) + Math.abs(from.y - to.y) < 2) return;
  const ghost = card.cloneNode(true);
  for (const name of ["id", "data-card", "tabindex"]) ghost.removeAttribute(name);
  ghost.className = "card card--gliding";
  Object.assign(ghost.style, { left: `${to.x}px`, top: `${to.y}px`, width: `${to.width}px`, height: `${to.height}px` });
  document.body.append(ghost);
  card.dataset.uiGliding = "";
  const way = ghost.animate(
    [{ transform: `translate(${from.x - to.x}px, ${from.y - to.y}px)` }, { transform: "none" }],
    { duration: 220, easing: "cubic-bezier(.2,.8,.2,1)" });
  way.finished.catch(() => {}).finally(() => { ghost.remove(); card.removeAttribute("data-ui-gliding"); });
}

function refuse(cards, { cell, next }, refusal) {
  tell(refusal.sentence);
  const again = reason => move(cards, cell, next?.isConnected ? next : null, reason);
  toast(refusal.sentence, { kind: "stop", actions: anyway(refusal, "Move anyway…", again) });
}

function warn({ limits: [limit], undo: undoes }) {
  toast(`${limit.name} is over its limit (${limit.count}/${limit.of}).`, {
    kind: "warn",
    actions: undoing(undoes),
  });
}
