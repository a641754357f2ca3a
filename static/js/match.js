/** Which cards a filter lets in: what board/filters.py does, by what a card's face says. */
import { levelOf } from "./ages.js";
import { ageOf, dayOf } from "./times.js";
import { fold } from "./words.js";

/** What a filter is made of, as it is named in an address. */
export const NAMES = ["q", "who", "label", "class", "blocked", "due", "age"];
const WEEK = 7;

const number = text => (/^[0-9]{1,9}$/.test(text) ? Number(text) : null);
const ids = (words, named) => words.map(word => named[word] ?? (number(word) || null)).filter(id => id !== null);

/** The filter of an address; what means nothing there is passed over. */
export function read(params, me) {
  const of = name => (params.get(name) ?? "").split(",").filter(Boolean);
  const only = (name, known) => of(name).filter(word => known.includes(word));
  return {
    words: fold(params.get("q") ?? "").split(/\s+/).filter(Boolean),
    people: ids(of("who"), { me, nobody: 0 }),
    labels: ids(of("label"), { none: 0 }),
    classes: only("class", ["expedite", "fixed_date", "standard", "intangible"]),
    blocked: only("blocked", ["yes", "no"]).map(word => word === "yes"),
    dues: only("due", ["overdue", "week", "none"]),
    age: number(params.get("age") ?? ""),
    levels: only("age", ["watch", "risk", "over"]),
  };
}

/** Whether every card is wanted. */
export const isEmpty = wanted => Object.values(wanted).every(value => value === null || value.length === 0);

/** What a card's face says of it. */
export function factsOf(card) {
  const list = text => (text ? text.split(" ").map(Number) : []);
  const { key, people, labels, blocked, due, finished } = card.dataset;
  return {
    said: fold(`${key} ${card.querySelector(".card__title").textContent}`),
    people: list(people),
    labels: list(labels),
    class: card.dataset.class || "standard",
    blocked: Boolean(blocked),
    due: due || null,
    finished: Boolean(finished),
    age: ageOf(card),
    level: levelOf(ageOf(card), card.closest("[data-column]")?.dataset.column),
  };
}

/** Whether a filter lets a card in. */
export function letsIn(wanted, facts) {
  const any = (some, there) => !some.length || some.some(id => (id ? there.includes(id) : !there.length));
  return wanted.words.every(word => facts.said.includes(word))
    && any(wanted.people, facts.people)
    && any(wanted.labels, facts.labels)
    && (!wanted.classes.length || wanted.classes.includes(facts.class))
    && (!wanted.blocked.length || wanted.blocked.includes(facts.blocked))
    && (!wanted.dues.length || wanted.dues.includes(dueOf(facts)))
    && (wanted.age === null || facts.age > wanted.age)
    && (!wanted.levels.length || wanted.levels.includes(facts.level));
}

function dueOf({ due, finished }) {
  if (!due) return "none";
  const away = Date.parse(due) / 86_400_000 - dayOf(new Date());
  if (finished || away > WEEK) return "";
  return away < 0 ? "overdue" : "week";
}
