/** Numbers and days in words. A day is a date in the board's zone, and the same everywhere. */
const year = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const near = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", timeZone: "UTC" });

/** `2026-11-03` with its year, or without. */
export const date = day => year.format(new Date(day));
export const short = day => near.format(new Date(day));

/** The day of an instant in a board's zone, and whether a day is that of the present. */
export const dayIn = (zone, when = new Date()) => new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(new Date(when));
export const isToday = (day, { zone }) => day === dayIn(zone);

/** `1 card`, `4 cards`. */
export const count = (n, noun) => `${n.toLocaleString()} ${noun}${n === 1 ? "" : "s"}`;

/** A number without decimals that say nothing. */
export const number = value => value.toLocaleString(undefined, { maximumFractionDigits: 1 });

/** `a`, `a and b`, `a, b and c`. */
export const listed = words => words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

/** `1 Oct to 3 Nov 2026`. */
export const stretch = ({ from, to }) => `${short(from)} to ${date(to)}`;

/** `4 h`, `3.2 d`: how long something lasted. */
export function lasting(seconds) {
  const hours = seconds / 3600;
  return hours < 1 ? `${Math.round(seconds / 60)} min` : hours < 48 ? `${number(hours)} h` : `${number(hours / 24)} d`;
}
