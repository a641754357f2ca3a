/** The menus and chips of the filter bar: what can be chosen, and what is. */
import { asked, openFilter, set, toggle, values } from "./filter.js";

const bar = document.getElementById("filter");
const chips = document.getElementById("filter-chips");
const icon = bar.querySelector("[data-chip-icon]");
const isNumber = text => /^[0-9]{1,9}$/.test(text);
const me = () => document.body.dataset.user;

const WORDS = {
  class: { expedite: "Expedite", fixed_date: "Fixed date", standard: "Standard", intangible: "Intangible" },
  due: { overdue: "Overdue", week: "Due within a week", none: "No due date" },
  blocked: { yes: "Blocked", no: "Not blocked" },
  age: { watch: "Age to watch", risk: "Age at risk", over: "Age over 85 % of the finished" },
};

const people = () => [...document.querySelectorAll("#members [data-user]")].map(person => ({
  value: person.dataset.user,
  name: (person.querySelector(".unseen") ?? person).textContent,
}));
const labels = () => [...document.querySelectorAll("#labels [data-label]")].map(label => ({
  value: label.dataset.label,
  name: label.textContent,
  color: label.dataset.color,
}));

/** What a menu offers: [{value, name, color?}]. */
function choices(name) {
  if (name === "who") {
    const others = people().filter(({ value }) => value !== me());
    return [{ value: "me", name: "Me" }, { value: "nobody", name: "Nobody" }, ...others];
  }
  if (name === "label") return [...labels(), { value: "none", name: "No label" }];
  return Object.entries(WORDS[name]).map(([value, text]) => ({ value, name: text }));
}

function line(name, { value, name: text, color }) {
  const label = document.createElement("label");
  const box = Object.assign(document.createElement("input"), { type: "checkbox", value, checked: values(name).includes(value) });
  const shown = Object.assign(document.createElement("span"), { textContent: text });
  if (color) shown.className = `label label--${color}`;
  label.className = "filter__choice";
  label.append(box, shown);
  return label;
}

function fill(menu) {
  const name = menu.dataset.filterMenu;
  menu.querySelector("[data-choices]").replaceChildren(...choices(name).map(choice => line(name, choice)));
}

function chip(text, said, drop) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "chip";
  made.setAttribute("aria-label", `Remove the filter ${said}`);
  made.append(text, icon.content.cloneNode(true));
  made.addEventListener("click", () => {
    const at = [...chips.children].indexOf(made);
    drop();
    (chips.children[Math.min(at, chips.children.length - 1)] ?? document.getElementById("filter-text")).focus();
  });
  return made;
}

function chipsOf(name, called) {
  const known = new Map(choices(name).map(choice => [choice.value, choice.name]));
  if (name === "who") known.set(me(), "Me");
  return values(name).filter(value => known.has(value))
    .map(value => chip(known.get(value), `${called}: ${known.get(value)}`, () => toggle(name, value, false)));
}

function paint() {
  const age = asked().get("age") ?? "";
  const made = [
    ...chipsOf("who", "assignee"), ...chipsOf("label", "label"), ...chipsOf("class", "class"),
    ...chipsOf("blocked", "blocked"), ...chipsOf("due", "due"),
    ...chipsOf("age", "age"), ...(isNumber(age) ? [chip(`Over ${age} d`, `age: over ${age} days`, () => set("age", ""))] : []),
  ];
  const same = made.length === chips.children.length && made.every((each, at) => each.isEqualNode(chips.children[at]));
  if (!same) chips.replaceChildren(...made);
  const field = document.getElementById("filter-age-days");
  if (document.activeElement !== field) field.value = isNumber(age) ? age : "";
}

bar.addEventListener("beforetoggle", event => {
  if (event.newState === "open" && event.target.dataset.filterMenu) fill(event.target);
}, true);
bar.addEventListener("change", ({ target }) => {
  const menu = target.closest("[data-filter-menu]");
  if (!menu || target.type !== "checkbox") return;
  if (menu.dataset.filterMenu === "age" && isNumber(asked().get("age"))) set("age", "");
  toggle(menu.dataset.filterMenu, target.value, target.checked);
});
bar.addEventListener("input", ({ target }) => { if (target.id === "filter-age-days") set("age", target.value.replace(/\D/g, "")); });
document.addEventListener("filter:applied", paint);
document.addEventListener("filter:open", openFilter);
paint();
