/** Several lines pasted into quick add: one card, or one for each line? */
const MOST = 500;
const BULLET = /^\s*(?:[-*•]\s+(?:\[[ xX]\]\s+)?)?/;

/** Asks under the field, when what is pasted has several lines. `all(lines)`: what to do when each
 * is to be a card; else the lines go into the field as one text. */
export function askHowMany(event, form, all) {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  const lines = text.split(/\r?\n/).map(line => line.replace(BULLET, "").trim()).filter(Boolean);
  if (lines.length < 2) return;
  event.preventDefault();
  const field = form.elements.title;
  const end = then => { place.remove(); field.focus(); then(); };
  const one = () => {
    field.setRangeText(lines.join(" "), field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const many = lines.length <= MOST
    ? button(`${lines.length} cards`, () => end(() => all(lines)))
    : `At most ${MOST} cards fit at once, and these are ${lines.length} lines.`;
  form.querySelector(".add__paste")?.remove();
  const place = Object.assign(document.createElement("div"), { className: "add__paste" });
  place.setAttribute("role", "group");
  place.setAttribute("aria-label", `1 card or ${lines.length} cards?`);
  place.append(`1 card or ${lines.length} cards? `, button("1 card", () => end(one)), " ", many);
  place.addEventListener("keydown", key => {
    if (key.key !== "Escape") return;
    key.preventDefault();
    end(() => {});
  });
  field.after(place);
  (place.querySelector("button:last-of-type") ?? field).focus();
}

function button(text, run) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "button button--quiet", textContent: text });
  made.addEventListener("click", run);
  return made;
}
