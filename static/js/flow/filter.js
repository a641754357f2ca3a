/** The bar over the charts. It is a form that works without a script; with one it is carried out
 * as soon as something is chosen. */
const form = document.getElementById("flow-filter");
const fields = form.elements;
const NAMES = ["period", "from", "to", "as_of", "lane", "label", "class"];
let shown = location.search;

/** What the address asks for, and nothing that says nothing. */
export function asked() {
  const said = new URLSearchParams(location.search);
  return new URLSearchParams(NAMES.filter(name => said.get(name)).map(name => [name, said.get(name)]));
}

/** What is chosen. Days of one's own and a period exclude each other. */
function chosen() {
  const said = new URLSearchParams();
  for (const name of NAMES) {
    const value = fields[name]?.value;
    if (value && !(name === "period" && value === "90")) said.set(name, value);
  }
  return said;
}

function settle(changed) {
  if (changed === fields.period && fields.period.value) fields.from.value = fields.to.value = "";
  if ([fields.from, fields.to].includes(changed)) fields.period.value = fields.from.value || fields.to.value ? "" : "90";
}

function go(said) {
  history.pushState(null, "", `${location.pathname}${said.size ? `?${said}` : ""}`);
  shown = location.search;
  document.dispatchEvent(new Event("flow:asked"));
}

/** Puts into the bar what the address says. */
function fill() {
  const said = asked();
  for (const name of NAMES) if (fields[name]) fields[name].value = said.get(name) ?? "";
  if (!said.get("period") && !said.get("from") && !said.get("to")) fields.period.value = "90";
}

form.addEventListener("change", ({ target }) => {
  settle(target);
  if (target === fields.period && !target.value) return void fields.from.focus();
  if (form.checkValidity()) go(chosen());
});
form.addEventListener("submit", event => {
  event.preventDefault();
  go(chosen());
});
form.querySelector("[data-clear]").addEventListener("click", event => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(new URLSearchParams());
  fill();
});
addEventListener("popstate", () => {
  if (shown === (shown = location.search)) return;
  fill();
  document.dispatchEvent(new Event("flow:asked"));
});
