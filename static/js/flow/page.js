/** The Flow page: each chart is a module that says what it shows, in a sentence, a picture and a
 * table; this one puts them into their places when there are figures, and again when they move. */
import "../page.js";
import "../here.js";
import "../live.js";
import { tell, toast } from "../toast.js";
import * as ageing from "./ageing.js";
import { colours, onTheme } from "./colours.js";
import * as cumulative from "./cumulative.js";
import * as cycle from "./cycle.js";
import * as efficiency from "./efficiency.js";
import { fetchFigures } from "./figures.js";
import { asked } from "./filter.js";
import { Plot } from "./plot.js";
import { addressOf, tableOf } from "./rows.js";
import * as throughput from "./throughput.js";
import * as wip from "./wip.js";

const CHARTS = [cycle, ageing, throughput, cumulative, wip, efficiency];
const plots = new Map();
let figures = null, hues = colours();

const placeOf = chart => document.getElementById(chart.id);
const within = (chart, name) => placeOf(chart).querySelector(`[data-${name}]`);

function open(card, apart) {
  if (card.deleted) return toast(`${card.key} was deleted: it still counts here, but cannot be opened.`);
  if (apart) window.open(addressOf(card), "_blank");
  else location.assign(addressOf(card));
}

function plotOf(chart) {
  if (plots.has(chart)) return plots.get(chart);
  const place = within(chart, "plot");
  const plot = new Plot(place.firstElementChild, open, zoomed => { within(chart, "whole").hidden = !zoomed; });
  plots.set(chart, plot);
  place.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const said = plot.key(event);
    if (said === null) return;
    event.preventDefault();
    if (said) tell(said);
  });
  place.addEventListener("blur", () => plot.leave());
  new ResizeObserver(() => { if (!place.hidden) { plot.resize(); if (figures) picture(chart, true); } }).observe(place);
  return plot;
}

function picture(chart, fresh) {
  const plot = plotOf(chart);
  plot.draw(chart.picture(figures, hues, plot.size), hues, { fresh });
}

function legend(chart) {
  const list = within(chart, "legend");
  list.replaceChildren(...chart.legend(figures, hues).map(({ name, colour }) => {
    const mark = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    for (const [key, value] of Object.entries({ width: 9, height: 9, viewBox: "0 0 9 9", "aria-hidden": "true" })) mark.setAttribute(key, value);
    const box = mark.appendChild(document.createElementNS(mark.namespaceURI, "rect"));
    for (const [key, value] of Object.entries({ width: 9, height: 9, rx: 2, fill: colour })) box.setAttribute(key, value);
    const line = document.createElement("li");
    line.append(mark, name);
    return line;
  }));
}

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function rows(chart) {
  if (figures && within(chart, "table").open) within(chart, "rows").replaceChildren(...tableOf(chart.table(figures)));
}

function show(chart, fresh) {
  const missing = chart.empty(figures);
  write(within(chart, "sentence"), missing ? "Nothing yet." : chart.sentence(figures));
  within(chart, "empty").hidden = !missing && !chart.words;
  within(chart, "empty").replaceChildren(chart.words && !missing ? chart.words(figures) : missing);
  within(chart, "plot").hidden = Boolean(missing || chart.words);
  if (!missing && !chart.words) picture(chart, fresh);
  if (chart.legend) within(chart, "legend").hidden = Boolean(missing);
  if (chart.legend && !missing) legend(chart);
  rows(chart);
}

function links() {
  const said = asked();
  for (const chart of CHARTS) within(chart, "csv").search = said;
}

document.addEventListener("figures:known", ({ detail }) => {
  const first = figures === null;
  ({ figures } = detail);
  for (const chart of CHARTS) show(chart, first || detail.whole);
  if (detail.whole) for (const plot of plots.values()) plot.whole();
  document.body.dataset.uiFigures = figures.seq;
});
document.addEventListener("flow:asked", () => { links(); fetchFigures(true); });
onTheme(() => {
  hues = colours();
  if (figures) for (const chart of CHARTS) show(chart, true);
});
for (const chart of CHARTS) {
  within(chart, "table").addEventListener("toggle", () => rows(chart));
  within(chart, "whole").addEventListener("click", () => { plots.get(chart)?.whole(); within(chart, "plot").focus(); });
}
/** A figure of the strip leads to its chart, of the days that are looked at. */
document.addEventListener("click", event => {
  const link = event.target.closest?.("#strip a");
  const chart = link && document.getElementById(link.hash.slice(1));
  if (!chart || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  location.hash = link.hash;
  chart.focus();
});
document.addEventListener("click", ({ target }) => {
  const bars = target.closest?.("[data-bars]")?.dataset.bars;
  if (!bars) return;
  throughput.show(bars);
  for (const button of document.querySelectorAll("[data-bars]")) button.setAttribute("aria-pressed", String(button.dataset.bars === bars));
  if (figures) show(throughput, true);
});
links();
fetchFigures();
