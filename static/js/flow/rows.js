/** A chart's table: the rows behind it, drawn while it is open. */
const MOST = 500;
const page = document.body.dataset;

const make = (name, fields = {}) => Object.assign(document.createElement(name), fields);

/** The address of a card. */
export const addressOf = card => `/boards/${page.board}/cards/${card.id}`;

function cell(value) {
  if (!value?.card) return make("td", { textContent: typeof value === "number" ? value.toLocaleString() : value, className: typeof value === "number" ? "number" : "" });
  const { card } = value, made = make("td"), textContent = `${card.key} ${card.title}`;
  made.append(card.deleted ? textContent : make("a", { href: addressOf(card), textContent }));
  return made;
}

/** The table of {head, rows}. What is beyond the most that a page can hold is in the CSV. */
export function tableOf({ head, rows }) {
  const table = make("table", { className: "chart__table" });
  const top = table.createTHead().insertRow();
  head.forEach((textContent, at) => top.append(make("th", { textContent, scope: "col", className: typeof rows[0]?.[at] === "number" ? "number" : "" })));
  const body = table.createTBody();
  for (const row of rows.slice(0, MOST)) body.insertRow().append(...row.map(cell));
  const rest = rows.length - MOST;
  return rest > 0 ? [table, make("p", { textContent: `${rest.toLocaleString()} more rows are in the CSV.` })] : [table];
}
