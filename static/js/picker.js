/** The column picker of a narrow screen, where one column is seen at a time. */
const picker = document.getElementById("picker");
const board = () => document.getElementById("board");
const columns = () => [...document.querySelectorAll("[data-column]")];

function button(column) {
  const { name, lamp, count, limit } = column.querySelector(".head").dataset;
  const made = document.createElement("button");
  made.type = "button";
  made.dataset.pick = column.id;
  made.dataset.lamp = lamp;
  made.append(name, " ", Object.assign(document.createElement("small"), { textContent: limit ? `${count}/${limit}` : count }));
  return made;
}

const narrow = matchMedia("(max-width: 700px)");

function paint() {
  if (!narrow.matches) return;
  picker.replaceChildren(...columns().map(button));
  mark();
}

/** Marks the column that is most in sight. */
function mark() {
  const middle = innerWidth / 2;
  const near = column => {
    const { left, width } = column.getBoundingClientRect();
    return Math.abs(left + width / 2 - middle);
  };
  const shown = columns().sort((a, b) => near(a) - near(b))[0];
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
document.addEventListener("board:drawn", paint);
narrow.addEventListener("change", paint);
paint();
