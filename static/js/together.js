/** What is done to several cards at once: one request, one change, one way back. */
import { mayEdit, until } from "./hand.js";
import { anyway } from "./reason.js";
import { inTurn, send, sending } from "./request.js";
import { clear, selected } from "./select.js";
import { tell, toast } from "./toast.js";
import { remember, undoing } from "./undo.js";

/** "1 card" or "4 cards". */
export const counted = count => count === 1 ? "1 card" : `${count} cards`;

/** Sends what is to be done to `cards`; `what` of the selection's addresses. Answers whether it
 * was done, when it is shown. `said(count)`: the sentence that a toast says then, null for none. */
export async function together(what, cards, fields, said, label, override) {
  if (!mayEdit() || !cards.length) return false;
  const ids = cards.map(card => card.dataset.card).join();
  const address = `/boards/${document.body.dataset.board}/selection/${what}`;
  const answer = await sending(send(address, { cards: ids, ...fields, override }));
  if (!answer.ok) {
    const again = reason => together(what, cards, fields, said, label, reason);
    toast(answer.sentence, { kind: "stop", actions: anyway(answer, label, again) });
    return false;
  }
  const { data } = answer;
  remember(data.undo);
  const sentence = said(data.cards);
  tell(sentence);
  const gone = data.left_out ? ` ${counted(data.left_out)} had left the board meanwhile.` : "";
  toast(sentence + gone, { actions: undoing(data.undo) });
  await until(data.seq);
  return true;
}

/** Takes cards off the board. */
export const archiveAll = cards =>
  together("archival", cards, {}, count => `${counted(count)} archived.`);

/** Puts a label ({id, name}) on cards, or takes it off those that all carry it. */
export const label = (cards, { id, name }) => toggle("labels", cards, id, remove => {
  const said = count => remove ? `${name} taken off ${counted(count)}.` : `${name} put on ${counted(count)}.`;
  return together("labels", cards, { label: id, remove }, said);
});

/** Has a member ({id, name}) work on cards, or no more when they work on all of them. */
export const assign = (cards, { id, name }) => toggle("people", cards, id, remove => {
  const said = count => remove ? `${name} works no more on ${counted(count)}.` : `${name} works on ${counted(count)}.`;
  return together("assignees", cards, { user: id, remove }, said);
});

/** Whether a card has the label or the member among its facts. */
export const has = (card, what, id) => (card.dataset[what] ?? "").split(" ").includes(String(id));

/** What the second of two quick ones does depends on what the first has left. */
const toggle = (what, cards, id, act) => sending(inTurn("toggles", () => act(cards.every(card => has(card, what, id)))));

const ACTS = { archive: () => archiveAll(selected()), clear };

document.addEventListener("click", event => {
  const act = event.target.closest?.("[data-selection]")?.dataset.selection;
  ACTS[act]?.();
});
