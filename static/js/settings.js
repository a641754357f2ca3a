/** The order of a board's columns and lanes by dragging: submits what the arrows beside them submit. */
import "./page.js";

function wire() {
  for (const steps of document.querySelectorAll("[data-steps]"))
    if (!Sortable.get(steps)) Sortable.create(steps, { handle: ".grip", draggable: "[data-step]", animation: 120, forceFallback: true, onEnd: submit });
}

function submit({ item, oldIndex, newIndex }) {
  if (oldIndex === newIndex) return;
  const form = item.querySelector("form[action$='/place']");
  form.elements.before.value = item.nextElementSibling?.dataset.step ?? "";
  form.requestSubmit();
}

document.addEventListener("htmx:after:swap", wire);
wire();

/** A link to one column's settings opens them. */
function aim() {
  const details = document.getElementById(location.hash.slice(1))?.querySelector("details");
  if (details) details.open = true;
}
addEventListener("hashchange", aim);
aim();
