/** Quick add at a column's foot: Enter saves, the field stays open and empty for the next one.
 *
 * The field is emptied as soon as its text is on its way, so a second Enter adds nothing and
 * typing goes on. A refused text comes back with the sentence; what is typed but not sent is kept
 * as a draft. */
import { mayEdit } from "./hand.js";
import { anyway } from "./reason.js";
import { send, sending } from "./request.js";
import { tell, toast } from "./toast.js";
import { remember, undoing } from "./undo.js";

const fieldOf = form => form.elements.title;
const draftOf = form => `draft:${document.body.dataset.board}:add:${form.dataset.add}`;
let queue = Promise.resolve();

/** Opens the quick add of a column. */
export function openAdd(column) {
  const form = document.getElementById(`add-${column}`);
  if (!form || !mayEdit()) return;
  form.querySelector("[data-add-open]").hidden = true;
  form.querySelector(".add__field").hidden = false;
  fieldOf(form).value ||= sessionStorage.getItem(draftOf(form)) ?? "";
  fieldOf(form).focus();
  form.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function closeAdd(form) {
  form.querySelector(".add__field").hidden = true;
  form.querySelector("[data-add-open]").hidden = false;
  form.querySelector("[data-add-open]").focus();
}

function add(form) {
  const title = fieldOf(form).value.trim().replace(/\s*\n\s*/g, " ");
  if (!title) return;
  const column = form.elements.column.value;
  fieldOf(form).value = "";
  sessionStorage.removeItem(draftOf(form));
  complain(form, null);
  queue = sending(queue.then(() => submit(form, { title, column, position: "bottom" })));
}

async function submit(form, fields) {
  const answer = await send(form.action, fields);
  const { ok, data } = answer;
  if (!ok) return complain(form, { fields, answer });
  remember(data.undo);
  tell(`${fields.title} added.`);
  const [limit] = data.limits ?? [];
  if (limit)
    toast(`${limit.name} is over its limit (${limit.count}/${limit.of}).`, { kind: "warn", actions: undoing(data.undo) });
}

/** Puts a refused text back with its sentence. When the next one is being typed already, a
 * button holds the refused one and swaps the two. */
function complain(form, refused) {
  const place = form.querySelector(".add__wrong");
  place.replaceChildren();
  place.hidden = !refused;
  if (!refused) return;
  const { fields, answer } = refused;
  place.append(answer.sentence);
  const again = override => {
    if (fieldOf(form).value.trim() === fields.title) write(form, "");
    complain(form, null);
    submit(form, { ...fields, override });
  };
  for (const { label, run } of anyway(answer, "Add anyway…", again)) place.append(" ", button(label, run));
  let kept = fields.title;
  if (!fieldOf(form).value.trim()) return write(form, kept);
  const swap = button(`Take “${kept}” back`, () => {});
  swap.addEventListener("click", () => {
    const typed = fieldOf(form).value;
    write(form, kept);
    kept = typed;
    swap.textContent = `Take “${kept}” back`;
  });
  place.append(" ", swap);
}

function button(text, run) {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: text });
  made.addEventListener("click", run);
  return made;
}

function write(form, text) {
  fieldOf(form).value = text;
  sessionStorage.setItem(draftOf(form), text);
  if (!form.querySelector(".add__field").hidden) fieldOf(form).focus();
}

document.addEventListener("click", event => {
  const open = event.target.closest?.("[data-add-open]");
  const close = event.target.closest?.("[data-add-close]");
  const item = event.target.closest?.("[data-add-to]");
  if (open) openAdd(open.closest("form").dataset.add);
  if (close) closeAdd(close.closest("form"));
  if (item) {
    item.closest("[popover]")?.hidePopover();
    openAdd(item.dataset.addTo);
  }
});
document.addEventListener("input", event => {
  const form = event.target.closest?.("[data-add]");
  if (form) sessionStorage.setItem(draftOf(form), fieldOf(form).value);
});
document.addEventListener("keydown", event => {
  const form = event.target.closest?.("[data-add]");
  if (!form || event.target !== fieldOf(form) || event.isComposing) return;
  if (event.key === "Escape") closeAdd(form);
  if (event.key !== "Enter") return;
  event.preventDefault();
  if (!event.repeat) add(form);
});
document.addEventListener("submit", event => {
  if (!event.target.matches("[data-add]")) return;
  event.preventDefault();
  add(event.target);
});
