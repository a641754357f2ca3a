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

/** Takes the archived card at `address` back to its column. */
export async function restore(address, key, override) {
  const answer = await send(`${address}/restoral`, { override });
  if (answer.ok) {
    remember(answer.data.undo);
    document.dispatchEvent(new CustomEvent("card:restored", { detail: { address } }));
    return toast(`${key} is back on the board.`);
  }
  const again = reason => restore(address, key, reason);
  toast(answer.sentence, { kind: "stop", actions: anyway(answer, "Restore anyway…", again) });
}
