/** The archive's page: what left the board comes back, or goes for good. */
import "./page.js";
import { restore } from "./archive.js";
import { send, sending } from "./request.js";
import { sure } from "./sure.js";
import { toast } from "./toast.js";
import { remember, undoing } from "./undo.js";

const rowOf = address => document.querySelector(`[data-archived="${CSS.escape(address)}"]`);

/** Takes a row away, and leaves the focus where the next one stands. */
function gone(address) {
  const row = rowOf(address);
  const next = row?.nextElementSibling ?? row?.previousElementSibling;
  row?.remove();
  (next?.querySelector("button") ?? document.querySelector("main")).focus();
}

async function remove(address, name) {
  if (!await sure(`Delete ${name} for good?`, "What it did stays in the figures.", "Delete")) return;
  const { ok, data, sentence } = await sending(send(`${address}/deletion`));
  if (!ok) return toast(sentence, { kind: "stop" });
  remember(data.undo);
  gone(address);
  toast(`${name} deleted.`, { actions: undoing(data.undo) });
}

const acts = { restore, remove };

document.addEventListener("attic:restored", ({ detail }) => gone(detail.address));
document.addEventListener("click", event => {
  const button = event.target.closest?.("[data-attic]");
  if (button) acts[button.dataset.attic](button.closest("[data-archived]").dataset.archived, button.dataset.name);
});
