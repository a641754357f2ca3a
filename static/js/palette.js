/** The palette: boards, cards and commands by their names, from any page, by Ctrl+K.
 *
 * A combobox over a list: the caret stays in the text, arrows choose, Enter does it. Boards and
 * commands are known here; cards are searched for by the server while one types. */
import { fetchBoards, forget, offered, search } from "./jump.js";
import { typing } from "./typing.js";

const dialog = document.getElementById("palette");
const text = document.getElementById("palette-text");
const list = document.getElementById("palette-list");
const status = document.getElementById("palette-status");
const PAUSE = 150;
const CLICK = 50;
let choices = [], chosen = 0, moved = false, pressed = false, outdated = false, timer, before;

/** Opens it, with an empty text. */
export function openPalette() {
  if (!dialog || dialog.open) return;
  before = document.activeElement;
  text.value = "";
  forget();
  dialog.showModal();
  draw();
  load();
}

async function load() {
  try { await fetchBoards(); } catch { /* no connection: what is known already is offered */ }
  draw(true);
}

function look() {
  moved = false;
  clearTimeout(timer);
  const said = text.value.trim();
  if (said) timer = setTimeout(() => find(said), PAUSE);
  else forget();
  draw();
}

async function find(said) {
  try {
    if (await search(said)) draw(true);
  } catch {
    status.textContent = "No connection: cards cannot be searched for now.";
  }
}

// -- the list

function draw(keep = false) {
  outdated = pressed && keep;
  if (outdated) return;
  const was = keep && moved && choices[chosen]?.name;
  const groups = offered(text.value).filter(([, items]) => items.length);
  choices = groups.flatMap(([, items]) => items);
  let at = 0;
  list.replaceChildren(...groups.map(([name, items]) => {
    const group = Object.assign(document.createElement("div"), { role: "group", className: "palette__group" });
    group.setAttribute("aria-label", name);
    const head = Object.assign(document.createElement("p"), { className: "palette__head", textContent: name });
    head.setAttribute("aria-hidden", "true");
    group.append(head, ...items.map(item => option(item, at++)));
    return group;
  }));
  status.textContent = choices.length ? "" : "Nothing of that name.";
  choose(Math.max(0, was ? choices.findIndex(({ name }) => name === was) : 0));
}

/** What is pressed must not change by itself: the list is drawn again when the click is over. */
function release() {
  pressed = false;
  if (outdated) draw(true);
}

function option({ name, key, note }, at) {
  const made = Object.assign(document.createElement("div"), { id: `palette-${at}`, role: "option", className: "palette__option" });
  const part = (style, textContent) => Object.assign(document.createElement("span"), { className: style, textContent });
  if (key) made.append(part("palette__key", key), " ");
  made.append(part("palette__name", name), " ");
  if (note) made.append(part("palette__note", note));
  made.addEventListener("click", event => act(at, event.ctrlKey || event.metaKey));
  made.addEventListener("pointermove", () => { if (chosen !== at) choose(at); });
  return made;
}

function choose(at) {
  chosen = choices.length ? (at + choices.length) % choices.length : 0;
  for (const each of list.querySelectorAll("[role=option]")) each.setAttribute("aria-selected", String(each.id === `palette-${chosen}`));
  const current = document.getElementById(`palette-${chosen}`);
  if (current) text.setAttribute("aria-activedescendant", current.id);
  else text.removeAttribute("aria-activedescendant");
  current?.scrollIntoView({ block: "nearest" });
}

function act(at, apart) {
  const choice = choices[at];
  if (!choice) return;
  if (apart && choice.href) return window.open(choice.href, "_blank");
  dialog.close();
  choice.run();
}

// -- keys

function step(at) {
  moved = true;
  choose(at);
}

const KEYS = {
  ArrowDown: () => step(chosen + 1),
  ArrowUp: () => step(chosen - 1),
  PageDown: () => step(Math.min(chosen + 8, choices.length - 1)),
  PageUp: () => step(Math.max(chosen - 8, 0)),
  Enter: event => act(chosen, event.ctrlKey || event.metaKey),
};

if (dialog) {
  text.addEventListener("input", look);
  text.addEventListener("keydown", event => {
    if (event.isComposing || !KEYS[event.key]) return;
    event.preventDefault();
    KEYS[event.key](event);
  });
  list.addEventListener("pointerdown", ({ button }) => { pressed = button === 0; });
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => { if (pressed) setTimeout(release, CLICK); });
  dialog.addEventListener("close", () => {
    forget();
    clearTimeout(timer);
    // What was chosen may have put the caret somewhere.
    if (document.activeElement === document.body && before?.isConnected) before.focus({ preventScroll: true });
  });
}
document.addEventListener("click", ({ target }) => { if (target.closest?.("[data-palette]")) openPalette(); });

document.addEventListener("keydown", event => {
  if (event.defaultPrevented) return;
  if (event.key === "/" && document.body.dataset.shortcuts !== "off" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target) && !document.getElementById("filter")) {
    event.preventDefault();
    openPalette();
  }
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k") {
    event.preventDefault();
    openPalette();
  }
});
