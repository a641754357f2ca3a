/** The page's socket. It holds the position (epoch, seq) in the board's log and applies what
 * comes after it, in order and once.
 *
 * A message for another position is no error: one from before is dropped, one from beyond shows
 * that something was missed, and coming back with the position heals that. While a card is in the
 * hand everything waits. A link that is half open shows nothing, so silence is taken for a cut. */
const SILENCE = 35_000;
const FIRST = 500;
const LONGEST = 15_000;

const page = document.body.dataset;
const held = [];
let socket, heard, attempts = 0, retry, cutAt = Date.now(), inHand = 0, ended = false, applying = Promise.resolve();

const last = () => Number(page.seq);

function connect() {
  clearTimeout(retry);
  if (ended || !page.feed) return;
  drop();
  const address = new URL(page.feed, location.href);
  address.protocol = address.protocol.replace("http", "ws");
  address.searchParams.set("after", page.seq);
  address.searchParams.set("epoch", page.epoch);
  const { day } = document.getElementById("strip")?.dataset ?? {};
  if (day) address.searchParams.set("day", day);
  heard = Date.now();
  const opened = socket = new WebSocket(address);
  const mine = handler => event => { if (opened === socket) handler(event); };
  opened.addEventListener("open", mine(() => { heard = Date.now(); show("on"); document.dispatchEvent(new Event("feed:open")); }));
  opened.addEventListener("message", mine(event => { heard = Date.now(); attempts = 0; receive(event.data); }));
  opened.addEventListener("close", mine(event => closed(event.code)));
}

/** Leaves the socket without waiting for its farewell, which a half-open link never sends. */
function drop() {
  const old = socket;
  socket = null;
  held.length = 0;
  old?.close(1000);
}

function reconnect(least = 0) {
  drop();
  show("off");
  clearTimeout(retry);
  const limit = Math.min(FIRST * 2 ** attempts++, LONGEST);
  retry = setTimeout(connect, least + Math.random() * limit);
}

function closed(code) {
  if (code === 4401) return end("You are signed out, and this board stands still.", "Sign in", `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`);
  if (code === 4403) return end("You are no longer a member of this board.", "All boards", "/boards");
  if (code === 4409) return reload();
  reconnect(code === 4429 ? 5_000 : 0);
}

/** Loads the page again, but never in a circle. */
function reload() {
  const before = Number(sessionStorage.getItem("reloaded"));
  sessionStorage.setItem("reloaded", Date.now());
  if (Date.now() - before > 30_000) location.reload();
  else reconnect(LONGEST);
}

function receive(data) {
  const message = JSON.parse(data);
  if (message.role) page.role = message.role;
  if (message.seq === undefined) return void document.dispatchEvent(new CustomEvent("feed:aside", { detail: message }));
  held.push(message);
  drain();
}

function drain() {
  while (!inHand && held.length) {
    const message = held.shift();
    if (message.reset) apply(message);
    else if (message.epoch !== page.epoch) return reconnect();
    else if (message.day) draw(message);
    else if (message.content === undefined) beat(message);
    else if (message.seq <= last()) continue;
    else if (message.after > last()) return reconnect();
    else apply(message);
  }
}

/** Says something to the others on the board; what cannot be said now is said again on `feed:open`. */
export function say(frame) {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
}

/** A heartbeat ahead of us: what lies between was lost, unless it is just on its way. */
function beat({ seq }) {
  if (seq > last()) setTimeout(() => { if (socket && !inHand && seq > last()) reconnect(); }, 2_000);
}

/** The swap itself runs before the call returns, so the position moves with the picture. */
function apply(message) {
  page.seq = message.seq;
  page.epoch = message.epoch;
  draw(message);
}

/** Another day's figures come without a number of their own, for nothing happened on the board. */
function draw({ seq, content }) {
  if (content)
    applying = htmx.swap({ text: content, target: document.body, sourceElement: document.body, swap: "none" });
  applying.catch(error => { console.error("A part of the board could not be drawn.", error); reload(); });
  document.dispatchEvent(new CustomEvent("board:drawn", { detail: { seq, content } }));
}

// -- what the page says about it

function show(live) {
  if (live === "off" && page.live === "on") cutAt = Date.now();
  page.live = live;
  paint();
}

function paint() {
  const pill = document.getElementById("live");
  if (pill) pill.textContent = page.live === "on" ? "Live" : ended || navigator.onLine === false ? "Offline" : "Reconnecting…";
  if (ended) return;
  const late = page.live !== "on" && Date.now() - cutAt > 2_000;
  banner(late ? "No connection. You can read on; what you change is sent as soon as it is back." : "");
}

function banner(text, label, href) {
  const element = document.getElementById("banner");
  if (!element || element.dataset.says === text) return;
  element.dataset.says = text;
  element.hidden = !text;
  element.textContent = text;
  if (href) element.append(" ", Object.assign(document.createElement("a"), { href, textContent: label }));
}

function end(text, label, href) {
  ended = true;
  drop();
  show("off");
  banner(text, label, href);
}

// -- when to look after it

setInterval(() => {
  if (socket && Date.now() - heard > SILENCE) reconnect();
  paint();
}, 1_000);
document.addEventListener("hand:full", () => { inHand++; });
document.addEventListener("hand:empty", () => { inHand = Math.max(0, inHand - 1); drain(); });
addEventListener("online", () => { attempts = 0; connect(); });
addEventListener("offline", () => reconnect());
addEventListener("pagehide", () => { clearTimeout(retry); drop(); show("off"); });
addEventListener("pageshow", event => { if (event.persisted && !socket) { attempts = 0; connect(); } });
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && !ended && (!socket || Date.now() - heard > SILENCE)) { attempts = 0; connect(); }
});
connect();
