/** The cells of the board, where columns and lanes cross. Without lanes a column is one cell. */
const NAMES = { left: -1, up: -1, right: 1, down: 1 };
const shown = cell => !cell.closest("[data-ui-collapsed]");

/** Every cell that is open, column by column. */
export const cells = () => [...document.querySelectorAll("[data-cell]")].filter(shown);
export const cardsIn = cell => [...cell.children].filter(element => element.dataset.card);
export const lanes = () => [...document.querySelectorAll("[data-lane-head]")];

/** The cell of a column and a lane; none for no lane. */
export const cellOf = (column, lane) => document.getElementById(`cell-${column}${Number(lane) ? `-${lane}` : ""}`);

/** What tells a cell in the id of its quick add. */
export const atOf = cell => `${cell.dataset.cell}${cell.dataset.lane ? `-${cell.dataset.lane}` : ""}`;

/** The cell's column, and its lane where there are lanes, in words. */
export function nameOf(cell) {
  const column = document.getElementById(`name-${cell.dataset.cell}`).textContent;
  const lane = document.getElementById(`lane-name-${cell.dataset.lane || 0}`);
  return lane ? `${column}, ${lane.textContent}` : column;
}

/** The same in the words of a request: a lane is said only where there are any. */
export function placeOf(cell) {
  const column = cell.dataset.cell;
  return lanes().length ? { column, lane: cell.dataset.lane || 0 } : { column };
}

/** The open cell beside: in the next column of the lane, or in the next lane of the column. */
export function beside(cell, way) {
  const across = way === "left" || way === "right";
  const line = cells().filter(other => across
    ? other.dataset.lane === cell.dataset.lane
    : other.dataset.cell === cell.dataset.cell);
  return line[line.indexOf(cell) + NAMES[way]] ?? null;
}
