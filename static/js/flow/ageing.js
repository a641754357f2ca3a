/** Ageing work: a dot for each card in progress, in its column at its age, before the ages that
 * finished cards had on leaving that column. */
import { beside, scale, names, numbers } from "./axes.js";
import { FEWEST } from "./cycle.js";
import { count, date, dayIn } from "./words.js";

export const id = "ageing";
const WORDS = { watch: "to watch: older than half were on leaving this column", risk: "at risk: older than 85 % were on leaving this column", over: "over: older than 85 % were when they were done" };
const SHAPES = { "": "circle", watch: "circle", risk: "triangle", over: "diamond" };

const working = ({ columns }) => columns.filter(({ stage }) => stage === "wip");

export function sentence({ ageing, cycle }) {
  const late = ageing.cards.filter(({ level }) => level === "over").length;
  const said = `${count(ageing.cards.length, "card")} in progress`;
  if (!Object.keys(ageing.pace).length) return `${said}. How old is too old is known from ${FEWEST} finished cards on; so far ${ageing.n === 1 ? "it is" : "they are"} ${ageing.n}.`;
  return `${said}, ${late} of them older than 85 % of ${count(ageing.n, "finished card")} (${count(cycle.percentiles[85] ?? 0, "day")}). Green, amber and red: how old 50, 85 and 95 % were on leaving the column.`;
}

export const empty = ({ ageing, columns }) => ageing.cards.length ? ""
  : working({ columns }).length ? "No card is in progress. Move one into a column that counts as in progress, and its age is shown here."
    : "No column counts as in progress. Set what a column counts as in the board’s settings.";

export function picture({ ageing, columns }, c, { width }) {
  const shown = working({ columns });
  const at = new Map(shown.map((column, index) => [column.id, index]));
  const known = ageing.cards.filter(({ column }) => at.has(column));
  const pace = column => ageing.pace[column.id] ?? {};
  const upright = scale(0, ...known.map(({ days }) => days), ...shown.map(column => pace(column)[95] ?? 0));
  const side = beside();
  const room = Math.max(3, Math.min(11, width / Math.max(1, shown.length) / 9));
  const hue = { "": c.accent, watch: c["full-ink"], risk: c.stop, over: c.stop };
  const bands = [["50", "0", c["go-soft"]], ["85", "50", c["full-soft"]], ["95", "85", c["stop-soft"]]].map(([share, below, color]) => ({
    id: `pace-${share}`, type: "bar", stack: "pace", barWidth: "94%", silent: true, animation: false, itemStyle: { color },
    data: shown.map(column => (pace(column)[share] ?? 0) - (pace(column)[below] ?? 0)),
  }));
  const rest = { ...bands[0], id: "pace-rest", itemStyle: { color: c.well }, data: shown.map(column => upright.max - (pace(column)[95] ?? 0)) };
  const cards = {
    id: "cards", type: "scatter", symbolSize: 10, cursor: "pointer", z: 4, emphasis: { scale: 1.4 },
    data: known.map(card => ({ id: String(card.id), value: [at.get(card.column), card.days], symbol: SHAPES[card.level], symbolSize: card.level === "" ? 9 : 11, symbolOffset: [side(`${card.column} ${card.days}`, room), 0], itemStyle: { color: hue[card.level], opacity: 1, borderColor: c.surface, borderWidth: 1 } })),
  };
  return {
    main: 4,
    still: true,
    points: known.map(card => ({ card, tip: [`${card.key} ${card.title}`, card.days === 1 ? "Started today" : `In progress for ${count(card.days, "day")}`, shown[at.get(card.column)].name, ...(card.level ? [WORDS[card.level]] : [])] })),
    option: {
      grid: { left: 34, right: 12, top: 24, bottom: 26 },
      xAxis: names(c, shown.map(({ name }) => name), { axisLabel: { color: c["ink-3"], fontSize: 11, interval: 0, overflow: "truncate", width: Math.max(40, width / Math.max(1, shown.length) - 12) } }),
      yAxis: numbers(c, { ...upright, name: "days", nameTextStyle: { color: c["ink-3"], fontSize: 11, align: "right" }, nameGap: 12, splitLine: { show: false } }),
      series: [...bands, rest, cards],
    },
  };
}

export const table = ({ ageing, columns, zone }) => {
  const named = new Map(columns.map(({ id: column, name }) => [column, name]));
  return {
    head: ["Card", "Column", "Started", "Days", "Standing"],
    rows: [...ageing.cards].sort((a, b) => b.days - a.days).map(card => [{ card }, named.get(card.column) ?? "", date(dayIn(zone, card.started)), card.days, (WORDS[card.level] ?? "").split(":")[0]]),
  };
};
