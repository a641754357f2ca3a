/** Who is here: people who have the board or its charts open, in the header. It is told beside the
 * board's messages and kept nowhere.
 *
 * What is painted hangs on attributes that morphs leave alone, so the parts stay what they are. */
const SHOWN = 5;
let here = new Set();

const people = () => [...document.querySelectorAll("#members > [data-user]")];

/** What a member is called; nothing for who is none. */
export const nameOf = user => document.querySelector(`#members > [data-user="${user}"] .unseen`)?.textContent;

function paint() {
  const list = document.getElementById("members");
  const all = people();
  const present = all.filter(person => here.has(Number(person.dataset.user)));
  const shown = new Set([...present, ...all.filter(person => !present.includes(person))].slice(0, SHOWN));
  for (const person of all) {
    person.toggleAttribute("data-ui-here", present.includes(person));
    person.toggleAttribute("data-ui-shown", shown.has(person));
  }
  list?.toggleAttribute("data-ui-painted", true);
  write("here", present.length > 1 ? `Here now: ${present.map(person => nameOf(person.dataset.user)).join(", ")}.` : "");
}

/** Puts words into an element, when they are others. */
export function write(id, text) {
  const element = document.getElementById(id);
  if (element && element.textContent !== text) element.textContent = text;
}

document.addEventListener("feed:aside", ({ detail }) => {
  if (!detail.here) return;
  here = new Set(detail.here);
  paint();
});
document.addEventListener("board:drawn", paint);
