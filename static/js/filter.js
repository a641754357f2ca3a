/** The filter of the board: which cards are shown, kept in the page's address.
 *
 * It only marks the cards that are out, by what their faces say; the style sheet dims or hides
 * them. Nothing is counted anew: limits and figures are of all cards. */
import { NAMES, factsOf, isEmpty, letsIn, read } from "./match.js";
import { tell } from "./toast.js";

const body = document.body;
const bar = document.getElementById("filter");
const text = document.getElementById("filter-text");
const count = document.getElementById("filter-count");
const MODE = "filter-others";
const DAY = 60_000;

/** What the address says of the filter. */
export const asked = () => new URLSearchParams(location.search);

/** The values of one name in the address. */
export const values = name => (asked().get(name) ?? "").split(",").filter(Boolean);

/** Sets one name of the filter to a text; an empty one takes it out. */
export function set(name, value) {
  const params = asked();
  if (value) params.set(name, value);
  else params.delete(name);
  address(params);
}

/** Takes a value of a name in, or out. */
export function toggle(name, value, on = !values(name).includes(value)) {
  const others = values(name).filter(other => other !== value);
  set(name, [...others, ...(on ? [value] : [])].join(","));
}

function address(params) {
  const search = params.toString().replaceAll("%2C", ",");
  const url = `${location.pathname}${search ? `?${search}` : ""}${location.hash}`;
  history.replaceState(history.state, "", url);
  apply();
}

/** Shows what the address says. */
export function apply() {
  const wanted = read(asked(), Number(body.dataset.user));
  const on = !isEmpty(wanted);
  if (on) bar.hidden = false;
  if (document.activeElement !== text) text.value = asked().get("q") ?? "";
  const cards = [...document.querySelectorAll(".cards > [data-card]")];
  const shown = cards.filter(card => mark(card, !on || letsIn(wanted, factsOf(card))));
  if (on) body.dataset.uiFilter = mode();
  else delete body.dataset.uiFilter;
  say(on ? shown.length : null, cards.length);
  if (on) loadOn();
  document.dispatchEvent(new CustomEvent("filter:applied"));
}

function mark(card, stays) {
  if (card.hasAttribute("data-ui-out") === stays) card.toggleAttribute("data-ui-out", !stays);
  return stays;
}

function say(shown, drawn) {
  const all = [...document.querySelectorAll(".head")].reduce((sum, head) => sum + Number(head.dataset.count), 0);
  const line = shown === null ? "" : `${shown} of ${Math.max(all, drawn)} shown`;
  if (count.textContent !== line) count.textContent = line;
}

/** What a filter looks for may be among the cards that are not drawn yet. */
function loadOn() {
  document.querySelector(".cards > .more button:not([disabled], .htmx-request)")?.click();
}

// -- dim or hide

/** What is done with the cards that are out: "hide" or "dim". */
export function mode() {
  try { return localStorage.getItem(MODE) === "dim" ? "dim" : "hide"; } catch { return "hide"; }
}

function setMode(chosen) {
  try { localStorage.setItem(MODE, chosen); } catch { /* private mode: it holds for this page */ }
  if (body.dataset.uiFilter) body.dataset.uiFilter = chosen;
}

// -- what keys and menus do

/** Opens the bar with the caret in its text. */
export function openFilter() {
  bar.hidden = false;
  text.focus();
  text.select();
}

/** Shows every card again. */
export function clearFilter() {
  const params = asked();
  for (const name of NAMES) params.delete(name);
  text.value = "";
  address(params);
  if (!bar.contains(document.activeElement)) bar.hidden = true;
  tell("Every card is shown.");
}

/** Shows one's own cards alone, or not only these any more. */
export function onlyMine() {
  toggle("who", "me");
  tell(count.textContent || "Every card is shown.");
}

text.addEventListener("input", () => set("q", text.value));
bar.addEventListener("submit", event => event.preventDefault());
bar.addEventListener("keydown", event => {
  if (event.key !== "Escape" || event.target !== text) return;
  event.preventDefault();
  if (body.dataset.uiFilter) return clearFilter();
  bar.hidden = true;
  document.querySelector("[data-filter-open]")?.focus();
});
document.addEventListener("click", ({ target }) => {
  if (target.closest?.("[data-filter-open]")) openFilter();
  if (target.closest?.("[data-filter-clear]")) clearFilter();
});
bar.addEventListener("change", ({ target }) => {
  if (target.matches("[data-filter-dim]")) setMode(target.checked ? "dim" : "hide");
});
bar.querySelector("[data-filter-dim]").checked = mode() === "dim";

/** Without a filter a message of the board leaves nothing to mark. */
document.addEventListener("board:drawn", () => { if (body.dataset.uiFilter) apply(); });
document.addEventListener("htmx:after:settle", ({ target }) => { if (target.closest?.(".more") || target.matches?.(".cards")) apply(); });
addEventListener("popstate", apply);
addEventListener("pageshow", apply);
setInterval(() => { if (body.dataset.uiFilter) apply(); }, DAY);
apply();
