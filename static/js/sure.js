/** Asks before something that is not taken back by one key: a sentence and two buttons. Closing it
 * any other way means no, and the focus comes back to where it was. */
const dialog = document.getElementById("sure");
let answer = null;

/** Asks, and answers whether it is to be done. `label`: what the button says that does it. */
export function sure(question, text, label) {
  dialog.querySelector("h2").textContent = question;
  dialog.querySelector("[data-sure-text]").textContent = text;
  dialog.querySelector("[value=yes]").textContent = label;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise(done => { answer = done; });
}

dialog?.addEventListener("close", () => answer?.(dialog.returnValue === "yes"));

/** A form that htmx sends and that says what it would do (hx-confirm): its first sentence asks. */
document.addEventListener("htmx:confirm", async event => {
  const { ctx, issueRequest, dropRequest } = event.detail;
  event.preventDefault();
  const [, question, text] = /^(.*?\?)\s*(.*)$/.exec(ctx.confirm);
  const button = event.target.querySelector("[type=submit]");
  if (await sure(question, text, button.title || button.textContent.trim())) issueRequest();
  else dropRequest();
});
