/** Light, dark or as the system says. Runs in the head, before anything is painted, and is no
 * module for that reason: a module would come too late and the page would flash. Whoever is signed
 * in has the theme of their account, which the server wrote into the page; it is kept in the
 * browser too, for the pages before the door. */
(() => {
  const root = document.documentElement;
  const kept = () => {
    try { return localStorage.getItem("theme") ?? "system"; } catch { return "system"; }
  };
  const keep = theme => {
    try { localStorage.setItem("theme", theme); } catch { /* private mode */ }
  };
  const chosen = () => root.dataset.accountTheme ?? kept();
  const paint = () => {
    const theme = chosen();
    if (theme === "system") delete root.dataset.theme;
    else root.dataset.theme = theme;
    for (const choice of document.querySelectorAll("[data-theme-choice]"))
      choice.setAttribute("aria-pressed", String(choice.dataset.themeChoice === theme));
  };
  if (root.dataset.accountTheme) keep(root.dataset.accountTheme);
  paint();
  document.addEventListener("DOMContentLoaded", paint);
  document.addEventListener("htmx:after:settle", paint);
  addEventListener("storage", ({ key, newValue }) => {
    if (key === "theme" && root.dataset.accountTheme) root.dataset.accountTheme = newValue ?? "system";
    paint();
  });
  document.addEventListener("click", event => {
    const theme = event.target.closest?.("[data-theme-choice]")?.dataset.themeChoice;
    if (!theme) return;
    keep(theme);
    if (root.dataset.accountTheme) {
      root.dataset.accountTheme = theme;
      fetch("/me/theme", { method: "POST", body: new URLSearchParams({ theme }), keepalive: true }).catch(() => {});
    }
    paint();
  });
})();
