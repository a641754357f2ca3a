/** What is typed into quick add, read: `@person #label !class ^column due:fri est:3` in any place.
 *
 * Pure: knows no page. What is not known stays text. A table of cases holds it to that. */
const CLASSES = {
  expedite: "expedite", fixed: "fixed_date", fixed_date: "fixed_date", "fixed-date": "fixed_date",
  standard: "standard", intangible: "intangible",
};
const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const DAY = 86_400_000;
const BEHIND = String.raw`(?=$|\s|[.,;:!?)]+(?:\s|$))`;
const END = new RegExp(`^${BEHIND}`);
const CLASS = new RegExp(`^!([a-z_-]+)${BEHIND}`, "i");
const DUE = new RegExp(String.raw`^due:(next week|\d{4}-\d\d-\d\d|[a-z]+)${BEHIND}`, "i");
const ESTIMATE = new RegExp(String.raw`^est:(\d{1,7}(?:\.\d{1,2})?)${BEHIND}`, "i");

/** Reads a text. `known`: {people, labels, columns: [{id, name}], today: "2026-11-24"}; `plain`:
 * tokens that are to stay text. Answers {title, tokens: [{kind, text, id, name}], fields}. */
export function read(text, known, plain = new Set()) {
  const tokens = [];
  let title = "";
  for (let at = 0; at < text.length;) {
    const begins = at === 0 || /\s/.test(text[at - 1]);
    const token = begins && tokenAt(text.slice(at), known);
    if (token && !plain.has(token.text)) tokens.push(token);
    else title += token ? token.text : text[at];
    at += token ? token.text.length : 1;
  }
  return { title: title.replace(/\s+/g, " ").trim(), tokens, fields: fieldsOf(tokens) };
}

function tokenAt(rest, known) {
  const sign = rest[0];
  if (sign === "@") return named("person", sign, rest, known.people);
  if (sign === "#") return named("label", sign, rest, known.labels);
  if (sign === "^") return named("column", sign, rest, known.columns);
  if (sign === "!") return classed(rest);
  return due(rest, known.today) ?? estimated(rest);
}

/** The longest name that the text goes on with; of people the first name alone, when it is one
 * person's. Spaces may be left out, or be dashes. */
function named(kind, sign, rest, things) {
  const typed = rest.slice(1).toLowerCase();
  const ways = things.flatMap(thing => spellings(thing.name, kind === "person" && things)
    .map(spelling => ({ thing, spelling })));
  ways.sort((a, b) => b.spelling.length - a.spelling.length);
  const found = ways.find(({ spelling }) => typed.startsWith(spelling) && END.test(typed.slice(spelling.length)));
  if (!found) return null;
  const { id, name } = found.thing;
  return { kind, text: rest.slice(0, 1 + found.spelling.length), id: String(id), name };
}

function spellings(name, people) {
  const whole = name.trim().toLowerCase();
  const [first] = whole.split(/\s+/);
  const alone = people && people.filter(other => other.name.trim().toLowerCase().split(/\s+/)[0] === first).length === 1;
  return [whole, whole.replace(/\s+/g, ""), whole.replace(/\s+/g, "-"), ...alone ? [first] : []].filter(Boolean);
}

function classed(rest) {
  const [, word] = CLASS.exec(rest) ?? [];
  const found = Object.hasOwn(CLASSES, word?.toLowerCase() ?? "") && CLASSES[word.toLowerCase()];
  return found ? { kind: "class", text: `!${word}`, id: found, name: found.replace("_", " ") } : null;
}

function due(rest, today) {
  const [text, word] = DUE.exec(rest) ?? [];
  const day = text && dayOf(word.toLowerCase(), today);
  return day ? { kind: "due", text, id: day, name: day } : null;
}

/** The day that a word means: a weekday is the next one behind today, next week its Monday. */
function dayOf(word, today) {
  const now = Date.parse(today);
  const iso = when => new Date(when).toISOString().slice(0, 10);
  if (/^\d/.test(word)) {
    const when = Date.parse(word);
    return !Number.isNaN(when) && word >= "1900" && iso(when) === word ? word : null;
  }
  const ahead = n => iso(now + n * DAY);
  const until = day => (day - new Date(now).getUTCDay() + 6) % 7 + 1;
  if (word === "today") return today;
  if (word === "tomorrow") return ahead(1);
  if (word === "next week") return ahead(until(1));
  const day = DAYS.findIndex(name => word.length >= 3 && `${name}${REST[name]}`.startsWith(word));
  return day < 0 ? null : ahead(until(day));
}

const REST = { sun: "day", mon: "day", tue: "sday", wed: "nesday", thu: "rsday", fri: "day", sat: "urday" };

function estimated(rest) {
  const [text, number] = ESTIMATE.exec(rest) ?? [];
  return text && Number(number) <= 1_000_000 ? { kind: "estimate", text, id: String(Number(number)), name: number } : null;
}

/** The fields of the request: of what can be only one, the last that was typed. */
function fieldsOf(tokens) {
  const all = kind => [...new Set(tokens.filter(token => token.kind === kind).map(({ id }) => id))];
  const last = kind => all(kind).length ? tokens.findLast(token => token.kind === kind).id : null;
  return {
    assignees: all("person").join() || null, labels: all("label").join() || null,
    class_of_service: last("class"), column: last("column"), due: last("due"), estimate: last("estimate"),
  };
}
