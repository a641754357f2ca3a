/** What the tokens of a new card say, as chips under its field, before it is saved. A press on a
 * chip leaves its token text. */
import { labels, people } from "./pick.js";
import { read } from "./tokens.js";

const plain = new WeakMap();
const date = new Intl.DateTimeFormat(undefined, { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" });
const SHOWN = {
  person: ({ name }) => `@ ${name}`,
  label: ({ name }) => `# ${name}`,
  class: ({ name }) => name,
  column: ({ name }) => `in ${name}`,
  due: ({ id }) => `due ${date.format(new Date(id))}`,
  estimate: ({ id }) => `estimate ${id}`,
};

/** What a token may name: the people, labels and columns of the board, and its day. */
export function known() {
  const columns = [...document.querySelectorAll("[data-column]")]
    .map(column => ({ id: column.dataset.column, name: column.querySelector(".head__name").textContent }));
  const zone = document.getElementById("board").dataset.zone;
  return { people: people(), labels: labels(), columns, today: new Date().toLocaleDateString("en-CA", { timeZone: zone }) };
}

/** The tokens that are to stay text in a form. */
export const plainOf = form => plain.get(form) ?? new Set();

/** Shows the chips of what is typed in the form. */
export function chips(form) {
  const text = form.elements.title.value;
  if (!text) plain.delete(form);
  const { tokens } = read(text, known(), plainOf(form));
  const row = rowOf(form);
  // What is the same stays: a redraw of the board takes no focus from a chip, and no press.
  const says = JSON.stringify(tokens);
  if (row.dataset.says === says) return;
  row.dataset.says = says;
  row.replaceChildren(...tokens.map(token => chip(form, token)));
  row.hidden = !tokens.length;
}

function rowOf(form) {
  const found = form.querySelector(".add__chips");
  if (found) return found;
  const made = Object.assign(document.createElement("p"), { className: "add__chips" });
  made.setAttribute("role", "group");
  made.setAttribute("aria-label", "What the new card will say");
  form.elements.title.after(made);
  return made;
}

function chip(form, token) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "chip chip--token", textContent: SHOWN[token.kind](token) });
  made.dataset.kind = token.kind;
  made.title = `Leave ${token.text} as text`;
  const color = token.kind === "label" && labels().find(({ id }) => id === token.id)?.color;
  if (color) made.classList.add(`label--${color}`);
  made.addEventListener("click", () => {
    plain.set(form, new Set([...plainOf(form), token.text]));
    chips(form);
    form.elements.title.focus();
  });
  return made;
}

document.addEventListener("board:drawn", () => {
  for (const row of document.querySelectorAll(".add__chips:not([hidden])")) chips(row.closest("form"));
});
