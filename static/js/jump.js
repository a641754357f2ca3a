/** What the palette offers for a text: boards and commands by their names, and the cards that the
 * server finds. Each is {name, run} with a `key` and a `note` to show, and `href` when it leads
 * somewhere. */
import { commands } from "./commands.js";
import { fold } from "./words.js";

const BOARDS = 6, COMMANDS = 5, CARDS = 8;
let boards = [], cards = [], about = "", asking;

const here = () => document.body.dataset.board;
const go = address => location.assign(address);

async function json(address, signal) {
  const response = await fetch(address, { headers: { Accept: "application/json" }, signal });
  return response.ok ? response.json() : {};
}

/** Asks for the boards that one sits at, starred ones first. */
export async function fetchBoards() {
  boards = (await json("/api/v1/boards")).boards ?? boards;
  boards.sort((a, b) => Boolean(a.archived_at) - Boolean(b.archived_at) || b.starred - a.starred || a.name.localeCompare(b.name));
}

/** Leaves the search that is under way, and what it found. */
export function forget() {
  asking?.abort();
  cards = [];
}

/** Asks for the cards that a text is about. Answers whether they are the latest asked for. */
export async function search(said) {
  asking?.abort();
  const mine = asking = new AbortController();
  try {
    const { cards: found = [] } = await json(`/api/v1/search?${new URLSearchParams({ q: said, limit: CARDS })}`, mine.signal);
    if (mine !== asking) return false;
    [cards, about] = [found, said];
    return true;
  } catch (error) {
    if (error.name === "AbortError") return false;
    throw error;
  }
}

/** What is offered for a text: [[heading, choices]…]. */
export function offered(text) {
  const words = fold(text).split(/\s+/).filter(Boolean);
  const has = name => words.every(word => fold(name).includes(word));
  const board = ({ id, name, key, starred, archived_at: archived }) =>
    ({ name, note: [key, starred && "starred", archived && "archived"].filter(Boolean).join(" · "), run: () => go(`/boards/${id}`), href: `/boards/${id}` });
  const card = found => ({
    name: found.title, key: found.key, href: `/boards/${found.board}/cards/${found.id}`,
    note: [String(found.board) === here() ? "" : found.board_name, found.archived ? "archived" : ""].filter(Boolean).join(" · "),
    run: () => openCard(found),
  });
  const said = text.trim();
  const all = `/search?${new URLSearchParams({ q: said })}`;
  // What was found for what was typed before is offered as far as it still fits.
  const fits = ({ title, key }) => about === said || has(`${key} ${title}`);
  const could = commands().filter(({ name }) => has(name)).slice(0, said ? COMMANDS : undefined);
  const meant = could.filter(({ name }) => said.length > 2 && fold(name).startsWith(fold(said)));
  const shown = some => some.map(each => ({ ...each, note: each.keys }));
  return [
    ["Commands", shown(meant)],
    ["Boards", boards.filter(({ id, name, key }) => String(id) !== here() && has(`${name} ${key}`)).slice(0, BOARDS).map(board)],
    ["Cards", said ? cards.filter(fits).map(card) : []],
    [meant.length ? "More commands" : "Commands", shown(could.filter(each => !meant.includes(each)))],
    ["Search", said ? [{ name: `Search all boards for “${said}”`, href: all, run: () => go(all) }] : []],
  ];
}

function openCard(found) {
  const address = `/boards/${found.board}/cards/${found.id}`;
  const event = new CustomEvent("card:open", { detail: address, cancelable: true });
  if (String(found.board) !== here() || document.dispatchEvent(event)) go(address);
}
