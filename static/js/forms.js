/** Forms that htmx sends carry an Idempotency-Key: the same one while the same text is sent
 * again, a fresh one after each success. Plain forms cannot be sent twice by a double click. */
import { freshKey } from "./request.js";
import { asked, toast } from "./toast.js";

const intentions = new WeakMap();

document.addEventListener("htmx:config:request", ({ target, detail: { ctx } }) => {
  if (ctx.request.method === "GET") return;
  const said = `${ctx.request.action} ${new URLSearchParams(ctx.request.body)}`;
  const known = intentions.get(target);
  const key = known?.said === said ? known.key : freshKey();
  intentions.set(target, { said, key });
  ctx.request.headers["Idempotency-Key"] = key;
});

document.addEventListener("htmx:after:request", ({ target, detail: { ctx } }) => {
  if (ctx.response?.status < 400) intentions.delete(target);
  // The answer to another form of the page came first and put its place anew.
  if (ctx.target?.id && !ctx.target.isConnected) ctx.target = document.getElementById(ctx.target.id) ?? ctx.target;
});

/** The focus comes back to what had it: a button that was disabled while it waited has lost it. */
let focused = "";
document.addEventListener("htmx:before:request", () => { focused = document.activeElement?.id ?? ""; });
document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  if (ctx.response && focused && document.activeElement === document.body) document.getElementById(focused)?.focus();
});

/** An answer that is not the page that was asked for must not wipe what stands there. */
document.addEventListener("htmx:before:swap", event => {
  const { ctx, tasks } = event.detail;
  if (!ctx.response) return;
  const { raw, status } = ctx.response;
  const out = raw.redirected && new URL(raw.url).pathname === "/sign-in";
  const blank = tasks.some(({ type, swapSpec, fragment }) => type === "main" && swapSpec.style !== "none" && !fragment.childElementCount);
  if (!out && !blank) return;
  event.preventDefault();
  if (out) return signedOut(ctx);
  toast(sentenceOf(ctx.text) ?? `That did not work (${status}).`, { kind: "stop" });
});

const sentenceOf = html =>
  new DOMParser().parseFromString(html, "text/html").querySelector("[data-sentence]")?.textContent;

const signIn = { label: "Sign in", run: () => location.assign(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`) };

let told = false;

/** Says that the session is over, and leaves the page with what was typed. */
function signedOut(ctx) {
  if (told && !asked(ctx)) return;
  told = true;
  toast("You are signed out. What you typed is still here.", { kind: "stop", stays: true, actions: [signIn] });
}

document.addEventListener("htmx:after:request", event => {
  const { ctx } = event.detail;
  const { status } = ctx.response ?? {};
  if (status === 401) {
    event.preventDefault();
    signedOut(ctx);
  }
  // Done before, and the answer was lost: only the server knows what the page is now.
  if (status === 204 && event.target.closest?.("#main")) location.reload();
  if (status >= 500 && asked(ctx)) toast(`The server could not do that (${status}). What you typed is still here; try again.`, { kind: "stop" });
});

document.addEventListener("submit", event => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("hx-post")) return;
  if (form.dataset.uiSent) return event.preventDefault();
  form.dataset.uiSent = "true";
});

addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[data-ui-sent]")) delete form.dataset.uiSent;
});

document.addEventListener("click", event => {
  const copy = event.target.closest?.("[data-copy], [data-copy-text]");
  if (!copy) return;
  const text = copy.dataset.copyText ?? new URL(copy.dataset.copy, location.href).href;
  const done = () => document.dispatchEvent(new CustomEvent("toast", { detail: "Copied." }));
  if (navigator.clipboard) navigator.clipboard.writeText(text).then(done);
  else prompt("Copy this:", text);
});

for (const zone of document.querySelectorAll("[data-zone-here]"))
  zone.value ||= Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
