/** What the charts have in common: axes, lines across, and where their labels stand. */
import { short } from "./words.js";

const FONT = 11;

/** An axis of days, given as dates. */
export const days = (c, data, more = {}) => axis(c, { type: "category", boundaryGap: false, data, axisLabel: { ...label(c), formatter: short, hideOverlap: true }, splitLine: { show: false }, ...more });

/** An axis of whole numbers. */
export const numbers = (c, more = {}) => axis(c, { type: "value", minInterval: 1, axisLine: { show: false }, axisLabel: { ...label(c), formatter: whole }, ...more });

/** An axis of names. */
export const names = (c, data, more = {}) => axis(c, { type: "category", data, axisLabel: { ...label(c), interval: 0, overflow: "truncate", width: 84 }, splitLine: { show: false }, ...more });

/** An axis that is drawn quietly. */
export function axis(c, more) {
  return {
    axisLine: { lineStyle: { color: c.line } },
    axisTick: { show: false },
    axisLabel: label(c),
    splitLine: { lineStyle: { color: c.line, type: [2, 4] } },
    axisPointer: { lineStyle: { color: c["ink-3"], type: "solid" }, shadowStyle: { color: c["ink-3"], opacity: .1 }, label: { show: false } },
    ...more,
  };
}

/** Between whole numbers, where a zoom may end, there is nothing to be named. */
const whole = value => Number.isInteger(value) ? value.toLocaleString() : "";

const label = c => ({ color: c["ink-3"], fontSize: FONT });

/** Lines across at [{at, text, colour, ink}], with their words at the right end, none upon another:
 * equal ones are one line, near ones push their words apart. `reach`: the pixels of one unit;
 * `gap`: those before the words. */
export function across(lines, reach, gap = 5) {
  const joined = new Map();
  for (const line of lines.filter(({ at }) => at != null)) {
    const same = joined.get(line.at);
    joined.set(line.at, same ? { ...line, text: `${same.text}, ${line.text}` } : line);
  }
  let free = -Infinity;
  const data = [...joined.values()].sort((a, b) => a.at - b.at).map(({ at, text, tail = "", colour, ink = colour, dashed }) => {
    const height = Math.max(at * reach, free);
    free = height + FONT + 2;
    return {
      yAxis: at,
      lineStyle: { color: colour, type: dashed ? [4, 4] : "solid", width: 1 },
      label: { formatter: text + tail, color: ink, fontSize: FONT, position: "end", distance: gap, offset: [0, at * reach - height] },
    };
  });
  return { symbol: "none", silent: true, animation: false, data };
}

/** From where to where an axis goes that begins near `low` and holds these values, in whole and
 * round steps: {min, max, interval}. */
export function scale(low, ...values) {
  const most = Math.max(low + 1, ...values.filter(Number.isFinite));
  const rough = (most - low) / 5;
  const ten = 10 ** Math.floor(Math.log10(rough));
  const interval = Math.max(1, [1, 2, 5, 10].find(n => n * ten >= rough) * ten);
  return { min: Math.floor(low / interval) * interval, max: Math.ceil((most + interval / 10) / interval) * interval, interval };
}

/** The k-th of several on one spot stands so many pixels beside it. */
export function beside() {
  const seen = new Map();
  return (spot, step) => {
    const k = seen.get(spot) ?? 0;
    seen.set(spot, k + 1);
    return (k % 2 ? -1 : 1) * Math.ceil(k / 2) * step;
  };
}
