/** Work in progress: how many cards were in progress at the end of each day, with the board's limit. */
import { across, scale, days, numbers } from "./axes.js";
import { count, date, isToday, number } from "./words.js";

export const id = "wip";

export function sentence(figures) {
  const { wip: { values, limit }, to } = figures;
  const mean = values.reduce((sum, n) => sum + n, 0) / (values.length || 1);
  const over = limit ? values.filter(n => n > limit).length : 0;
  const now = `${count(values.at(-1) ?? 0, "card")} in progress ${isToday(to, figures) ? "now" : `at the end of ${date(to)}`}, ${number(mean)} on average at the end of ${count(values.length, "day")}.`;
  return now + (limit ? ` ${over ? `${count(over, "day")} ended` : "No day ended"} over the limit of ${limit}.` : " The board has no limit of its own.");
}

export const empty = ({ wip: { values } }) => values.some(Boolean) ? "" : "No card was in progress in these days. Move one into a column that counts as in progress.";

export function picture(figures, c, { height }) {
  const { wip } = figures;
  const upright = scale(0, ...wip.values, wip.limit ?? 0);
  return {
    main: 0,
    axis: true,
    points: wip.days.map((day, at) => ({ tip: [date(day), `${count(wip.values[at], "card")} in progress${isToday(day, figures) ? " now" : " at its end"}`, ...(wip.limit ? [wip.values[at] > wip.limit ? `Over the limit of ${wip.limit}` : `Limit ${wip.limit}`] : [])] })),
    option: {
      grid: { left: 30, right: wip.limit ? 58 : 14, top: 24, bottom: 26 },
      xAxis: days(c, wip.days),
      yAxis: numbers(c, upright),
      series: [{
        id: "wip", type: "line", step: "middle", symbol: "circle", symbolSize: 5, showSymbol: false, data: wip.values,
        lineStyle: { color: c.accent, width: 1.6 }, itemStyle: { color: c.accent }, areaStyle: { color: c.accent, opacity: .08 },
        markLine: across(wip.limit ? [{ at: wip.limit, text: `limit ${wip.limit}`, colour: c["stop-ink"] }] : [], (height - 50) / upright.max),
      }],
    },
  };
}

export const table = ({ wip: { days: all, values } }) => ({ head: ["Day", "In progress"], rows: all.map((day, at) => [date(day), values[at]]).reverse() });
