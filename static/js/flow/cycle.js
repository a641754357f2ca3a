/** Cycle time: a dot for each finished card, at the day on which it was finished and the days that
 * it took, and the percentiles as lines. */
import { across, beside, scale, days, numbers } from "./axes.js";
import { count, date, listed, stretch } from "./words.js";

export const id = "cycle-time";
export const FEWEST = 10;

/** Pixels on either side of a day in which those of one spot stand beside each other; the numbers of
 * the axis and the words of the lines begin behind them. */
const ROOM = 12;

const took = ({ days: n }) => count(n, "day");

function left({ left_out: out }) {
  const said = [
    out.skipped_wip && `${count(out.skipped_wip, "card")} went past every column in progress and ${out.skipped_wip === 1 ? "counts" : "count"} as 1 day`,
    out.clamped && `${count(out.clamped, "card")} ended before ${out.clamped === 1 ? "it" : "they"} began and ${out.clamped === 1 ? "counts" : "count"} as 1 day`,
    out.partial_history && `${count(out.partial_history, "card")} came with only a part of ${out.partial_history === 1 ? "its" : "their"} past`,
  ].filter(Boolean);
  return said.length ? ` ${listed(said).replace(/^./, first => first.toUpperCase())}.` : "";
}

export function sentence({ cycle, from, to }) {
  const within = cycle.percentiles[85];
  const said = within
    ? `85 % of ${count(cycle.n, "finished card")} took ${count(within, "day")} or less, started to done.`
    : `${count(cycle.n, "card")} finished. Percentiles are drawn from ${FEWEST} on.`;
  return `${said} ${stretch({ from, to })}.${left(cycle)}`;
}

export const empty = ({ cycle }) => cycle.n ? "" : "No card was finished in these days. Finish one by moving it to a column that counts as done, look at more days, or import a board that has a past.";

export function picture({ cycle, from, to }, c, { height }) {
  const known = cycle.cards;
  const upright = scale(0, ...known.map(card => card.days), ...Object.values(cycle.percentiles));
  const side = crowded(known);
  const hue = { 50: c["ink-3"], 70: c["ink-3"], 85: c.full, 95: c.stop };
  const ink = { 50: c["ink-3"], 70: c["ink-3"], 85: c["full-ink"], 95: c["stop-ink"] };
  const lines = Object.entries(cycle.percentiles).map(([share, at]) => ({ at, text: share, tail: ` % · ${at} d`, colour: hue[share] ?? c["ink-3"], ink: ink[share], dashed: share === "70" }));
  const list = all(from, to);
  return {
    main: 0,
    points: known.map(card => ({ card, tip: [`${card.key} ${card.title}`, `${took(card)}, started to done`, `Finished ${date(card.day)}`] })),
    option: {
      grid: { left: 34 + ROOM, right: 82 + ROOM, top: 24, bottom: 26 },
      xAxis: days(c, list),
      yAxis: numbers(c, { offset: ROOM, min: 0, max: upright.max, name: "days", nameTextStyle: { color: c["ink-3"], fontSize: 11, align: "right" }, nameGap: 12 }),
      series: [{
        id: "cards", type: "scatter", symbolSize: 7, cursor: "pointer",
        itemStyle: { color: c.accent, opacity: .65 },
        emphasis: { scale: 1.6, itemStyle: { opacity: 1 } },
        data: known.map(card => ({ id: String(card.id), value: [card.day, card.days], symbolOffset: [side(card), 0] })),
        markLine: across(lines, (height - 50) / upright.max, ROOM),
      }],
    },
  };
}

/** Where a card stands beside the others of its spot: nearer to them the more they are. */
function crowded(cards) {
  const spot = card => `${card.day} ${card.days}`;
  const many = new Map();
  for (const card of cards) many.set(spot(card), (many.get(spot(card)) ?? 0) + 1);
  const side = beside();
  return card => side(spot(card), Math.min(5, ROOM / Math.ceil((many.get(spot(card)) - 1) / 2)));
}

function all(from, to) {
  const found = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += 86_400_000) found.push(new Date(at).toISOString().slice(0, 10));
  return found;
}

export const table = ({ cycle }) => ({
  head: ["Card", "Finished", "Days"],
  rows: [...cycle.cards].reverse().map(card => [{ card }, date(card.day), card.days]),
});
