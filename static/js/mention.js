/** Mentions: while `@` is typed in a comment, new or edited, the members of the board are offered as
 * in quick add. What is taken is the whole name, which the server knows as a mention. */
import { closeCompletions, completes, offerCompletions } from "./complete.js";
import { people } from "./pick.js";

const dialog = document.getElementById("card");
const COMMENT = "#say textarea, [data-editor^='comment-'] textarea";

dialog.addEventListener("input", ({ target }) => {
  if (target.matches(COMMENT)) offerCompletions(target, { "@": people(), "#": [] });
});
/** Before the form's own keys: while names are offered, Enter takes one and Escape puts them away. */
dialog.addEventListener("keydown", event => {
  if (!event.target.matches(COMMENT) || event.isComposing) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) closeCompletions();
  else if (completes(event)) event.stopPropagation();
}, true);
