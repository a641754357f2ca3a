/** Levels of ages: how a card's age stands to those of the finished ones, as board/flow/levels.py
 * says. The strip carries the thresholds, so that no card has to be drawn again when they move. */
const WORDS = { watch: "to watch", risk: "at risk", over: "over" };
const WHY = {
  watch: "older than half of the finished cards were on leaving this column",
  risk: "older than 85 % of the finished cards were on leaving this column",
  over: "older than 85 % of the finished cards were when they were done",
};
let said = "", p85 = 0, pace = new Map();

/** Reads the thresholds again, and tells whether they are others now. */
export function moved() {
  const { p85: within = "", pace: lines = "" } = document.getElementById("strip")?.dataset ?? {};
  if (said === `${within} ${lines}`) return false;
  said = `${within} ${lines}`;
  p85 = Number(within);
  pace = new Map(lines.split(" ").map(line => line.split(":")).map(([column, ...ages]) => [column, ages.map(Number)]));
  return true;
}

/** What is to be said of an age in a column: "", "watch", "risk" or "over". */
export function levelOf(days, column) {
  if (!p85 || !days) return "";
  if (days > p85) return "over";
  const [half, most] = pace.get(column) ?? [p85, p85];
  return days > most ? "risk" : days > half ? "watch" : "";
}

/** Paints an age of so many days into an element; 0 days is none. The colour never stands alone. */
export function paintAge(element, text, days, column) {
  const level = levelOf(days, column);
  const words = level ? `${text}, ${WORDS[level]}` : text;
  if (element.textContent === words) return;
  element.replaceChildren(...signs(level), text);
  if (level) element.dataset.uiAge = level;
  else delete element.dataset.uiAge;
  if (level) element.append(Object.assign(document.createElement("span"), { className: "unseen", textContent: `, ${WORDS[level]}` }));
  if (days) element.title = `${days === 1 ? "Started today" : `In progress for ${days} days`}${level ? `: ${WHY[level]}` : ""}`;
  else element.removeAttribute("title");
}

function signs(level) {
  const sign = level && document.getElementById("age-signs")?.content.querySelector(`[data-level="${level}"]`);
  return sign ? [sign.firstElementChild.cloneNode(true)] : [];
}
