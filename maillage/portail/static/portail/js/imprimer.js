// A button that prints; without script, the browser's own command does.
for (const bouton of document.querySelectorAll("[data-imprimer]")) {
  bouton.addEventListener("click", () => window.print());
}
