/** The colours of the style sheet's tokens, as they are now, in a form that charts understand. */
const NAMES = ["surface", "well", "line", "ink", "ink-2", "ink-3", "accent", "go", "full", "stop", "full-ink", "stop-ink", "go-soft", "full-soft", "stop-soft"];

/** Reads them all: {ink: "rgb(…)", …}. */
export function colours() {
  const probe = document.body.appendChild(document.createElement("i"));
  const brush = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const read = name => {
    probe.style.color = `var(--${name})`;
    brush.fillStyle = getComputedStyle(probe).color;
    brush.fillRect(0, 0, 1, 1);
    return `rgb(${[...brush.getImageData(0, 0, 1, 1).data].slice(0, 3).join(",")})`;
  };
  const found = Object.fromEntries(NAMES.map(name => [name, read(name)]));
  probe.remove();
  return found;
}

/** So much of `a`, the rest of `b`: opaque, unlike a colour one sees through. */
export function mix(a, b, share) {
  const parts = colour => colour.match(/\d+/g).map(Number);
  const other = parts(b);
  return `rgb(${parts(a).map((part, at) => Math.round(part * share + other[at] * (1 - share))).join(",")})`;
}

/** Calls back when they are others: by the theme chosen here, in another window, or by the system. */
export function onTheme(callback) {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", callback);
  new MutationObserver(callback).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
}
