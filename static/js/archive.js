/** Archiving a card, and taking it back to the board. */
import { send, sending } from "./request.js";
import { anyway } from "./reason.js";
import { toast } from "./toast.js";
import { remember, undoing } from "./undo.js";

/** Archives the card at `address`; the toast takes it back. */
export async function archive(address, key) {
  const { ok, data, sentence } = await sending(send(`${address}/archival`));
  if (!ok) return toast(sentence, { kind: "stop" });
  remember(data.undo);
  toast(`${key} archived.`, { actions: undoing(data.undo) });
}

/** Takes the archived card, column or lane at `address` back to the board. */
export async function restore(address, name, override) {
  const answer = await sending(send(`${address}/restoral`, { override }));
  if (answer.ok) {
    remember(answer.data.undo);
    document.dispatchEvent(new CustomEvent("attic:restored", { detail: { address } }));
    return toast(`${name} is back on the board.`, { actions: undoing(answer.data.undo) });
  }
  const again = reason => restore(address, name, reason);
  toast(answer.sentence, { kind: "stop", actions: anyway(answer, "Restore anyway…", again) });
}
