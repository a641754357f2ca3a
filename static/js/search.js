/** The search page: its address says what is looked for, so that coming back finds it again. */
const text = document.getElementById("search-text");

text.addEventListener("input", () => {
  const said = text.value.trim();
  history.replaceState(null, "", said ? `/search?${new URLSearchParams({ q: said })}` : "/search");
});
