/** A plot: one chart's picture in its place. New figures move what is drawn, and leave the zoom and
 * what is pointed at as they are.
 *
 * What is pointed at is named in the page's own type, as an element: text that were to be parsed
 * would carry styles, which the page's policy refuses. */
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const ZOOM = 1.4;

export class Plot {
  #chart; #place; #points = []; #at = -1; #main = 0; #open;

  /** `open(card, apart)` is called for a card that is chosen; `zoomed(bool)` when days are hidden. */
  constructor(place, open, zoomed) {
    this.#place = place;
    this.#open = open;
    this.#chart = echarts.init(place, null, { renderer: "svg" });
    this.#chart.on("click", ({ seriesIndex, dataIndex, event }) => {
      if (seriesIndex === this.#main) this.#pressed(dataIndex, event?.event);
    });
    this.#chart.on("datazoom", () => zoomed(this.#zoom().some(({ start, end }) => start > 0 || end < 100)));
  }

  /** The pixels that there are. */
  get size() {
    return { width: this.#place.clientWidth, height: this.#place.clientHeight };
  }

  get #pointed() { return this.#points[this.#at]; }

  #zoom() {
    return this.#chart.getOption()?.dataZoom ?? [];
  }

  /** Draws a picture {option, points, main, axis, still}. */
  draw({ option, points, main, axis = false, still = false }, c, { fresh = false } = {}) {
    const card = this.#pointed?.card?.id;
    this.#points = points;
    this.#main = main;
    if (card) this.#at = points.findIndex(point => point.card?.id === card);
    const tooltip = {
      trigger: axis ? "axis" : "item", confine: true, transitionDuration: 0,
      backgroundColor: c.surface, borderColor: c.line, padding: [6, 10], extraCssText: "box-shadow: var(--shadow-lift); border-radius: 8px; z-index: 5",
      axisPointer: { type: option.series[0]?.type === "bar" ? "shadow" : "line" },
      formatter: said => tip(points[[said].flat()[0].dataIndex]),
    };
    const inside = which => ({ type: "inside", id: which, [which]: 0, filterMode: "none", zoomOnMouseWheel: "ctrl", moveOnMouseMove: true, preventDefaultMouseMove: false });
    const zooms = still ? [] : axis ? [inside("xAxisIndex")] : [inside("xAxisIndex"), inside("yAxisIndex")];
    const moving = !fresh && !calm.matches;
    this.#chart.setOption({ animation: moving, animationDuration: 200, animationDurationUpdate: 200, textStyle: { fontFamily: "Inter, system-ui, sans-serif" }, dataZoom: zooms, ...option, tooltip }, { replaceMerge: ["series"], lazyUpdate: false });
  }

  /** Shows all days again. */
  whole() {
    this.#zoom().forEach((_, dataZoomIndex) => this.#chart.dispatchAction({ type: "dataZoom", dataZoomIndex, start: 0, end: 100 }));
  }

  resize() {
    this.#chart.resize({ animation: { duration: 0 } });
  }

  /** What a key means here; answers what is to be said of it, or null. */
  key(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: -1, ArrowUp: 1 }[event.key];
    if (step && this.#points.length) return this.#go(this.#at < 0 ? (step > 0 ? 0 : this.#points.length - 1) : this.#at + step);
    if (event.key === "Home") return this.#go(0);
    if (event.key === "End") return this.#go(this.#points.length - 1);
    if (event.key === "Enter" && this.#pointed?.card) return this.#choose(this.#at, event), "";
    if ("+=-".includes(event.key)) return this.#scale(event.key === "-" ? ZOOM : 1 / ZOOM), "";
    if (event.key === "0") return this.whole(), "All days are shown.";
    return null;
  }

  #go(at) {
    this.#at = Math.min(Math.max(at, 0), this.#points.length - 1);
    const where = { seriesIndex: this.#main, dataIndex: this.#at };
    this.#chart.dispatchAction({ type: "downplay", seriesIndex: this.#main });
    this.#chart.dispatchAction({ type: "highlight", ...where });
    this.#chart.dispatchAction({ type: "showTip", ...where });
    return this.#pointed?.tip.join(". ") ?? "";
  }

  /** Lets go of what the keys pointed at. */
  leave() {
    this.#at = -1;
    this.#chart.dispatchAction({ type: "downplay", seriesIndex: this.#main });
    this.#chart.dispatchAction({ type: "hideTip" });
  }

  #scale(by) {
    const [{ start, end } = {}] = this.#zoom();
    if (start === undefined) return;
    const middle = (start + end) / 2, half = Math.min(50, Math.max(1, (end - start) / 2 * by));
    const from = Math.min(Math.max(0, middle - half), 100 - 2 * half);
    this.#chart.dispatchAction({ type: "dataZoom", dataZoomIndex: 0, start: from, end: from + 2 * half });
  }

  /** A finger cannot point before it presses: the first time it names the card, then it opens it. */
  #pressed(at, event) {
    const named = !event?.zrByTouch || this.#at === at;
    this.#at = at;
    if (named) this.#choose(at, event);
  }

  #choose(at, event) {
    const card = this.#points[at]?.card;
    if (card) this.#open(card, Boolean(event?.ctrlKey || event?.metaKey));
  }
}

function tip(point) {
  const shown = document.createElement("div");
  shown.className = "tip";
  const [title, ...lines] = point?.tip ?? [];
  shown.append(Object.assign(document.createElement("b"), { textContent: title }), ...lines.map(textContent => Object.assign(document.createElement("span"), { textContent })));
  return shown;
}
