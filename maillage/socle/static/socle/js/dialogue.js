// Opens and closes <dialog> elements: data-ouvre="id" on a button, data-ferme inside the dialog. Closes menus on Escape
// or on a click elsewhere. Moves the focus to a summary of errors when the page brings one.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-ouvre]");
  if (opener) document.getElementById(opener.dataset.ouvre)?.showModal();
  event.target.closest("[data-ferme]")?.closest("dialog")?.close();
  for (const menu of document.querySelectorAll("details.menu-deroulant[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu-deroulant[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
  document.activeElement?.closest(".sigle")?.blur();
});

document.querySelector("[data-recevoir-focus]:not(.exemple *)")?.focus();
