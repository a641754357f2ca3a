/** The sheet: the card that is open in the dialog. Its sections are fetched again when the card
 * changes, all but what somebody is writing in. */
import { openEditors } from "./editors.js";
import { toast } from "./toast.js";

const dialog = document.getElementById("card");
const SECTIONS = ["top", "labels", "title", "bar", "block", "description", "checklists", "comments", "side", "spent", "history"]
  .map(name => `sheet-${name}`);
const GONE = "This card is no longer here.";
const WHY_NOT = { 401: "You are signed out. Sign in again.", 204: GONE, 404: GONE };
const wanted = new Set();
const fetching = new Map();
const PATIENCE = 20_000;

/** The card that is open, or null. */
export const sheet = () => dialog.querySelector("[data-sheet]");

/** Puts HTML into the page as htmx does. */
export const swap = (target, text, how, select) =>
  htmx.swap({ text, target, swap: how, select, sourceElement: document.body });

/** Lets go of what is on its way. */
export const forget = () => {
  for (const each of fetching.values()) each.abort();
  wanted.clear();
};

/** The dialog of the card at `address` as HTML; null when it could not be had, which is said, or
 * when the same is wanted of another card by now. */
export async function load(address, what = "opening") {
  fetching.get(what)?.abort();
  const mine = new AbortController();
  fetching.set(what, mine);
  const signal = AbortSignal.any([mine.signal, AbortSignal.timeout(PATIENCE)]);
  try {
    const response = await fetch(address, { headers: { "HX-Request": "true" }, signal });
    if (response.status === 200 && !response.redirected) return await response.text();
    toast(WHY_NOT[response.status] ?? "The card could not be opened. Reload the page.", { kind: "stop" });
    if (WHY_NOT[response.status] === GONE && dialog.open) dialog.close();
  } catch (error) {
    if (error.name !== "AbortError") toast("No connection: the card could not be opened.", { kind: "stop" });
  }
  return null;
}

/** Fetches sections again, and leaves the fields alone that somebody is writing in. */
export async function refresh(only = SECTIONS) {
  const open = sheet();
  if (!open || !dialog.open) return;
  for (const id of only) wanted.add(id);
  const html = await load(open.dataset.address, "refresh");
  if (html === null || sheet() !== open) return;
  const ids = [...wanted];
  wanted.clear();
  for (const id of ids) draw(document.getElementById(id), html);
  document.dispatchEvent(new CustomEvent("sheet:drawn"));
}

function draw(section, html) {
  if (!section || section.matches(":has([data-move-form] select:focus)") || section.querySelector("[data-ui-held], [data-ui-typing]")) return;
  const fields = openEditors().map(form => form.closest("[data-field]")).filter(field => section.contains(field));
  // A field that is gone meanwhile stays, with what is typed into it, until it is left.
  if (fields.some(field => field === section || !html.includes(`id="${field.id}"`))) return;
  for (const field of fields) field.setAttribute("hx-morph-skip", "");
  swap(section, html, "outerMorph", `#${section.id}`);
  for (const field of fields) field.removeAttribute("hx-morph-skip");
}

/** What somebody folded away stays so, on every card. */
document.addEventListener("sheet:shown", () => {
  for (const folds of dialog.querySelectorAll("[data-folds]"))
    folds.open = localStorage.getItem(`fold:${folds.dataset.folds}`) !== "shut";
});
dialog.addEventListener("toggle", ({ target }) => {
  if (target.dataset.folds) localStorage.setItem(`fold:${target.dataset.folds}`, target.open ? "open" : "shut");
}, true);
