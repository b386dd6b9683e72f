// Counts down the seconds during which an act can be undone, then removes the button (the server refuses later ones).
function countDown(form) {
  let left = Number(form.dataset.annuler);
  const shown = form.querySelector("[data-reste]");
  const tick = () => {
    if (left <= 0) {
      if (form.contains(document.activeElement)) document.getElementById("contenu")?.focus();
      form.remove();
      return;
    }
    shown.textContent = `(${left} s)`;
    left -= 1;
    setTimeout(tick, 1000);
  };
  tick();
}

function start(root) {
  for (const form of root.querySelectorAll("[data-annuler]:not([data-compte])")) {
    form.dataset.compte = "";
    countDown(form);
  }
}

start(document);
document.addEventListener("htmx:afterSwap", (event) => start(event.target));
