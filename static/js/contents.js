/** What is inside a card: checklists, items and comments, sent without leaving the dialog.
 *
 * A form with data-send is sent by script: it keeps what is typed until it is known to be saved, and
 * says what was wrong where it was typed. A form with data-draft keeps it for the next time. */
import { holdsFocus, leaveSaved, openEditor } from "./editors.js";
import { anyway } from "./reason.js";
import { freshKey, inTurn, send, sending } from "./request.js";
import { refresh } from "./sheet.js";
import { tell, toast } from "./toast.js";
import { remember, undoing } from "./undo.js";

const dialog = document.getElementById("card");
const fieldOf = form => form.elements.text ?? form.elements.name;
const draftOf = form => `draft:${form.getAttribute("action")}`;
const keys = new WeakMap();

/** The same key while the same text is sent again. */
function keyOf(form, text) {
  if (keys.get(form)?.text !== text) keys.set(form, { text, key: freshKey() });
  return keys.get(form).key;
}

async function submit(form) {
  if (form.hasAttribute("data-ui-sending")) return;
  const sent = fieldOf(form).value;
  const from = document.activeElement;
  form.dataset.uiSending = "";
  const answer = await sending(send(form.action, Object.fromEntries(new FormData(form)), keyOf(form, sent)));
  form.removeAttribute("data-ui-sending");
  complain(form, answer.ok ? "" : answer.sentence);
  if (!answer.ok) return;
  keys.delete(form);
  remember(answer.data.undo);
  if (form.dataset.editor) leaveSaved(form);
  else begin(form, sent, from);
  refresh();
}

/** Empties a form that was sent, but for what was typed since. Only who still waits where it was
 * sent `from` goes back into the field: who went on meanwhile is not fetched back. */
function begin(form, sent, from) {
  const field = fieldOf(form);
  field.value = field.value.startsWith(sent) ? field.value.slice(sent.length) : field.value;
  keep(form);
  if (form.dataset.send === "again") return void ([from, document.body].includes(document.activeElement) && field.focus());
  form.reset();
  shut(form);
}

function complain(form, sentence) {
  const place = form.querySelector(".editor__wrong");
  place.textContent = sentence;
  place.hidden = !sentence;
}

function keep(form) {
  const text = fieldOf(form).value;
  if (text && text !== fieldOf(form).defaultValue) sessionStorage.setItem(draftOf(form), text);
  else sessionStorage.removeItem(draftOf(form));
}

function unfold(form) {
  form.querySelector("[data-open]").hidden = true;
  form.querySelector(".adding__field").hidden = false;
}

function shut(form) {
  const open = form.querySelector("[data-open]");
  if (!open) return form.querySelector("[type=submit]").focus();
  const focused = holdsFocus(form);
  form.querySelector(".adding__field").hidden = true;
  open.hidden = false;
  if (focused) open.focus();
}

/** Sends something that takes no text; `told` is what the toast says of it. */
export async function post(address, fields = {}, told = "") {
  const answer = await sending(inTurn(address, () => send(address, fields)));
  if (answer.ok) {
    remember(answer.data.undo);
    const [limit] = answer.data.limits ?? [];
    const over = limit ? ` ${limit.name} is over its limit (${limit.count}/${limit.of}).` : "";
    if (told) toast(told + over, { kind: over && "warn", actions: undoing(answer.data.undo) });
  } else {
    const again = reason => post(address, { ...fields, override: reason }, told);
    toast(answer.sentence, { kind: "stop", actions: anyway(answer, "Do it anyway…", again) });
  }
  await refresh();
  return answer;
}

// -- the menus of checklists and items

let chosen = null;

function place(element, next) {
  const other = next ? element.nextElementSibling : element.previousElementSibling;
  const id = other?.id.match(/^(?:item|checklist)-(\d+)$/)?.[1];
  if (!id) return tell("It cannot go further that way.");
  return post(`${chosen.dataset.menuOf}/place`, next ? { after: id } : { before: id });
}

const acts = {
  edit: () => openEditor(chosen.dataset.edits),
  card: () => post(`${chosen.dataset.menuOf}/card`, {}, "It is a card of its own now."),
  removal: () => post(`${chosen.dataset.menuOf}/removal`, {}, chosen.closest(".item") ? "Item removed." : "Checklist removed."),
  up: () => place(chosen.closest(".item, .checklist"), false),
  down: () => place(chosen.closest(".item, .checklist"), true),
};

async function tick(box) {
  const turn = box.dataset.uiPending = freshKey();
  const answer = await post(box.dataset.tick, { done: box.checked });
  if (box.dataset.uiPending !== turn) return;
  box.removeAttribute("data-ui-pending");
  if (!answer.ok) box.checked = box.defaultChecked;
}

// -- what a person does

dialog.addEventListener("click", event => {
  const button = event.target.closest("button");
  if (!button) return;
  const { post: address, told, act } = button.dataset;
  if (address) post(address, {}, told);
  if (button.hasAttribute("data-menu-of")) chosen = button;
  if (button.hasAttribute("data-open")) { unfold(button.form); fieldOf(button.form).select(); }
  if (button.hasAttribute("data-shut")) shut(button.form);
  if (button.matches("[popover] button")) button.closest("[popover]").hidePopover();
  if (act) acts[act]();
});
dialog.addEventListener("change", event => { if (event.target.dataset.tick) tick(event.target); });
dialog.addEventListener("submit", event => {
  if (!event.target.matches("[data-send]")) return;
  event.preventDefault();
  submit(event.target);
}, true);
dialog.addEventListener("input", event => {
  if (event.target.form?.matches("[data-draft]")) keep(event.target.form);
});
dialog.addEventListener("keydown", event => {
  const form = event.target.form;
  if (!form?.matches("[data-send]") || event.isComposing) return;
  const sends = event.key === "Enter" && (event.ctrlKey || event.metaKey || event.target.matches(".editor__line"));
  if (sends && !form.matches("[data-editor]:not(:has(.editor__line))")) { event.preventDefault(); form.requestSubmit(); }
  if (event.key === "Escape" && form.matches("[data-draft]") && !event.target.matches("#say button")) { event.preventDefault(); shut(form); }
});
document.addEventListener("sheet:drawn", () => {
  for (const box of dialog.querySelectorAll("[data-tick]:not([data-ui-pending])")) box.checked = box.defaultChecked;
});
document.addEventListener("sheet:shown", () => {
  for (const form of dialog.querySelectorAll("[data-draft]")) {
    const draft = sessionStorage.getItem(draftOf(form));
    if (!draft) continue;
    fieldOf(form).value = draft;
    if (form.querySelector("[data-open]")) unfold(form);
  }
});
if (dialog.open) document.dispatchEvent(new CustomEvent("sheet:shown"));
