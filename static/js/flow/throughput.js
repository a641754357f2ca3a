/** Throughput: finished cards a week, with the natural process limits of complete weeks, or a day. */
import { across, scale, names, numbers } from "./axes.js";
import { count, date, isToday, listed, number, short } from "./words.js";

export const id = "throughput";
export const STABLE = 6;
let daily = false;

/** Shows days, or weeks. */
export function show(bars) { daily = bars === "days"; }

/** What keeps a week from being complete. */
const lacks = (week, { from }) => week.complete ? "" : week.from < from ? "Only a part of it is looked at" : "Not over yet";

export function sentence(figures) {
  const { throughput: { weeks, limits, signals } } = figures;
  const complete = weeks.filter(each => each.complete);
  const running = weeks.find(each => lacks(each, figures) === "Not over yet");
  const said = limits
    ? `On average ${number(limits.mean)} finished a week over ${count(complete.length, "complete week")}; between ${number(limits.lnpl)} and ${number(limits.unpl)} is this board’s routine.`
    : `${count(complete.reduce((sum, { n }) => sum + n, 0), "card")} finished in ${count(complete.length, "complete week")}. Limits are drawn from ${STABLE} on.`;
  const now = running ? ` ${running.n} so far in the week that is not over, which counts for nothing yet.` : "";
  const odd = limits && signals.length ? ` ${listed(signals)}: no routine, so look for a cause.` : "";
  return said + now + odd;
}

export const empty = ({ throughput: { weeks } }) => weeks.some(({ n }) => n) ? "" : "No card was finished in these weeks. Move one to a column that counts as done, or look at more days.";

const inWeeks = figures => figures.throughput.weeks.map(each => {
  const odd = figures.throughput.signals.includes(each.week);
  const why = odd ? "No routine: look for a cause" : lacks(each, figures);
  return { n: each.n, name: short(each.from), hollow: !each.complete, odd, tip: [each.week, `${count(each.n, "card")} finished`, `From ${date(each.from)}`, ...(why ? [why] : [])] };
});
const inDays = (days, figures) => days.map(({ day, n }) => ({ n, name: short(day), hollow: isToday(day, figures), tip: [date(day), `${count(n, "card")} finished`] }));

export function picture(figures, c, { height }) {
  const { throughput } = figures;
  const bars = daily ? inDays(throughput.days, figures) : inWeeks(figures);
  const limits = daily ? null : throughput.limits;
  const upright = scale(0, ...bars.map(({ n }) => n), limits?.unpl ?? 0);
  const lines = limits ? [
    { at: limits.mean, text: `mean ${number(limits.mean)}`, colour: c["ink-3"] },
    { at: limits.unpl, text: `limit ${number(limits.unpl)}`, colour: c["full-ink"], dashed: true },
    { at: limits.lnpl || null, text: `limit ${number(limits.lnpl)}`, colour: c["full-ink"], dashed: true },
  ] : [];
  const style = ({ hollow, odd }) => hollow
    ? { color: "transparent", borderColor: c.accent, borderWidth: 1.5, borderType: "dashed", borderRadius: [2, 2, 0, 0] }
    : { color: odd ? c.full : c.accent, opacity: odd ? 1 : .8, borderRadius: [2, 2, 0, 0] };
  return {
    main: 0,
    axis: true,
    points: bars,
    option: {
      grid: { left: 30, right: limits ? 66 : 14, top: 24, bottom: 26 },
      xAxis: names(c, bars.map(({ name }) => name), { axisLabel: { color: c["ink-3"], fontSize: 11, hideOverlap: true } }),
      yAxis: numbers(c, upright),
      series: [{ id: "finished", type: "bar", barWidth: "72%", barMaxWidth: 44, data: bars.map(bar => ({ value: bar.n, itemStyle: style(bar), label: { show: bar.odd ?? false, position: "top", formatter: "!", color: c["full-ink"], fontWeight: 700 } })), markLine: across(lines, (height - 50) / upright.max) }],
    },
  };
}

export const table = (figures, { weeks, days, signals } = figures.throughput) => daily
  ? { head: ["Day", "Finished"], rows: days.map(({ day, n }) => [date(day), n]).reverse() }
  : { head: ["Week", "From", "Finished", ""], rows: weeks.map(each => [each.week, date(each.from), each.n, signals.includes(each.week) ? "No routine" : lacks(each, figures)]).reverse() };
