/** Ways out of every dialog: a button with data-close, and a press beside it, unless that began
 * inside: that is selecting text. */
let pressed = null;

document.addEventListener("pointerdown", event => { pressed = event.target; });
document.addEventListener("click", event => {
  if (event.target.closest?.("[data-close]")) event.target.closest("dialog").close();
  if (event.target.matches?.("dialog[open]") && pressed === event.target) event.target.close();
});
