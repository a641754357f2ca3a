/** Taking one's own changes back, and doing them again: by the toast's button, Ctrl+Z and
 * Ctrl+Shift+Z. A change is taken back whole, with everything that it consisted of.
 *
 * Undoing an undo does it again, so both lists hold numbers of events, and a change of another
 * kind leaves nothing to do again. */
import { anyway } from "./reason.js";
import { inTurn, known, send, sending } from "./request.js";
import { toast } from "./toast.js";

const changes = [];
const undone = [];

/** Remembers one's own change, so that Ctrl+Z and the toast's button can take it back. */
export function remember(seq) {
  if (!seq) return;
  changes.push(seq);
  undone.length = 0;
}

/** The toast's action that takes the change `seq` back; none when it changed nothing. */
export const undoing = seq => seq ? [{ label: "Undo", run: () => undo(seq) }] : [];

/** Takes back one's own change `seq`, or the last one, which may still be on its way. */
export const undo = (seq, override) => alone(async () => {
  const back = await take(seq || changes.at(-1), changes, "undo", override);
  if (!back) return;
  undone.push(back);
  toast("Undone.", { actions: [{ label: "Redo", run: () => redo(back) }] });
});

/** Does again what was undone last, or the change whose undo is `seq`. */
export const redo = (seq, override) => alone(async () => {
  const back = await take(seq || undone.at(-1), undone, "redo", override);
  if (!back) return;
  changes.push(back);
  toast("Done again.", { actions: undoing(back) });
});

/** One after the other, and behind every change that is on its way: each looks at what the one
 * before it has left. */
const alone = work => inTurn("undo", () => known().then(work));

/** Undoes the whole change of the event `seq`, which leaves the list. Answers the number of the
 * undo, null when it was refused. */
async function take(seq, list, word, override) {
  if (!seq) {
    toast(`Nothing of yours to ${word} since this page was opened.`);
    return null;
  }
  if (list.includes(seq)) list.splice(list.indexOf(seq), 1);
  const address = `/boards/${document.body.dataset.board}/events/${seq}/undo`;
  const answer = await sending(send(address, { whole: true, override }));
  if (answer.ok) return answer.data.undo;
  const again = reason => WAYS[word](seq, reason);
  const label = word === "undo" ? "Undo anyway…" : "Redo anyway…";
  toast(answer.sentence, { kind: "stop", actions: anyway(answer, label, again) });
  return null;
}

const WAYS = { undo, redo };
