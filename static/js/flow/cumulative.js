/** Cumulative flow: how many cards had arrived for good in each column by each day, one area upon
 * the other, done at the bottom. */
import { scale, days, numbers } from "./axes.js";
import { mix } from "./colours.js";
import { count, date, short } from "./words.js";

export const id = "cumulative-flow";

const line = (cfd, column) => cfd.lines.find(each => each.column === column.id)?.values ?? [];
const flowing = ({ columns, cfd }) => columns.filter(({ id: column }) => cfd.lines.some(each => each.column === column));

export function sentence({ cfd, columns, from, to }) {
  const [first, done] = ["wip", "done"].map(stage => columns.find(column => column.stage === stage));
  const arrived = column => column ? line(cfd, column).at(-1) ?? 0 : 0;
  const gone = cfd.discarded.at(-1) ?? 0;
  return `Cards that arrived for good in each column, as it is known today. By ${date(to)}, ${count(arrived(first), "card")} had been started, ${arrived(done)} were done${gone ? ` and ${gone} had left without being done` : ""}.${from === to ? "" : ` Shown from ${short(from)} on.`}`;
}

export const empty = ({ cfd }) => cfd.lines.some(({ values }) => values.at(-1)) ? "" : "No card has been on the board in these days. Add one, or import a board that has a past.";

/** Grey before work begins, then from blue towards green, and green when done. */
function hues(shown, c) {
  const of = stage => shown.filter(column => column.stage === stage);
  const shade = (column, list, from, to) => mix(to, from, list.length < 2 ? 0 : list.indexOf(column) / (list.length - 1));
  return shown.map(column => {
    const list = of(column.stage);
    if (column.stage === "done") return mix(c.go, c.surface, list.indexOf(column) ? .6 : .85);
    if (column.stage === "wip") return column.wait ? mix(c.full, c.surface, .5) : shade(column, list, mix(c.accent, c.surface, .8), mix(mix(c.accent, c.go, .35), c.surface, .6));
    return shade(column, list, mix(c["ink-3"], c.surface, .18), mix(c["ink-3"], c.surface, .38));
  });
}

export const legend = (figures, c) => flowing(figures).map((column, at) => ({ name: column.name, colour: hues(flowing(figures), c)[at] }));

export function picture({ cfd, columns }, c) {
  const shown = flowing({ columns, cfd });
  const colour = hues(shown, c);
  const most = Math.max(...cfd.lines.flatMap(({ values }) => values));
  const least = line(cfd, shown.at(-1))[0] ?? 0;
  const low = least > (most - least) * .15 ? Math.max(0, least - (most - least) * .1) : 0;
  return {
    main: 0,
    axis: true,
    points: cfd.days.map((day, at) => ({ tip: [date(day), ...shown.map(column => `${column.name}: ${line(cfd, column)[at]}`), ...(cfd.discarded[at] ? [`Left without being done: ${cfd.discarded[at]}`] : [])] })),
    option: {
      grid: { left: 12, right: 40, top: 10, bottom: 26 },
      xAxis: days(c, cfd.days),
      yAxis: numbers(c, { position: "right", ...scale(low, most) }),
      series: shown.map((column, at) => ({
        id: String(column.id), name: column.name, type: "line", symbol: "none", z: at + 2, data: line(cfd, column),
        lineStyle: { width: 1, color: c.surface }, itemStyle: { color: colour[at] }, areaStyle: { color: colour[at], opacity: 1, origin: "start" }, emphasis: { disabled: true },
      })),
    },
  };
}

export const table = ({ cfd, columns }) => {
  const shown = flowing({ columns, cfd });
  return {
    head: ["Day", ...shown.map(({ name }) => name), "Left"],
    rows: cfd.days.map((day, at) => [date(day), ...shown.map(column => line(cfd, column)[at]), cfd.discarded[at] ?? 0]).reverse(),
  };
};
