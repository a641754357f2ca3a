/** The swap `place`: puts cards into a cell by their rank.
 *
 * It depends on no order and doing it twice changes nothing, so live messages, catching up, one's
 * own echo and loading more are one code path. A card that is older than the one shown is dropped,
 * one that is shown elsewhere is carried over with its focus, and one beyond what the cell has
 * loaded leaves the page: it comes when the rest is loaded. One that waits for the answer to a move
 * stays where that put it, for what comes may be the echo of the move before. */
let api;

/** The cell in which a card stood last that now waits for an answer, by the log. */
export const homes = new WeakMap();

htmx.registerExtension("place", {
  init(internals) { api = internals; },
  handle_swap(style, cell, fragment) {
    if (style !== "place") return false;
    const more = [...fragment.children].find(element => element.matches(".more"));
    if (more && stale(more)) return retry(cell);
    if (more) cell.dataset.upto = more.dataset.upto;
    const placed = [...fragment.children].filter(element => element !== more).map(card => place(cell, card));
    if (more) placed.push(end(cell, more));
    return placed.filter(Boolean);
  },
});

/** The card after which nothing is needed to stand: the first in `cell` with a higher rank. What
 * is in the hand, or waits for its answer, stands where nobody knows and says nothing. */
export function follower(cell, rank, card) {
  for (const other of cell.children) {
    if (other === card || other.hasAttribute("data-ui-pending") || other.hasAttribute("data-ui-held")) continue;
    if (!other.dataset.rank || other.dataset.rank > rank) return other;
  }
  return null;
}

/** Moves `card` before `next` in `cell` (at the end for null) and keeps focus and selection. */
export function carry(card, cell, next) {
  if (card.parentNode === cell && card.nextElementSibling === next) return;
  if (cell.moveBefore) {
    try { return cell.moveBefore(card, next); } catch { /* not in the document: insert it */ }
  }
  const active = card.contains(document.activeElement) ? document.activeElement : null;
  const { selectionStart = null, selectionEnd = null } = active ?? {};
  cell.insertBefore(card, next);
  active?.focus({ preventScroll: true });
  if (selectionStart !== null) active.setSelectionRange(selectionStart, selectionEnd);
}

function place(cell, card) {
  const shown = document.getElementById(card.id);
  if (shown && Number(shown.dataset.seq) > Number(card.dataset.seq)) return null;
  const waits = shown?.hasAttribute("data-ui-pending");
  if (!waits && beyond(cell, card)) {
    shown?.remove();
    return null;
  }
  if (!shown) {
    cell.insertBefore(card, follower(cell, card.dataset.rank, card));
    card.dataset.uiFresh = "added";
    return card;
  }
  if (waits) homes.set(shown, cell);
  else {
    if (shown.dataset.seq !== card.dataset.seq && shown.parentNode !== cell) shown.dataset.uiFresh = "moved";
    carry(shown, cell, follower(cell, card.dataset.rank, shown));
  }
  const fragment = document.createDocumentFragment();
  fragment.append(card);
  api.morph(shown, fragment, false);
  return shown;
}

/** Whether `card` has its place behind what `cell` has loaded. */
export const beyond = (cell, card) => Boolean(cell.dataset.upto) && card.dataset.rank > cell.dataset.upto;

/** The end of the cell: what is loaded now reaches up to `more`, or to the end of the column. */
function end(cell, more) {
  more.removeAttribute("data-read");
  document.getElementById(more.id)?.remove();
  if (more.dataset.upto) cell.append(more);
  return more.dataset.upto ? more : null;
}

/** Whether a page of more cards was read before the last message that is shown: a card that has
 * left meanwhile would come back, so it is asked for again. */
const stale = more => Number(more.dataset.read) < Number(document.body.dataset.seq);

function retry(cell) {
  setTimeout(() => cell.querySelector(".more button")?.click(), 50);
  return [];
}

document.addEventListener("animationend", ({ target }) => target.removeAttribute?.("data-ui-fresh"));
