/** Light, dark or as the system says. Runs in the head, before anything is painted, and is no
 * module for that reason: a module would come too late and the page would flash. */
(() => {
  const root = document.documentElement;
  const chosen = () => {
    try { return localStorage.getItem("theme") ?? "system"; } catch { return "system"; }
  };
  const paint = () => {
    const theme = chosen();
    if (theme === "system") delete root.dataset.theme;
    else root.dataset.theme = theme;
    for (const choice of document.querySelectorAll("[data-theme-choice]"))
      choice.setAttribute("aria-pressed", String(choice.dataset.themeChoice === theme));
  };
  paint();
  document.addEventListener("DOMContentLoaded", paint);
  document.addEventListener("htmx:after:settle", paint);
  addEventListener("storage", paint);
  document.addEventListener("click", event => {
    const choice = event.target.closest?.("[data-theme-choice]");
    if (!choice) return;
    try { localStorage.setItem("theme", choice.dataset.themeChoice); } catch { /* private mode */ }
    paint();
  });
})();
