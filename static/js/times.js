/** Times in the reader's own words, and ages in the board's days.
 *
 * A card carries instants and never its age: the page paints ages, whole days from 1 up, both
 * ends counted, in the board's zone, and paints them again when that zone's midnight passes, or when
 * what they are held against has moved. */
import { moved, paintAge } from "./ages.js";

const zoneOf = () =>
  document.getElementById("board")?.dataset.zone || document.body.dataset.zone || undefined;

let zone, dates, today;

/** A new account begins in the zone of the browser that makes it. */
for (const field of document.querySelectorAll("[data-zone-here]"))
  field.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";

/** The day of an instant in the board's zone, as a number that grows by one each day. */
export function dayOf(when) {
  return Date.parse(dates.format(when)) / 86_400_000;
}

/** For how many days a card has been at work; 0 when it is not. */
export function ageOf(card) {
  const { started, finished } = card.dataset;
  const discarded = card.closest("[data-stage]")?.dataset.stage === "discard";
  return started && !finished && !discarded ? span(new Date(started), new Date()) : 0;
}

/** The whole days from `start` to `end`, both counted. */
function span(start, end) {
  return Math.max(1, dayOf(end) - dayOf(start) + 1);
}

function paintFace(card) {
  const age = card.querySelector("[data-age]");
  const days = age ? ageOf(card) : 0;
  if (age) paintAge(age, days ? `${days} d` : "", days, card.closest("[data-column]")?.dataset.column);
}

/** In the dialog: a cycle or lead time, or the age of a card that stands in a column. */
function paintDays(element) {
  const { started, finished, standsIn } = element.dataset;
  const days = span(new Date(started), finished ? new Date(finished) : new Date());
  const text = days === 1 ? "1 day" : `${days} days`;
  if (standsIn) paintAge(element, text, days, standsIn);
  else element.textContent = text;
}

// Instants are told in the zone of the reader's account, where one was chosen.
const timeZone = document.body.dataset.myZone;
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short", timeZone });
const date = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeZone });
/** A date without a clock is the same date everywhere. */
const plain = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeZone: "UTC" });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });

function since(when) {
  const minutes = (when - Date.now()) / 60_000;
  if (minutes > -60) return relative.format(Math.round(minutes), "minute");
  if (minutes > -1440) return relative.format(Math.round(minutes / 60), "hour");
  return date.format(when);
}

/** How long something lasts already, in the largest unit that fits. */
function lasting(when) {
  const minutes = Math.max(1, Math.floor((Date.now() - when) / 60_000));
  const [n, unit] = minutes < 60 ? [minutes, "minute"] : minutes < 1440 ? [Math.floor(minutes / 60), "hour"] : [Math.floor(minutes / 1440), "day"];
  return `for ${new Intl.NumberFormat(undefined, { style: "unit", unit, unitDisplay: "long" }).format(n)}`;
}

/** The same in short. */
function clock(when) {
  const minutes = Math.max(1, Math.floor((Date.now() - when) / 60_000));
  return minutes < 60 ? `${minutes} min` : minutes < 1440 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} d`;
}

const inYear = new Intl.DateTimeFormat(undefined, { month: "short", day: "numeric", timeZone: "UTC" });
const NEAR = { 0: "today", 1: "tomorrow" };

/** A due date, and in words how near it is: what was finished by it is no alarm any more. */
function paintDue(element) {
  const when = new Date(element.dateTime);
  const chip = element.parentElement;
  const left = when / 86_400_000 - dayOf(new Date());
  const { onTime } = chip.dataset;
  const near = onTime ? (onTime === "yes" ? "done" : "late") : left < 0 ? "overdue" : left < 2 ? "soon" : "";
  const late = `${-left} ${left === -1 ? "day" : "days"} overdue`;
  const words = { done: "done on time", late: "done late", overdue: late, soon: NEAR[left] }[near];
  const text = (when.getUTCFullYear() === new Date().getFullYear() ? inYear : plain).format(when);
  element.textContent = near === "soon" ? NEAR[left] : near === "done" || !near ? text : `${text}, ${near}`;
  chip.title = `Due ${plain.format(when)}${words ? `: ${words}` : ""}`;
  if (near) chip.dataset.uiNear = near;
  else delete chip.dataset.uiNear;
}

const WAYS = { clock, day: when => date.format(when), since, lasting };

function paintTime(element) {
  const when = new Date(element.dateTime);
  if (Number.isNaN(when.getTime())) return;
  const how = element.dataset.time;
  if (how === "date") return void (element.textContent = plain.format(when));
  element.textContent = (WAYS[how] ?? (when => moment.format(when)))(when);
  element.title = moment.format(when);
}

const each = (root, selector, paint) => {
  if (root.matches?.(selector)) paint(root);
  root.querySelectorAll?.(selector).forEach(paint);
};

/** Paints every age and time under `root`. */
export function paint(root = document) {
  if (zone !== zoneOf() || !dates) {
    zone = zoneOf();
    dates = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
    root = document;
  }
  if (moved()) root = document;
  each(root, "[data-card]", paintFace);
  each(root, "[data-days]", paintDays);
  each(root, "time[data-time]", paintTime);
  each(root, "time[data-due-on]", paintDue);
}

function tick() {
  const now = dates.format(new Date());
  if (now !== today) paint();
  today = now;
  each(document, 'time:is([data-time="clock"], [data-time="lasting"])', paintTime);
}

document.addEventListener("htmx:before:settle", ({ target, detail }) => {
  for (const root of detail.newContent?.length ? detail.newContent : [target]) paint(root);
});
document.addEventListener("visibilitychange", tick);
addEventListener("pageshow", () => paint());
paint();
tick();
setInterval(tick, 20_000);
