/** The right side of a card's dialog: each field saves by itself, by Enter, by leaving it or by
 * choosing. What is refused stays as it was typed, with the sentence under it; Escape takes back
 * what was typed. */
import { pick } from "./pick.js";
import { freshKey, inTurn, send, sending } from "./request.js";
import { refresh, sheet } from "./sheet.js";
import { remember } from "./undo.js";

const dialog = document.getElementById("card");
const side = () => dialog.querySelector("#sheet-side");
const fields = () => [...dialog.querySelectorAll("[data-fact] :is(input, select)")];
const drawn = field => field.matches("select")
  ? [...field.options].find(option => option.defaultSelected)?.value ?? field.value
  : field.getAttribute("value");
const intentions = new WeakMap();
const latest = new WeakMap();

/** The key of what is sent: the same one while the same is sent again. */
function keyOf(field) {
  if (intentions.get(field)?.value !== field.value) intentions.set(field, { value: field.value, key: freshKey() });
  return intentions.get(field).key;
}

function complain(field, sentence) {
  const place = document.getElementById(field.getAttribute("aria-describedby"));
  if (!place) return; // The dialog was closed before the answer came.
  place.textContent = sentence;
  place.hidden = !sentence;
  if (sentence) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
  field.toggleAttribute("data-ui-typing", Boolean(sentence));
}

/** Sends a field's value, unless it is what the card says already. Answers whether it was taken. */
async function save(field) {
  if (field.validity.badInput) return complain(field, "That is no date. Type all of it, or leave it empty."), false;
  const underway = field.dataset.uiSending;
  if (underway === field.value) return false;
  // What the card says is about to change: its present value is a choice too, then.
  if (field.name !== "reason" && underway === undefined && field.value === drawn(field)) return complain(field, ""), true;
  const sent = field.dataset.uiSending = field.value;
  const { form: { action }, name } = field;
  const key = keyOf(field);
  latest.set(field, key);
  const answer = await sending(inTurn(action, () => send(action, { [name]: sent }, key)));
  if (latest.get(field) === key) delete field.dataset.uiSending;
  if (!answer.ok) return complain(field, answer.sentence), false;
  if (field.value === sent) intentions.delete(field);
  remember(answer.data.undo);
  if (field.value === sent) complain(field, "");
  if (field.matches("input")) field.setAttribute("value", sent);
  else for (const option of field.options) option.defaultSelected = option.value === sent;
  refresh();
  return true;
}

/** What is open in the dialog, for a picker that takes cards of the board. */
const shown = () => ({
  get dataset() {
    const { of, key, ...facts } = side()?.dataset ?? {};
    // The board is drawn first.
    const { labels, people } = document.getElementById(`card-${of}`)?.dataset ?? facts;
    return { card: of, key, labels, people };
  },
  get isConnected() { return Boolean(side()); },
  querySelector: () => dialog.querySelector("#dialog-heading"),
});

/** Opens the picker of "labels" or "people", or the field of "due" or "start", of the open card. */
export function openPicker(what) {
  const field = document.getElementById(`fact-${what}`);
  if (!sheet() || !side()) return;
  if (!field?.matches("input, select")) return pick(what, [shown()]);
  field.focus();
}

/** A date that is typed is a date after each key: it is saved when one is done with it. */
let typed = null;
dialog.addEventListener("keydown", event => {
  const field = event.target;
  if (!field.matches?.("[data-fact] input, [data-block] input") || event.isComposing) return;
  if (event.key !== "Enter" && event.key !== "Escape" && event.key !== "Tab") typed = field;
  if (event.key === "Enter" && field.matches("[data-fact] input")) { event.preventDefault(); save(field); }
  if (event.key !== "Escape" || !field.hasAttribute("data-ui-typing") || field.name === "reason") return;
  event.preventDefault();
  field.value = drawn(field);
  complain(field, "");
});
dialog.addEventListener("input", ({ target }) => {
  if (target.matches("[data-fact] input, [data-block] input")) target.setAttribute("data-ui-typing", "");
});
dialog.addEventListener("change", ({ target }) => {
  if (!target.matches("[data-fact] :is(input, select)") || (target.type === "date" && typed === target)) return;
  save(target);
});
dialog.addEventListener("focusout", ({ target }) => {
  if (target.matches?.("[data-fact] input") && !target.hasAttribute("aria-invalid")) save(target);
  if (typed === target) typed = null;
});
dialog.addEventListener("submit", async event => {
  const form = event.target;
  if (!form.matches("[data-fact], [data-block]")) return;
  event.preventDefault();
  const [field] = form.elements;
  if (await save(field) && form.matches("[data-block]")) form.closest("[popover]").hidePopover();
}, true);
dialog.addEventListener("toggle", ({ target, newState }) => {
  if (target.id === "block-form" && newState === "open") target.querySelector("input").select();
}, true);
dialog.addEventListener("click", event => {
  const what = event.target.closest("[data-pick]")?.dataset.pick;
  if (what) openPicker(what);
});

/** Keys of the open card, while nothing is being written. */
const KEYS = { a: "people", L: "labels", d: "due", D: "due" };
dialog.addEventListener("keydown", event => {
  const off = document.body.dataset.shortcuts === "off";
  if (off || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!KEYS[event.key] || event.target.closest("input, textarea, select, [popover]")) return;
  event.preventDefault();
  openPicker(KEYS[event.key]);
});

/** What was drawn again is what the fields hold, but for what is being typed or sent. */
document.addEventListener("sheet:drawn", () => {
  for (const field of fields()) if (!field.matches("[data-ui-typing], [data-ui-sending]")) field.value = drawn(field);
});
