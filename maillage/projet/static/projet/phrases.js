// Puts a sentence of the establishment where the cursor is; without scripts its link opens the form with it.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-phrase]");
  const field = link?.closest("form")?.querySelector("[data-phrase-cible]");
  if (!field) return;
  event.preventDefault();
  const { selectionStart: from, selectionEnd: to, value } = field;
  const before = value.slice(0, from);
  const glue = before && !/\s$/.test(before) ? " " : "";
  field.setRangeText(glue + link.dataset.phrase, from, to, "end");
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
});
