/** Work in progress: how many cards were in progress at the end of each day, with the board's limit
 * as it was on that day. */
import { scale, days, numbers } from "./axes.js";
import { count, date, isToday, number } from "./words.js";

export const id = "wip";

const isOver = ({ values, limits }, at) => limits[at] !== null && values[at] > limits[at];

function against(wip) {
  const { values, limits } = wip;
  const now = limits.at(-1) ?? null;
  if (limits.every(limit => limit === null)) return " The board has no limit of its own.";
  const over = values.filter((_, at) => isOver(wip, at)).length;
  const changed = limits.some(limit => limit !== now);
  const which = changed ? `its limit, which is ${now ?? "none"} now and was ${limits[0] ?? "none"} at first` : `the limit of ${now}`;
  return ` ${over ? `${count(over, "day")} ended` : "No day ended"} over ${which}.`;
}

export function sentence(figures) {
  const { wip, to } = figures;
  const { values } = wip;
  const mean = values.reduce((sum, n) => sum + n, 0) / (values.length || 1);
  const now = `${count(values.at(-1) ?? 0, "card")} in progress ${isToday(to, figures) ? "now" : `at the end of ${date(to)}`}, ${number(mean)} on average at the end of ${count(values.length, "day")}.`;
  return now + against(wip);
}

export const empty = ({ wip: { values } }) => values.some(Boolean) ? "" : "No card was in progress in these days. Move one into a column that counts as in progress.";

function told(figures, at) {
  const { wip } = figures;
  const limit = wip.limits[at];
  const said = [date(wip.days[at]), `${count(wip.values[at], "card")} in progress${isToday(wip.days[at], figures) ? " now" : " at its end"}`];
  return limit === null ? said : [...said, isOver(wip, at) ? `Over the limit of ${limit}` : `Limit ${limit}`];
}

export function picture(figures, c) {
  const { wip } = figures;
  const now = wip.limits.at(-1) ?? null;
  const line = { type: "line", step: "middle", symbol: "circle", symbolSize: 5, showSymbol: false };
  return {
    main: 0,
    axis: true,
    points: wip.days.map((_, at) => ({ tip: told(figures, at) })),
    option: {
      grid: { left: 30, right: now === null ? 14 : 58, top: 24, bottom: 26 },
      xAxis: days(c, wip.days),
      yAxis: numbers(c, scale(0, ...wip.values, ...wip.limits.filter(limit => limit !== null))),
      series: [{
        ...line, id: "wip", data: wip.values,
        lineStyle: { color: c.accent, width: 1.6 }, itemStyle: { color: c.accent }, areaStyle: { color: c.accent, opacity: .08 },
      }, {
        ...line, id: "limit", data: wip.limits.map(limit => limit ?? "-"), symbol: "none", silent: true, animation: false, emphasis: { disabled: true },
        lineStyle: { color: c["stop-ink"], width: 1 },
        endLabel: { show: now !== null, formatter: `limit ${now}`, color: c["stop-ink"], fontSize: 11, distance: 6 },
      }],
    },
  };
}

export const table = ({ wip: { days: all, values, limits } }) => ({ head: ["Day", "In progress", "Limit"], rows: all.map((day, at) => [date(day), values[at], limits[at] ?? "–"]).reverse() });
