/** Columns on the board itself: their order by dragging the heads, and adding one at the end. */
import { cellOf } from "./cells.js";
import { wish } from "./columns.js";
import { empty, full } from "./hand.js";
import { openAdd } from "./quickadd.js";

const board = () => document.getElementById("board");
const home = `/boards/${document.body.dataset.board}`;
const mayArrange = () => document.body.dataset.role === "admin";
let order = [];

function wire() {
  const line = document.querySelector(".columns") ?? board();
  Sortable.get(board())?.option("disabled", line !== board());
  if (Sortable.get(line)) return;
  Sortable.create(line, {
    draggable: ".column",
    handle: ".head__row",
    filter: event => !mayArrange() || Boolean(event.target.closest?.("button, input")),
    preventOnFilter: false,
    forceFallback: true,
    fallbackOnBody: true,
    fallbackTolerance: 6,
    delay: 250,
    delayOnTouchOnly: true,
    touchStartThreshold: 8,
    scrollSensitivity: 72,
    direction: "horizontal",
    animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
    ghostClass: "column--slot",
    dragClass: "column--lifted",
    onStart: ({ item }) => { full(); order = [...item.parentElement.children]; },
    onEnd: finish,
  });
}

async function finish({ item, oldIndex, newIndex }) {
  const before = order;
  item.removeAttribute("draggable");
  if (!item.getAttribute("style")) item.removeAttribute("style");
  const next = item.nextElementSibling?.closest("[data-column]")?.dataset.column;
  const name = item.querySelector(".head").dataset.name;
  empty();
  if (oldIndex === newIndex || !item.isConnected) return;
  const granted = await wish(`${home}/columns/${item.dataset.column}/place`, { before: next }, `${name} moved.`);
  if (!granted) item.parentElement.replaceChildren(...before);
}

// -- a new column

const form = () => document.getElementById("new-column");

function show(open) {
  form().querySelector("[data-new-open]").hidden = open;
  form().querySelector(".newcolumn__field").hidden = !open;
  if (open) form().elements.name.focus();
  else form().querySelector("[data-new-open]").focus();
  form().scrollIntoView({ block: "nearest", inline: "nearest" });
}

async function add() {
  const { name, stage } = form().elements;
  const text = name.value.trim();
  if (!text) return;
  name.value = "";
  if (!await wish(`${home}/columns`, { name: text, stage: stage.value }, `${text} added.`)) name.value ||= text;
  form().scrollIntoView({ block: "nearest", inline: "nearest" });
}

document.addEventListener("click", event => {
  if (event.target.closest?.("[data-new-open]")) show(true);
  if (event.target.closest?.("[data-new-close]")) show(false);
  const here = event.target.closest?.("[data-add-to-lane]");
  if (!here) return;
  here.closest("[popover]").hidePopover();
  const first = document.querySelector("[data-column]:not([data-ui-collapsed])")?.dataset.column;
  if (cellOf(first, here.dataset.addToLane)) openAdd(`${first}-${here.dataset.addToLane}`);
});
document.addEventListener("submit", event => {
  if (!event.target.matches("[data-new-column]")) return;
  event.preventDefault();
  add();
});
document.addEventListener("keydown", event => {
  if (event.key === "Escape" && event.target.closest?.("[data-new-column]")) show(false);
});
document.addEventListener("board:drawn", wire);
wire();
