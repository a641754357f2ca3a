/** Requests that change something.
 *
 * Each intention has one Idempotency-Key, and an intention whose fate is unknown (no answer, a
 * gateway's answer) is sent again with the same key until it is known: the server then does it
 * once, however often it arrives. */
const UNKNOWN = new Set([408, 425, 429, 502, 503, 504]);
const PATIENCE = 20_000;

/** A fresh key. `crypto.randomUUID` exists on https only, and a board may be served on http. */
export function freshKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, "0")).join("");
}

/** Sends `fields` to `url` and answers {ok, status, data, sentence}. Fires `request:waiting`
 * on document when it has to be sent again, and `request:known` when its fate is known. */
export async function send(url, fields = {}, key = freshKey()) {
  const body = new URLSearchParams(Object.entries(fields).filter(([, value]) => value != null));
  for (let attempt = 0; ; attempt++) {
    const response = await once(url, body, key);
    if (response && !UNKNOWN.has(response.status)) {
      if (attempt) tell("request:known", { key });
      return answer(response);
    }
    if (!attempt) tell("request:waiting", { key });
    await pause(response, attempt);
  }
}

const turns = new Map();

/** Does `work` when all that was begun for the same `thing` before it is done, so that the last one
 * wins: two requests may arrive in any order. */
export function inTurn(thing, work) {
  const done = (turns.get(thing) ?? Promise.resolve()).then(work);
  const turn = done.catch(() => {});
  turns.set(thing, turn);
  turn.then(() => { if (turns.get(thing) === turn) turns.delete(thing); });
  return done;
}

const underway = new Set();

/** Remembers a change of one's own that is on its way, until it is known. */
export function sending(change) {
  underway.add(change);
  change.catch(() => {}).finally(() => underway.delete(change));
  return change;
}

/** Waits until every change that is on its way is known. */
export const known = () => Promise.allSettled(underway);

addEventListener("beforeunload", event => { if (underway.size) event.preventDefault(); });

const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));

async function once(url, body, key) {
  try {
    return await fetch(url, {
      method: "POST",
      body,
      headers: { "Idempotency-Key": key, Accept: "application/json" },
      signal: AbortSignal.timeout(PATIENCE),
    });
  } catch {
    return null;
  }
}

function pause(response, attempt) {
  const asked = Number(response?.headers.get("Retry-After")) * 1000;
  const wait = asked || Math.min(500 * 2 ** attempt, 8_000) * (0.5 + Math.random() / 2);
  return new Promise(done => {
    const timer = setTimeout(finish, wait);
    function finish() {
      removeEventListener("online", finish);
      clearTimeout(timer);
      done();
    }
    addEventListener("online", finish);
  });
}

async function answer(response) {
  if (response.redirected && new URL(response.url).pathname.startsWith("/sign-in"))
    return { ok: false, status: 401, data: {}, sentence: "You are signed out. Sign in again." };
  const type = response.headers.get("Content-Type") ?? "";
  let data = {};
  if (type.includes("json")) data = await response.json().catch(() => ({}));
  const sentence = data.detail ?? data.title
    ?? (response.ok ? "" : `That did not work (${response.status}). Reload the page and try again.`);
  return { ok: response.ok, status: response.status, data, sentence };
}
