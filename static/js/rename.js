/** Renaming a column or a lane where its name stands. The field lies over the name and outside
 * every part, so that no redraw eats what is being typed. */
import { send, sending } from "./request.js";
import { toast } from "./toast.js";
import { remember } from "./undo.js";

const home = `/boards/${document.body.dataset.board}`;
const mayArrange = () => document.body.dataset.role === "admin";

/** Puts a field over the name, with the text in it, or with `typed`. */
export function rename(name, typed = name.textContent) {
  if (!mayArrange()) return;
  name.scrollIntoView({ block: "nearest", inline: "nearest" });
  const { left, top, width, height } = name.getBoundingClientRect();
  const field = Object.assign(document.createElement("input"), { className: "rename", value: typed, maxLength: 200, ariaLabel: "Name" });
  Object.assign(field.style, { left: `${left - 8}px`, top: `${top + height / 2 - 16}px`, width: `${Math.max(width + 40, 190)}px` });
  const { rename: of } = name.dataset;
  const before = name.textContent;
  document.body.append(field);
  field.select();
  let open = true;
  const leave = keep => {
    if (!open) return;
    open = false;
    field.remove();
    const text = field.value.trim();
    if (keep && text && text !== before) save(of, text);
  };
  field.addEventListener("keydown", event => {
    if (event.isComposing) return;
    if (event.key === "Enter") leave(true);
    if (event.key === "Escape") leave(false);
  });
  field.addEventListener("blur", () => leave(true));
}

async function save(of, text) {
  const { ok, data, sentence } = await sending(send(`${home}/${of}`, { name: text }));
  if (ok) return remember(data.undo);
  toast(sentence, { kind: "stop" });
  const name = document.querySelector(`[data-rename="${of}"]`);
  if (name) rename(name, text);
}

document.addEventListener("dblclick", event => {
  const name = event.target.closest?.("[data-rename]");
  if (name) rename(name);
});
