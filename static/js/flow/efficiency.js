/** Flow efficiency: how much of the time from start to finish was work and no waiting. A sentence
 * and a bar; it is no chart. */
import { count, lasting, stretch } from "./words.js";

export const id = "efficiency";

const share = ({ value }) => `${Math.round(value * 100)} %`;

export function sentence({ efficiency, from, to }) {
  if (efficiency.value === null) return "How much of the time from start to done was work, and no waiting.";
  return `Estimated, of ${count(efficiency.n, "card")}, ${stretch({ from, to })}: it is as good as what is said of waiting columns and blocked cards.`;
}

export const empty = ({ efficiency }) => efficiency.value === null
  ? "It is known when a column in progress is marked as one in which cards wait, or when a card was blocked, and a card was finished. Mark such a column in the board’s settings." : "";

/** What stands in the place of a chart. */
export function words({ efficiency }) {
  const shown = document.createElement("div");
  const bar = Object.assign(document.createElement("meter"), { min: 0, max: 1, value: efficiency.value });
  bar.setAttribute("aria-label", "Flow efficiency");
  shown.className = "share";
  const said = Object.assign(document.createElement("p"), { textContent: `${lasting(efficiency.active_seconds)} of work in ${lasting(efficiency.elapsed_seconds)} from start to done; the rest is waiting.` });
  shown.append(Object.assign(document.createElement("b"), { textContent: share(efficiency) }), bar, said);
  return shown;
}

export const table = ({ efficiency }) => ({
  head: ["Cards", "Work", "Start to done", "Efficiency"],
  rows: efficiency.value === null ? [] : [[efficiency.n, lasting(efficiency.active_seconds), lasting(efficiency.elapsed_seconds), share(efficiency)]],
});
