/** Quick add at a column's foot: Enter saves, the field stays open and empty for the next one, and
 * Shift+Enter opens the new card.
 *
 * The field is emptied as soon as its text is on its way, so a second Enter adds nothing and
 * typing goes on. A refused text comes back with the sentence; what is typed but not sent is kept
 * as a draft. What tokens say (`tokens.js`) is shown as chips before it is saved; several lines
 * that are pasted become one card or many. */
import { chips, known, plainOf } from "./chips.js";
import { closeCompletions, completes, offerCompletions } from "./complete.js";
import { complain } from "./complaint.js";
import { mayEdit } from "./hand.js";
import { askHowMany } from "./paste.js";
import { inTurn, send, sending } from "./request.js";
import { tell, toast } from "./toast.js";
import { read } from "./tokens.js";
import { remember, undoing } from "./undo.js";

const fieldOf = form => form.elements.title;
const draftOf = form => `draft:${document.body.dataset.board}:add:${form.dataset.add}`;

/** Opens the quick add of a cell (a column's id, with that of a lane behind it), to add at its
 * bottom or at its top. */
export function openAdd(at, top = false) {
  const form = document.getElementById(`add-${at}`);
  if (!form || !mayEdit()) return;
  form.toggleAttribute("data-ui-top", top);
  form.querySelector("[data-add-open]").hidden = true;
  form.querySelector(".add__field").hidden = false;
  fieldOf(form).value ||= sessionStorage.getItem(draftOf(form)) ?? "";
  fieldOf(form).focus();
  chips(form);
  form.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function closeAdd(form) {
  form.querySelector(".add__field").hidden = true;
  form.removeAttribute("data-ui-top");
  form.querySelector("[data-add-open]").hidden = false;
  form.querySelector("[data-add-open]").focus();
}

function add(form, open = false) {
  const typed = fieldOf(form).value.trim().replace(/\s*\n\s*/g, " ");
  if (!typed) return;
  const { title, fields } = read(typed, known(), plainOf(form));
  if (!title) return complain(form, write, { typed, answer: { sentence: "Say what is to be done, too.", data: {} } });
  write(form, "");
  complain(form, write, null);
  sending(inTurn("adds", () => submit(form, typed, { ...placeOf(form), title, ...said(fields) }, open)));
}

/** Where the form adds, in the words of the request. */
const placeOf = form => ({
  column: form.elements.column.value,
  lane: form.elements.lane?.value || null,
  position: form.hasAttribute("data-ui-top") ? "top" : "bottom",
});

/** What was said of the card, in the words of the request. */
const said = fields => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));

async function submit(form, typed, fields, open) {
  const answer = await send(form.action, fields);
  const { ok, data } = answer;
  if (!ok) return complain(form, write, { typed, answer, again: override => submit(form, typed, { ...fields, override }, open) });
  done(data, `${fields.title} added.`);
  if (open && data.card) document.dispatchEvent(new CustomEvent("card:open", { cancelable: true, detail: `${new URL(form.action).pathname}/${data.card}` }));
}

function done(data, sentence) {
  remember(data.undo);
  tell(sentence);
  const [limit] = data.limits ?? [];
  if (limit)
    toast(`${limit.name} is over its limit (${limit.count}/${limit.of}).`, { kind: "warn", actions: undoing(data.undo) });
}

/** Adds a card for each line, in one change. They go where the form adds, so a column that a line
 * names stays text, as does a line of tokens alone. */
async function addAll(form, lines, override) {
  const address = form.action.replace(/\/cards$/, "/selection/cards");
  const cards = lines.map(line => {
    const { title, fields } = read(line, { ...known(), columns: [] });
    return title ? { title, ...said(fields) } : { title: line };
  });
  const titles = cards.map(({ title }) => title).join("\n");
  const facts = JSON.stringify(cards.map(({ title, ...others }) => others));
  const answer = await sending(send(address, { ...placeOf(form), titles, facts, override }));
  const { ok, data } = answer;
  if (!ok) return complain(form, write, { typed: "", answer, again: reason => addAll(form, lines, reason) });
  done(data, `${data.cards} cards added.`);
  if (!data.limits?.length) toast(`${data.cards} cards added.`, { actions: undoing(data.undo) });
}

function write(form, text) {
  fieldOf(form).value = text;
  if (text) sessionStorage.setItem(draftOf(form), text);
  else sessionStorage.removeItem(draftOf(form));
  chips(form);
  // A refusal comes late: who went on meanwhile is not fetched back.
  const active = document.activeElement;
  if ((form.contains(active) || active === document.body) && !form.querySelector(".add__field").hidden) fieldOf(form).focus();
}

document.addEventListener("click", event => {
  const open = event.target.closest?.("[data-add-open]");
  const close = event.target.closest?.("[data-add-close]");
  const item = event.target.closest?.("[data-add-to]");
  if (open) openAdd(open.closest("form").dataset.add);
  if (close) closeAdd(close.closest("form"));
  if (item) {
    item.closest("[popover]")?.hidePopover();
    openAdd(item.dataset.addTo, item.hasAttribute("data-add-top"));
  }
});
const formOf = target => {
  const form = target.closest?.("[data-add]");
  return form && target === fieldOf(form) ? form : null;
};
document.addEventListener("input", event => {
  const form = formOf(event.target);
  if (!form) return;
  sessionStorage.setItem(draftOf(form), fieldOf(form).value);
  chips(form);
  const { people, labels } = known();
  offerCompletions(event.target, { "@": people, "#": labels });
});
document.addEventListener("keydown", event => {
  const form = formOf(event.target);
  if (!form || event.isComposing || completes(event)) return;
  if (event.key === "Escape") closeAdd(form);
  if (event.key !== "Enter") return;
  event.preventDefault();
  closeCompletions();
  if (!event.repeat) add(form, event.shiftKey);
});
document.addEventListener("paste", event => {
  const form = formOf(event.target);
  if (form) askHowMany(event, form, lines => addAll(form, lines));
});
document.addEventListener("submit", event => {
  if (!event.target.matches("[data-add]")) return;
  event.preventDefault();
  add(event.target);
});
