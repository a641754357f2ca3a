/** What was refused in quick add: told under the field, and not lost. */
import { anyway } from "./reason.js";

/** Puts a refused text back with its sentence. When the next one is being typed already, a
 * button holds the refused one and swaps the two. `write(form, text)` fills the field; `refused`:
 * {typed, answer, again(reason)}, or null when all is well again. */
export function complain(form, write, refused) {
  const place = form.querySelector(".add__wrong");
  place.replaceChildren();
  place.hidden = !refused;
  if (!refused) return;
  const { typed, answer, again } = refused;
  place.append(answer.sentence);
  const retry = override => {
    if (form.elements.title.value.trim() === typed) write(form, "");
    complain(form, write, null);
    again(override);
  };
  for (const { label, run } of anyway(answer, "Add anyway…", retry)) place.append(" ", button(label, run));
  let kept = typed;
  if (!kept || form.elements.title.value.trim() === kept) return;
  if (!form.elements.title.value.trim()) return write(form, kept);
  const swap = button(`Take “${kept}” back`, () => {});
  swap.addEventListener("click", () => {
    const now = form.elements.title.value;
    write(form, kept);
    kept = now;
    swap.textContent = `Take “${kept}” back`;
  });
  place.append(" ", swap);
}

function button(text, run) {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: text });
  made.addEventListener("click", run);
  return made;
}
