/** "Move to…": the way to move a card without dragging, as a dialog of its own and in the card's. */
import { cardsIn, cellOf, lanes, placeOf } from "./cells.js";
import { mayEdit, move, nameOf, titleOf } from "./hand.js";
import { send } from "./request.js";
import { selected } from "./select.js";
import { tell, toast } from "./toast.js";
import { remember } from "./undo.js";

const columns = () => [...document.querySelectorAll("[data-column]")].map(({ dataset }) => dataset.column);
const chosen = form => cellOf(form.elements.column.value, form.elements.lane?.value);
const cardsOf = form => form.dataset.moveForm.split(" ").map(id => document.getElementById(`card-${id}`)).filter(Boolean);

/** Asks where `cards`, one or several, shall go. */
export function ask(cards) {
  cards = [cards].flat();
  if (!mayEdit() || !cards.length) return;
  const dialog = document.getElementById("move");
  const form = dialog.querySelector("form");
  const [card] = cards;
  form.dataset.moveForm = cards.map(each => each.dataset.card).join(" ");
  const one = cards.length === 1;
  form.querySelector("h2").textContent = one ? "Move card" : `Move ${cards.length} cards`;
  form.querySelector("[data-move-title]").textContent = one ? `${card.dataset.key} · ${titleOf(card)}` : "";
  fillColumns(form, card);
  fillPositions(form);
  dialog.showModal();
}

function fillColumns(form, card) {
  const { cell, lane } = card.parentElement.dataset;
  form.elements.column.replaceChildren(...columns().map(column =>
    new Option(document.getElementById(`name-${column}`).textContent, column, false, column === cell)));
  form.elements.lane.replaceChildren(...lanes().map(({ dataset: { laneHead, name } }) =>
    new Option(name, laneHead, false, laneHead === (lane || "0"))));
  form.elements.lane.closest(".field").hidden = !lanes().length;
}

function fillPositions(form) {
  const cell = chosen(form);
  if (!cell) return;
  const position = form.elements.position.value;
  const moving = cardsOf(form);
  const others = cardsIn(cell).filter(card => !moving.includes(card));
  form.elements.position.replaceChildren(
    new Option("At the top", "top"),
    new Option("At the bottom", "bottom", true, true),
    ...others.map(card => new Option(`After ${card.dataset.key} ${titleOf(card)}`.slice(0, 80), card.dataset.card)));
  form.elements.position.value = position;
  if (!form.elements.position.value) form.elements.position.value = "bottom";
}

function go(form) {
  const cards = cardsOf(form);
  const cell = chosen(form);
  if (!cell) return toast("That column has just left the board.", { kind: "stop" });
  const others = cardsIn(cell).filter(other => !cards.includes(other));
  const position = form.elements.position.value;
  const after = document.getElementById(`card-${position}`);
  const next = position === "top" ? others[0] ?? null
    : after?.parentElement === cell ? others[others.indexOf(after) + 1] ?? null
    : null;
  if (!cards.length) return unseen(form, cell, next);
  move(cards, cell, next ?? cell.querySelector(".more"));
  tell(`${cards.length > 1 ? `${cards.length} cards` : titleOf(cards[0])} moved to ${nameOf(cell)}.`);
}

/** Moves a card that is open in the dialog but not among those its cell has loaded. */
async function unseen(form, cell, next) {
  const address = form.closest("[data-sheet]")?.dataset.address;
  if (!address) return toast("That card has just left the board.", { kind: "stop" });
  const { ok, data, sentence } = await send(`${address}/place`, { ...placeOf(cell), before: next?.dataset.card });
  if (ok) remember(data.undo);
  toast(ok ? `Moved to ${nameOf(cell)}.` : sentence, ok ? {} : { kind: "stop" });
}

document.addEventListener("click", event => {
  if (event.target.closest?.("[data-selection=move]")) ask(selected());
});
document.addEventListener("change", event => {
  if (["column", "lane"].includes(event.target.name) && event.target.form?.matches("[data-move-form]")) fillPositions(event.target.form);
});
document.addEventListener("focusin", event => {
  const form = event.target.form;
  if (event.target.name === "position" && form?.matches("[data-move-form]")) fillPositions(form);
});
document.addEventListener("submit", event => {
  if (!event.target.matches("[data-move-form]")) return;
  event.preventDefault();
  event.target.closest("#move")?.close();
  go(event.target);
});
