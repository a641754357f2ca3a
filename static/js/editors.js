/** The editors in a card's dialog: shown on click, kept as a draft until saved. */
import { mayEdit } from "./hand.js";
import { remember } from "./undo.js";

const dialog = document.getElementById("card");
const formOf = field => dialog.querySelector(`[data-editor="${field}"]`);
const textOf = form => form.elements[form.dataset.text ?? form.dataset.editor];
const mayUse = form => mayEdit() || (form.matches(".needs-commenter") && document.body.dataset.role === "commenter");
const draftOf = form => `draft:${form.getAttribute("action")}:${form.dataset.editor}`;

/** The forms that somebody may be writing in. */
export const openEditors = () => [...dialog.querySelectorAll("[data-editor]:not([hidden])")];

/** Shows the editor of "title" or "description" and puts the caret at its end. */
export function openEditor(field) {
  const form = formOf(field);
  if (!form || !mayUse(form)) return;
  recall(form);
  show(form, true);
  const text = textOf(form);
  text.focus();
  text.setSelectionRange(text.value.length, text.value.length);
}

/** Opens the editors whose text was never saved. */
export function restoreDrafts() {
  for (const form of dialog.querySelectorAll("[data-editor]")) if (mayUse(form) && recall(form)) show(form, true);
}

function show(form, open) {
  form.hidden = !open;
  form.closest("[data-field]").querySelector("[data-reader]").hidden = open;
}

function recall(form) {
  const draft = JSON.parse(sessionStorage.getItem(draftOf(form)) ?? "null");
  if (!draft || draft.text === textOf(form).value) return false;
  textOf(form).value = draft.text;
  if (form.elements.base) form.elements.base.value = draft.base;
  return true;
}

/** Leaves the editor. What was typed is forgotten, or kept for the next time. */
function leave(form, forget) {
  if (forget) {
    sessionStorage.removeItem(draftOf(form));
    form.reset();
  }
  show(form, false);
  if (forget || form.querySelector(".editor__wrong:not([hidden])")) {
    document.dispatchEvent(new CustomEvent("editor:left", { detail: { section: form.closest("[id^=sheet-]").id } }));
  }
  focusOpener(form);
}

/** Puts the focus on the button that opens the editor. */
function focusOpener(form) {
  const field = form.dataset.editor;
  dialog.querySelector(`button[data-edit="${field}"], button[data-edits="${field}"]`)?.focus();
}

/** Whether the focus would be lost with `form`, or is lost already: who went elsewhere stays there. */
export const holdsFocus = form => form.contains(document.activeElement) || document.activeElement === document.body;

/** Leaves an editor whose text was saved. */
export function leaveSaved(form) {
  const focused = holdsFocus(form);
  sessionStorage.removeItem(draftOf(form));
  form.reset();
  show(form, false);
  if (focused) focusOpener(form);
}

dialog.addEventListener("click", event => {
  const edit = event.target.closest("[data-edit]");
  const cancel = event.target.closest("[data-cancel]");
  if (cancel) leave(cancel.form, true);
  else if (edit && !event.target.closest("a") && !String(getSelection())) openEditor(edit.dataset.edit);
});
dialog.addEventListener("input", event => {
  const form = event.target.closest("[data-editor]");
  if (form) sessionStorage.setItem(draftOf(form), JSON.stringify({ text: textOf(form).value, base: form.elements.base?.value }));
});
dialog.addEventListener("keydown", event => {
  const form = event.target.closest("[data-editor]");
  if (!form || event.isComposing) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  if (event.key !== "Escape") return;
  event.preventDefault();
  leave(form, false);
});
dialog.addEventListener("cancel", event => {
  const [form] = event.target === dialog ? openEditors() : [];
  if (!form || !form.contains(document.activeElement)) return;
  event.preventDefault();
  leave(form, false);
});
document.addEventListener("htmx:after:request", ({ target, detail: { ctx } }) => {
  if (!target.matches?.("[data-editor]") || !(ctx.response?.status < 400)) return;
  sessionStorage.removeItem(draftOf(target));
  if (ctx.response.status === 204) show(target, false);
  remember(Number(ctx.response.headers.get("Andon-Undo")));
  document.dispatchEvent(new CustomEvent("editor:saved"));
});
