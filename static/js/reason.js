/** Going over a limit this once: whoever may asks for it with a reason. */
let answer;

/** The toast's action that tries again with a reason, where the refusal was a limit's and one may
 * override it; else none. `again(reason)` is the same wish once more. */
export function anyway({ data, sentence }, label, again) {
  const may = data.code === "limit_reached" && document.body.dataset.role === "admin";
  return may ? [{ label, run: () => ask(sentence, label, again) }] : [];
}

function ask(sentence, label, then) {
  const dialog = document.getElementById("reason");
  dialog.querySelector("[data-reason-why]").textContent = sentence;
  dialog.querySelector("h2").textContent = label.replace("…", "?");
  dialog.querySelector("[type=submit]").textContent = label.replace("…", "");
  dialog.querySelector("input").value = "";
  answer = then;
  dialog.showModal();
}

document.addEventListener("submit", event => {
  if (!event.target.matches("[data-reason-form]")) return;
  answer?.(event.target.elements.reason.value.trim());
  answer = null;
});
