/** Toasts: what happened, for eight seconds, and what can be done about it. They wait while they are looked at. */
const LASTS = 8_000;

/** Shows a toast and answers the function that takes it away. `actions`: [{label, run}];
 * `kind`: "warn" or "stop"; `stays`: until taken away. */
export function toast(text, { actions = [], kind = "", stays = false } = {}) {
  const made = document.getElementById("toast").content.firstElementChild.cloneNode(true);
  made.querySelector("[data-toast-text]").append(text);
  if (kind) made.dataset.kind = kind;
  for (const { label, run } of actions) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
    button.addEventListener("click", () => { close(); run(); });
    made.querySelector("[data-toast-actions]").append(button);
  }
  const close = () => made.remove();
  made.querySelector("[data-toast-close]").addEventListener("click", close);
  if (!stays) expire(made, close);
  const stack = inReach();
  while (stack.children.length >= 4) stack.firstElementChild.remove();
  stack.append(made);
  return close;
}

/** The stack of toasts, inside a modal dialog while one is open: all else is out of reach then. */
function inReach() {
  const stack = document.getElementById("toasts");
  const host = document.querySelector("dialog:modal") ?? document.body;
  if (stack.parentElement !== host) host.append(stack);
  return stack;
}
document.addEventListener("close", event => {
  const stack = document.getElementById("toasts");
  if (event.target.contains(stack)) document.body.append(stack);
}, true);

function expire(made, close) {
  let timer;
  const start = () => { timer = setTimeout(close, LASTS); };
  const stop = () => clearTimeout(timer);
  for (const name of ["pointerenter", "focusin"]) made.addEventListener(name, stop);
  for (const name of ["pointerleave", "focusout"]) made.addEventListener(name, () => { stop(); start(); });
  start();
}

/** Says something to a screen reader at once. */
export function tell(text) {
  document.getElementById("told").textContent = text;
}

let waiting;
const waits = new Set();
document.addEventListener("request:waiting", ({ detail }) => {
  waits.add(detail.key);
  waiting ??= toast("Not saved yet: no connection. Trying again…", { kind: "warn", stays: true });
});
document.addEventListener("request:known", ({ detail }) => {
  waits.delete(detail.key);
  if (waits.size) return;
  waiting?.();
  waiting = null;
});

document.addEventListener("toast", ({ detail }) => toast(detail));

/** Whether somebody asked for a request, rather than the clock. */
export const asked = ctx => !ctx.sourceElement?.matches("[hx-trigger^='every']");

document.addEventListener("htmx:error", ({ detail }) => {
  if (detail.ctx && asked(detail.ctx)) toast("No answer from the server. What you typed is still here; try again.", { kind: "stop" });
});
