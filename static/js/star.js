/** The star of a board, pressed in its header. In the list of boards the list itself answers. */
import { inTurn, send } from "./request.js";
import { toast } from "./toast.js";

document.addEventListener("submit", async event => {
  if (!event.target.matches("[data-star]")) return;
  event.preventDefault();
  event.stopPropagation();
  const button = event.target.querySelector("button");
  const on = button.ariaPressed === "true";
  paint(button, !on);
  const root = event.target.action.replace(/\/removal$/, "");
  const { ok, sentence } = await inTurn(root, () => send(on ? `${root}/removal` : root));
  if (ok) return;
  paint(button, on);
  toast(sentence, { kind: "stop" });
}, true);

function paint(button, on) {
  button.ariaPressed = String(on);
  button.title = on ? "Starred: first among your boards" : "Star it: first among your boards";
}
