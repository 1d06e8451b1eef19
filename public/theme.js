// Light or dark, and whether somebody is signed in. Blocking and before the style sheet, so that the page never
// flashes in the other one; it also answers the button, which so works before the page is hydrated.
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const system = () => (dark.matches ? "dark" : "light");
  const chosen = () => {
    try {
      const theme = localStorage.getItem("theme");
      return theme === "light" || theme === "dark" ? theme : null;
    } catch {
      return null;
    }
  };
  const apply = (theme) => {
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
  };
  apply(chosen());
  // A hint that the server sets beside the cookie that no script can read; it decides nothing.
  if (/(^|;)\s*guildhall-in=1/.test(document.cookie)) root.dataset.signedIn = "";
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || !event.target.closest("[data-theme-toggle]")) return;
    const next = (root.dataset.theme ?? system()) === "dark" ? "light" : "dark";
    // The choice that the system makes by itself needs no keeping.
    const kept = next === system() ? null : next;
    apply(kept);
    try {
      if (kept) localStorage.setItem("theme", kept);
      else localStorage.removeItem("theme");
    } catch {
      // No storage: the choice holds for this page.
    }
  });
  addEventListener("storage", (event) => {
    if (event.key === "theme" || event.key === null) apply(chosen());
  });
})();
