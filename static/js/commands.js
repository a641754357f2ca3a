/** What the palette can do besides going to boards and cards.
 *
 * What the page's own menus lead to is read from them, so that only what works here and for this
 * role is offered; what has no menu is offered by the module that does it. */
const offered = [];

/** Offers a command: its name, the key that does the same, when it works, and what it does. */
export function offer(name, run, { keys = "", when = () => true } = {}) {
  offered.push({ name, keys, when, run });
}

const MENUS = ".tabs a, #user-menu a, #user-menu form button[type=submit], [data-command]";
const NAMES = { light: "Light theme", dark: "Dark theme", system: "Theme as the system says" };

/** Hidden for this role, and not only inside a menu that is closed. */
const hidden = element => element.hidden || getComputedStyle(element).display === "none";

const textOf = element => (element.dataset.command || element.getAttribute("aria-label") || element.textContent).trim().replace(/\s+/g, " ");

function fromMenus() {
  return [...document.querySelectorAll(MENUS)]
    .filter(element => !hidden(element) && element.getAttribute("aria-current") !== "page")
    .map(element => ({ name: textOf(element), keys: "", run: () => element.click() }));
}

function themes() {
  return [...document.querySelectorAll("[data-theme-choice]")]
    .filter(choice => choice.getAttribute("aria-pressed") !== "true" && choice.closest("#user-menu"))
    .map(choice => ({ name: NAMES[choice.dataset.themeChoice], keys: "", run: () => choice.click() }));
}

/** All that can be done here and now, each name once. */
export function commands() {
  const known = new Map();
  for (const command of [...offered.filter(({ when }) => when()), ...fromMenus(), ...themes()])
    if (!known.has(command.name)) known.set(command.name, command);
  return [...known.values()];
}
