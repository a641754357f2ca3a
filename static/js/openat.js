/** Opens a card's dialog at one place in it. */
import { openCard } from "./dialog.js";
import { openEditor } from "./editors.js";

const dialog = document.getElementById("card");

/** With its title in the editor. */
export async function editTitle(card) {
  await openCard(card);
  openEditor("title");
}

/** Where it is said what the card waits for. */
export async function blockOf(card) {
  await openCard(card);
  dialog.querySelector("#block-open")?.click();
}

/** Where a comment is written, or where its due date stands. */
export const commentOn = card => openAt(card, "#say textarea");
export const dueOf = card => openAt(card, "[name=due]");

async function openAt(card, field) {
  await openCard(card);
  dialog.querySelector(field)?.focus();
}
