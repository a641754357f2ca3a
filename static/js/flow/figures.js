/** The figures behind the charts: fetched for what the address asks, and again, once for several,
 * when the board moved. An answer that is overtaken is dropped. */
import { asked } from "./filter.js";
import { dayIn } from "./words.js";

const PAUSE = 100;
const REST = 600;
const page = document.body.dataset;
const problem = document.getElementById("flow-problem");
let fetching = null, timer = null, last = 0;

/** Fetches now. `whole`: other days or cards are looked at, so a zoom means nothing any more. */
export async function fetchFigures(whole = false) {
  clearTimeout(timer);
  timer = null;
  last = Date.now();
  fetching?.abort();
  const mine = fetching = new AbortController();
  try {
    const response = await fetch(`/boards/${page.board}/flow/data?${asked()}`, { headers: { Accept: "application/json" }, signal: mine.signal });
    const said = await response.json();
    if (mine !== fetching) return;
    complain(response.ok ? "" : said.detail ?? "The figures could not be had. Reload the page.");
    if (response.ok) document.dispatchEvent(new CustomEvent("figures:known", { detail: { figures: said, whole } }));
  } catch (error) {
    if (error.name !== "AbortError") complain("The figures could not be had. They come with the next change, or when you reload the page.");
  } finally {
    if (mine === fetching) fetching = null;
  }
}

/** Fetches a little later, together with what comes until then, and not one upon the other. */
export function fetchSoon() {
  timer ??= setTimeout(fetchFigures, Math.max(PAUSE, last + REST - Date.now()));
}

function complain(said) {
  const sentence = said.replace(/^./, first => first.toUpperCase());
  problem.hidden = !sentence;
  if (problem.textContent !== sentence) problem.textContent = sentence;
}

document.addEventListener("board:drawn", fetchSoon);

/** Ages are one day more at the board's midnight, and a day is complete. */
let day = dayIn(page.zone);
setInterval(() => {
  if (day !== (day = dayIn(page.zone))) fetchSoon();
}, 20_000);
