/** Who looks at which card, or has it in the hand: on the card and in its dialog. It is told as who
 * is here is (here.js). */
import { nameOf, write } from "./here.js";
import { say } from "./live.js";

const me = Number(document.body.dataset.user);
const dialog = document.getElementById("card");
const mine = { looking: null, holding: null };
let seen = [];

document.addEventListener("feed:aside", ({ detail }) => {
  if (!detail.presence) return;
  seen = detail.presence.filter(({ user }) => user !== me);
  paint();
});

// -- cards

/** `Maya`, `Maya and Tom`, `Maya, Tom and 2 others`. */
function listed(names) {
  const rest = names.length - 2;
  if (names.length < 3) return names.join(" and ");
  return `${names[0]}, ${names[1]} and ${rest === 1 ? names[2] : `${rest} others`}`;
}

const first = name => name.split(" ")[0];
const namesOf = entries => [...new Set(entries.map(({ user }) => nameOf(user)).filter(Boolean))].map(first).sort((a, b) => a.localeCompare(b));

function paintCards() {
  const held = new Map();
  for (const entry of seen) if (entry.how === "holding" && nameOf(entry.user)) held.set(entry.card, entry);
  for (const card of document.querySelectorAll("[data-ui-mover]")) if (!held.has(Number(card.dataset.card))) clear(card);
  for (const [id, { user }] of held) {
    const card = document.getElementById(`card-${id}`);
    if (!card) continue;
    card.dataset.uiMover = `${first(nameOf(user))} is moving this`;
    card.dataset.uiHue = hueOf(user);
  }
}

function clear(card) {
  card.removeAttribute("data-ui-mover");
  card.removeAttribute("data-ui-hue");
}

const hueOf = user =>
  document.querySelector(`#members > [data-user="${user}"]`)?.className.match(/hue-(\d+)/)?.[1] ?? "0";

function paintDialog() {
  const names = namesOf(seen.filter(({ card, how }) => how === "looking" && card === mine.looking));
  write("card-here", names.length ? `${listed(names)} ${names.length > 1 ? "are" : "is"} looking at this card` : "");
}

function paint() {
  paintCards();
  paintDialog();
}

// -- what I look at, and what I hold

function look() {
  const open = dialog.open && dialog.querySelector("[data-sheet]");
  tell("looking", open ? Number(open.dataset.sheet) : null);
  paintDialog();
}

function hold() {
  const held = document.querySelector(".card[data-ui-held][data-card]");
  tell("holding", held ? Number(held.dataset.card) : null);
}

function tell(how, card) {
  if (mine[how] === card) return;
  mine[how] = card;
  say({ [how]: card });
}

new MutationObserver(look).observe(dialog, { attributes: true, attributeFilter: ["open"] });
new MutationObserver(look).observe(document.getElementById("card-sheet"), { childList: true });
new MutationObserver(hold).observe(document.body, { attributes: true, attributeFilter: ["data-ui-held"], subtree: true });
document.addEventListener("feed:open", () => {
  const frame = Object.fromEntries(Object.entries(mine).filter(([, card]) => card !== null));
  if (Object.keys(frame).length) say(frame);
});
document.addEventListener("board:drawn", paint);
look();
