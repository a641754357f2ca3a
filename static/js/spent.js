/** A card's time in its dialog: lengths, which grow while they last, and the bar of its stays. */
const dialog = document.getElementById("card");
const date = new Intl.DateTimeFormat(undefined, { month: "short", day: "numeric", timeZone: document.body.dataset.myZone });
/** Pixels of a letter in the bar. What does not fit into its part is left out: the table says it. */
const LETTER = 7.7;
const since = text => (text ? Math.max(0, Date.now() - Date.parse(text)) : 0);
const until = text => (text ? Date.parse(text) : Date.now());

/** A length in its two largest units, or in the largest alone. */
function words(length, alone = false) {
  const minutes = Math.floor(length / 60_000);
  if (minutes < 1) return "< 1 min";
  if (minutes < 60) return `${minutes} min`;
  const [large, small, n] = minutes < 1440 ? ["h", "min", 60] : ["d", "h", 1440];
  const rest = Math.floor((minutes % n) / (n / (n === 60 ? 60 : 24)));
  return rest && !alone ? `${Math.floor(minutes / n)} ${large} ${rest} ${small}` : `${Math.floor(minutes / n)} ${large}`;
}

function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function paintSpent(element) {
  const length = Number(element.dataset.spent) + since(element.dataset.since);
  put(element, length || element.dataset.since ? words(length) : "–");
}

/** The share of the time from start to finish in which the card was worked on. */
function paintShare(element) {
  const { active, since: grows, started, finished } = element.dataset;
  const elapsed = until(finished) - Date.parse(started);
  if (elapsed > 0) put(element, `${Math.round(100 * (Number(active) + since(grows)) / elapsed)} %`);
}

function layOut(bar) {
  const spans = [...bar.querySelectorAll("[data-began]")];
  const from = Date.parse(spans[0].dataset.began);
  const whole = Math.max(1, until(bar.dataset.timeBar) - from);
  for (const span of spans) {
    const { name, began, ended } = span.dataset;
    const [start, end] = [Date.parse(began), until(ended)];
    const share = (end - start) / whole;
    const width = Math.max(.4, 100 * share);
    span.setAttribute("x", `${Math.min(100 * (start - from) / whole, 100 - width)}%`);
    span.setAttribute("width", `${width}%`);
    const needed = LETTER * (4.5 + name.length);
    put(span.querySelector("text"), share * bar.getBoundingClientRect().width > needed ? `${name} ${words(end - start, true)}` : "");
    put(span.querySelector("title"), `${name}: ${words(end - start)}, ${date.formatRange(start, end)}`);
  }
}

function paint() {
  if (!dialog.open) return;
  dialog.querySelectorAll("[data-spent]").forEach(paintSpent);
  dialog.querySelectorAll("[data-active]").forEach(paintShare);
  dialog.querySelectorAll("[data-time-bar]").forEach(layOut);
}

document.addEventListener("sheet:shown", paint);
document.addEventListener("sheet:drawn", paint);
document.addEventListener("visibilitychange", paint);
setInterval(paint, 20_000);
paint();
