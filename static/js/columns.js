/** The menus of columns and lanes: each item sends one intention. What asks for more opens a small
 * dialog, filled with what the head says now. */
import { anyway } from "./reason.js";
import { rename } from "./rename.js";
import { send, sending } from "./request.js";
import { sure } from "./sure.js";
import { tell, toast } from "./toast.js";
import { remember, undoing } from "./undo.js";

const home = `/boards/${document.body.dataset.board}`;
let asked = null;

/** What a menu's item is about: a column or a lane. */
function subject({ dataset: { of } }) {
  const [noun, id] = of.split("/");
  const head = document.getElementById(noun === "columns" ? `head-${id}` : `lane-${id}`);
  const whole = noun === "columns" ? head.closest("[data-column]") : head;
  return { noun, id, head, whole, name: head.dataset.name, address: `${home}/${of}` };
}

/** Sends an intention. Says what was done, with the way back. */
export async function wish(address, fields, sentence) {
  const answer = await sending(send(address, fields));
  if (!answer.ok) {
    const again = override => wish(address, { ...fields, override }, sentence);
    toast(answer.sentence, { kind: "stop", actions: anyway(answer, "Do it anyway…", again) });
    return false;
  }
  const [limit] = answer.data.limits ?? [];
  const over = limit ? ` ${limit.name} is over its limit (${limit.count}/${limit.of}).` : "";
  remember(answer.data.undo);
  toast(sentence + over, { kind: limit ? "warn" : "", actions: undoing(answer.data.undo) });
  return true;
}

/** Another place in the order: one further to the front, or to the end. */
function shift({ noun, whole, address, name }, step) {
  const line = [...document.querySelectorAll(noun === "columns" ? "[data-column]" : "[data-lane-head]")]
    .filter(element => element.dataset.laneHead !== "0");
  const at = line.indexOf(whole);
  if (!line[at + step]) return tell(`${name} cannot go further that way.`);
  const next = line[step < 0 ? at - 1 : at + 2];
  return wish(`${address}/place`, { before: next?.dataset.column ?? next?.dataset.laneHead }, `${name} moved.`);
}

async function putAway({ address, name, noun }) {
  const question = `Archive ${noun === "columns" ? "the column" : "the lane"} ${name}?`;
  const text = "Its open cards leave the board with it, and come back with it from the settings.";
  if (await sure(question, text, "Archive")) wish(`${address}/archival`, {}, `${name} archived.`);
}

async function empty({ address, name, head }) {
  const { count } = head.dataset;
  const text = `${count} ${count === "1" ? "card leaves" : "cards leave"} the board.`;
  if (await sure(`Archive all cards of ${name}?`, text, "Archive all")) wish(`${address}/clearing`, {}, `All cards of ${name} archived.`);
}

/** Opens a dialog; `then` is called with its fields when it is sent. */
function open(id, about, fields = {}) {
  asked = about;
  const dialog = document.getElementById(id);
  const form = dialog.querySelector("form");
  for (const place of dialog.querySelectorAll("[data-asked-name]")) place.textContent = about.name;
  for (const [name, value] of Object.entries(fields))
    form.elements[name][form.elements[name].type === "checkbox" ? "checked" : "value"] = value;
  dialog.showModal();
  return dialog;
}

function editor(id, it, fields, sentence) {
  return open(id, { ...it, then: values => wish(it.address, values, sentence) }, fields);
}

function clear(it) {
  const others = [...document.querySelectorAll("[data-column]")].filter(column => column !== it.whole);
  const options = others.map(({ dataset: { column } }) => new Option(document.getElementById(`name-${column}`).textContent, column));
  document.querySelector("#clearing select").replaceChildren(...options);
  open("clearing", { ...it, then: values => wish(`${it.address}/clearing`, values, `All cards of ${it.name} moved.`) });
}

const DOES = {
  rename: ({ head }) => rename(head.querySelector("[data-rename]")),
  limit: it => editor("limit", it, { wip_limit: it.head.dataset.limit, wip_mode: it.head.dataset.mode }, `The limit of ${it.name} changed.`),
  policy: it => editor("policy", it, { policy: it.whole.querySelector(".menu__policy")?.textContent ?? "" }, `The policy of ${it.name} changed.`),
  stage: it => editor("stage", it, { stage: it.whole.dataset.stage, wait: Boolean(it.head.dataset.wait) }, `${it.name} counts as another stage now.`),
  back: it => shift(it, -1),
  forth: it => shift(it, 1),
  clearing: clear,
  emptying: empty,
  archive: putAway,
};

document.addEventListener("click", event => {
  const item = event.target.closest?.("[data-do]");
  if (!item) return;
  item.closest("[popover]")?.hidePopover();
  DOES[item.dataset.do](subject(item));
});
document.addEventListener("submit", event => {
  if (!event.target.matches("[data-asked-form]")) return;
  const { then } = asked;
  asked = null;
  then(Object.fromEntries(new FormData(event.target)));
});
