/** Completion of @people and #labels while a new card or a comment is typed: arrows choose, Enter or
 * Tab takes, Escape puts the list away. The field keeps the focus. Only words that begin as typed
 * are offered, and behind a bare sign or a whole name none is chosen: Enter must mean Enter there. */
const MOST = 8;
const list = Object.assign(document.createElement("ul"), { id: "completions", className: "completions", hidden: true });
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", "Completions");
let field = null, from = 0, chosen = 0, found = [];

/** Whether the list stands open for `asking`. */
export const isCompleting = asking => list.isConnected && !list.hidden && field === asking;

/** Offers what the word before the caret may become; `things` by sign: {"@": [{name}], "#": …}. */
export function offerCompletions(asking, things) {
  const before = asking.value.slice(0, asking.selectionStart);
  const [, sign, typed] = /(?:^|\s)([@#])([^\s@#]*)$/.exec(before) ?? [];
  found = sign ? matching(things[sign], typed.toLowerCase()) : [];
  if (!found.length) return closeCompletions();
  field = asking;
  from = before.length - typed.length;
  const whole = things[sign].some(({ name }) => name.toLowerCase() === typed.toLowerCase());
  chosen = typed && !whole ? 0 : -1;
  list.replaceChildren(...found.map(option));
  asking.after(list);
  list.hidden = false;
  asking.setAttribute("aria-controls", list.id);
  asking.setAttribute("aria-autocomplete", "list");
  asking.setAttribute("aria-haspopup", "listbox");
  point();
}

function matching(things, typed) {
  const begins = ({ name }) => name.toLowerCase().startsWith(typed);
  const fits = ({ name }) => name.toLowerCase().split(/[\s-]+/).some(word => word.startsWith(typed));
  return things.filter(thing => (begins(thing) || fits(thing)) && thing.name.toLowerCase() !== typed)
    .sort((a, b) => begins(b) - begins(a)).slice(0, MOST);
}

function option({ name }, index) {
  const made = Object.assign(document.createElement("li"), { id: `completion-${index}`, textContent: name });
  made.setAttribute("role", "option");
  made.addEventListener("pointerdown", event => { event.preventDefault(); take(index); });
  return made;
}

function point() {
  for (const [index, made] of [...list.children].entries()) made.setAttribute("aria-selected", String(index === chosen));
  if (chosen < 0) return field.removeAttribute("aria-activedescendant");
  field.setAttribute("aria-activedescendant", `completion-${chosen}`);
  list.children[chosen].scrollIntoView({ block: "nearest" });
}

function take(index) {
  const { name } = found[index];
  const end = field.selectionStart;
  field.setRangeText(`${name} `, from, end, "end");
  closeCompletions();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Puts the list away. */
export function closeCompletions() {
  list.hidden = true;
  field?.removeAttribute("aria-activedescendant");
  field?.removeAttribute("aria-controls");
}

/** What a key does while the list is open. Answers whether it did anything. */
export function completes(event) {
  if (!isCompleting(event.target)) return false;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    chosen = chosen < 0 && step < 0 ? found.length - 1 : (chosen + step + found.length) % found.length;
    point();
  } else if (chosen < 0 && event.key !== "Escape") return false;
  else if (event.key === "Enter" || event.key === "Tab") take(chosen);
  else if (event.key === "Escape") closeCompletions();
  else return false;
  event.preventDefault();
  return true;
}

document.addEventListener("focusout", event => { if (event.target === field) closeCompletions(); });
