/** The archive's page: what left the board comes back, or goes for good. */
import "./page.js";
import { restore } from "./archive.js";
import { send, sending } from "./request.js";
import { toast } from "./toast.js";
import { remember } from "./undo.js";

const rowOf = address => document.querySelector(`[data-archived="${CSS.escape(address)}"]`);

/** Takes a row away, and leaves the focus where the next one stands. */
function gone(address) {
  const row = rowOf(address);
  const next = row?.nextElementSibling ?? row?.previousElementSibling;
  row?.remove();
  (next?.querySelector("button") ?? document.querySelector("main")).focus();
}

async function bring(address, name) {
  const { ok, data, sentence } = await sending(send(`${address}/restoral`));
  if (!ok) return toast(sentence, { kind: "stop" });
  remember(data.undo);
  gone(address);
  toast(`${name} is back on the board.`);
}

async function remove(address, name) {
  if (!confirm(`Delete ${name} for good? What it did stays in the figures.`)) return;
  const { ok, sentence } = await sending(send(`${address}/deletion`));
  if (!ok) return toast(sentence, { kind: "stop" });
  gone(address);
  toast(`${name} deleted.`);
}

const acts = { restore, bring, remove };

document.addEventListener("card:restored", ({ detail }) => gone(detail.address));
document.addEventListener("click", event => {
  const button = event.target.closest?.("[data-attic]");
  if (button) acts[button.dataset.attic](button.closest("[data-archived]").dataset.archived, button.dataset.name);
});
