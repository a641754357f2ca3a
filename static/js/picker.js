/** The column picker of a narrow screen, where one column is seen at a time. */
const picker = document.getElementById("picker");
const board = () => document.getElementById("board");
const columns = () => [...document.querySelectorAll("[data-column]")];

/** The button of a column. One that stands stays, so that a finger on it and the focus do too. */
function button(column) {
  const { name, lamp, count, limit } = column.querySelector(".head").dataset;
  const made = picker.querySelector(`[data-pick="${column.id}"]`) ?? document.createElement("button");
  const says = `${name} ${limit ? `${count}/${limit}` : count}`;
  made.dataset.lamp = lamp;
  if (made.textContent === says) return made;
  made.type = "button";
  made.dataset.pick = column.id;
  made.replaceChildren(name, " ", Object.assign(document.createElement("small"), { textContent: says.slice(name.length + 1) }));
  return made;
}

const narrow = matchMedia("(max-width: 700px)");

function paint() {
  if (!narrow.matches) return;
  const choices = columns().map(button);
  const stands = choices.length === picker.children.length && choices.every((choice, at) => choice === picker.children[at]);
  if (!stands) picker.replaceChildren(...choices);
  mark();
}

/** Marks the column that is most in sight. */
function mark() {
  const middle = innerWidth / 2;
  const near = column => {
    const { left, width } = column.getBoundingClientRect();
    return Math.abs(left + width / 2 - middle);
  };
  const [shown] = columns().map(column => ({ id: column.id, far: near(column) })).sort((a, b) => a.far - b.far);
  for (const choice of picker.children) {
    const current = choice.dataset.pick === shown?.id;
    if (current && choice.getAttribute("aria-current") !== "true") picker.scrollTo({ left: choice.offsetLeft - 40 });
    if (current) choice.setAttribute("aria-current", "true");
    else choice.removeAttribute("aria-current");
  }
}

picker.addEventListener("click", event => {
  const choice = event.target.closest("[data-pick]");
  document.getElementById(choice?.dataset.pick)?.scrollIntoView({ inline: "center", block: "nearest" });
});
document.addEventListener("scroll", event => { if (event.target === board()) mark(); }, { capture: true, passive: true });
/** Once a frame, however many messages come in it: where a column stands is only known after a
 * layout of the whole board. */
let due = 0;
const soon = () => { due ||= requestAnimationFrame(() => { due = 0; paint(); }); };

document.addEventListener("board:drawn", soon);
narrow.addEventListener("change", paint);
paint();
