/** The picker of labels and of people, for one card or several. It lists what the board has now,
 * a press puts it on or takes it off at once, and typing narrows the list. */
import { mayEdit, titleOf } from "./hand.js";
import { selected } from "./select.js";
import { send } from "./request.js";
import { toast } from "./toast.js";
import { assign, counted, has, label } from "./together.js";

const dialog = document.getElementById("pick");
const search = dialog.querySelector("input");
const list = dialog.querySelector("ul");
const KINDS = {
  labels: { heading: "Labels", none: "This board has no labels yet.", fact: "labels", act: label },
  people: { heading: "People", none: "Nobody sits at this board.", fact: "people", act: assign },
};
let kind, cards = [];

/** The labels of the board: [{id, name, color}], in order. */
export const labels = () => [...document.querySelectorAll("#labels [data-label]")]
  .map(({ dataset, textContent }) => ({ id: dataset.label, name: textContent.trim(), color: dataset.color }));

/** The members of the board: [{id, name}]. */
export const people = () => [...document.querySelectorAll("#members [data-user]")]
  .map(item => ({ id: item.dataset.user, name: item.querySelector(".unseen").textContent }));

/** Opens the picker of "labels" or "people" for these cards. */
export function pick(what, these) {
  if (!mayEdit() || !these.length) return;
  kind = KINDS[what];
  cards = these;
  dialog.querySelector("h2").textContent = kind.heading;
  dialog.querySelector("[data-pick-for]").textContent =
    cards.length === 1 ? `${cards[0].dataset.key} · ${titleOf(cards[0])}` : counted(cards.length);
  search.value = "";
  paint();
  dialog.showModal();
  search.focus();
}

function paint() {
  cards = cards.filter(card => card.isConnected);
  if (!cards.length) return dialog.close();
  const wanted = search.value.trim().toLowerCase();
  const all = kind === KINDS.labels ? labels() : people();
  const focused = document.activeElement?.dataset.pickId;
  const shown = all.filter(({ name }) => name.toLowerCase().includes(wanted));
  const choices = shown.map(choice);
  // What is the same stays: a press that is under way counts while the board moves.
  const stands = choices.length === list.children.length && choices.every((each, at) => each.isEqualNode(list.children[at]));
  if (!stands) list.replaceChildren(...choices);
  dialog.querySelector("[data-pick-none]").hidden = shown.length > 0;
  dialog.querySelector("[data-pick-none]").textContent = all.length ? "None is called so." : kind.none;
  offer();
  if (focused && !stands) list.querySelector(`[data-pick-id="${focused}"]`)?.focus();
}

function choice(thing) {
  const count = cards.filter(card => has(card, kind.fact, thing.id)).length;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "pick__choice";
  button.dataset.pickId = thing.id;
  button.setAttribute("aria-pressed", count === cards.length ? "true" : count ? "mixed" : "false");
  if (thing.color) button.append(Object.assign(document.createElement("i"), { className: `pick__dot label--${thing.color}` }));
  button.append(Object.assign(document.createElement("span"), { textContent: thing.name }));
  button.addEventListener("click", () => kind.act(cards, thing));
  const item = document.createElement("li");
  item.append(button);
  return item;
}

search.addEventListener("input", paint);
dialog.addEventListener("keydown", event => {
  const choices = [...list.querySelectorAll("button")];
  const at = choices.indexOf(document.activeElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) (choices[at + step] ?? (step < 0 ? search : choices[0]))?.focus();
  else if (event.key === "Enter" && event.target === search) (choices[0] ?? (fresh.hidden ? null : fresh.querySelector("button")))?.click();
  else return;
  event.preventDefault();
});
for (const drawn of ["board:drawn", "sheet:drawn"]) document.addEventListener(drawn, () => { if (dialog.open) paint(); });

/** A name that no label has becomes a label, on the cards at once. */
const fresh = dialog.querySelector("[data-pick-new]");
const offered = () => kind === KINDS.labels && search.value.trim();
const known = () => labels().some(({ name }) => name.toLowerCase() === search.value.trim().toLowerCase());

function offer() {
  fresh.hidden = !offered() || known();
  fresh.querySelector("button").textContent = `Add the label “${search.value.trim()}”`;
}

async function create() {
  const said = search.value;
  const fields = { name: said, color: fresh.querySelector("select").value };
  const { ok, data, sentence } = await send(`/boards/${document.body.dataset.board}/labels`, fields);
  if (!ok) return toast(sentence, { kind: "stop" });
  if (search.value === said) search.value = "";
  search.focus();
  await kind.act(cards, { id: String(data.label.id), name: data.label.name });
  if (dialog.open) paint();
}
fresh.querySelector("button").addEventListener("click", create);
document.addEventListener("click", event => {
  const act = event.target.closest?.("[data-selection]")?.dataset.selection;
  if (act in KINDS) pick(act, selected());
});
