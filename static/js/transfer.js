/** What is done to the open card as a whole: the archive and back, a copy, the way to another board,
 * the deletion. */
import { archive, restore } from "./archive.js";
import { anyway } from "./reason.js";
import { send, sending } from "./request.js";
import { sheet } from "./sheet.js";
import { sure } from "./sure.js";
import { toast } from "./toast.js";
import { remember, undoing } from "./undo.js";

const key = () => document.querySelector(".sheet__key").textContent;
const options = (select, items, chosen) =>
  select.replaceChildren(...items.map(({ id, name }) => new Option(name, id, false, String(id) === String(chosen))));
let address = "";
let boards = [];

const columns = () => [...document.querySelectorAll("[data-column]")].map(column =>
  ({ id: column.dataset.column, name: column.querySelector(".head__name").textContent }));

/** What fills each form; answers whether it can be asked. */
const asks = {
  copy(form) {
    form.elements.title.value = document.getElementById("dialog-heading").textContent;
    const card = document.getElementById(`card-${sheet().dataset.sheet}`);
    options(form.elements.column, columns(), card?.closest("[data-column]")?.dataset.column);
    return true;
  },
  async transfer(form) {
    const response = await fetch(`${address}/transfer`, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!response?.ok) return toast("The other boards could not be asked for. Try again.", { kind: "stop" }), false;
    ({ boards } = await response.json());
    options(form.elements.board, boards);
    form.querySelector("[data-ask-none]").hidden = boards.length > 0;
    form.querySelector("[type=submit]").disabled = !boards.length;
    fillColumns(form);
    return true;
  },
};

function fillColumns(form) {
  const board = boards.find(({ id }) => String(id) === form.elements.board.value);
  options(form.elements.column, board?.columns ?? []);
}

async function ask(what) {
  address = sheet().dataset.address;
  if (what === "deletion") return remove(key());
  const dialog = document.getElementById(`ask-${what}`);
  complain(dialog, "");
  const from = address;
  if (await asks[what](dialog.querySelector("form")) && sheet()?.dataset.address === from && !dialog.open) dialog.showModal();
}

function complain(dialog, sentence) {
  const place = dialog.querySelector(".editor__wrong");
  place.textContent = sentence;
  place.hidden = !sentence;
}

/** Closes the card's dialog, unless it shows another one by now. */
function leave(from) {
  if (sheet()?.dataset.address === from) document.getElementById("card").close();
}

async function go(form, override, from = address, fields = Object.fromEntries(new FormData(form))) {
  const what = form.dataset.askForm;
  const dialog = form.closest("dialog");
  const done = what === "copy" ? "Copied." : `Moved to ${form.elements.board.selectedOptions[0].text}.`;
  const answer = await sending(send(`${from}/${what}`, { ...fields, override }));
  if (!answer.ok) {
    complain(dialog, answer.sentence);
    const actions = anyway(answer, "Do it anyway…", reason => go(form, reason, from, fields));
    return actions.length ? toast(answer.sentence, { kind: "stop", actions }) : null;
  }
  dialog.close();
  remember(answer.data.undo);
  if (what === "transfer") leave(from);
  const [limit] = answer.data.limits ?? [];
  const over = limit ? ` ${limit.name} is over its limit (${limit.count}/${limit.of}).` : "";
  toast(done + over, { kind: over && "warn", actions: undoing(answer.data.undo) });
}

async function remove(name) {
  const from = address;
  if (!await sure(`Delete ${name} for good?`, "What it did stays in the figures.", "Delete")) return;
  const { ok, data, sentence } = await sending(send(`${from}/deletion`));
  if (!ok) return toast(sentence, { kind: "stop" });
  leave(from);
  remember(data.undo);
  toast(`${name} deleted.`, { actions: undoing(data.undo) });
}

document.addEventListener("click", event => {
  const button = event.target.closest?.("[data-ask], [data-archive], [data-restore]");
  if (!button) return;
  const shown = sheet()?.dataset.address;
  if (button.dataset.ask) ask(button.dataset.ask);
  else if ("restore" in button.dataset) restore(shown, key());
  else { archive(shown, key()); leave(shown); }
});
document.addEventListener("change", event => {
  if (event.target.id === "transfer-board") fillColumns(event.target.form);
});
document.addEventListener("submit", event => {
  if (!event.target.matches("[data-ask-form]")) return;
  event.preventDefault();
  go(event.target);
}, true);
