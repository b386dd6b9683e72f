// Keyboard: / opens the search, j and k walk a list marked data-parcourir, Enter opens the row's first link.
const typing = (element) => element.closest("input, select, textarea, [contenteditable]") !== null;

function rows() {
  return [...document.querySelectorAll("[data-parcourir] > *")].filter((row) => row.querySelector("a[href], button"));
}

function walk(step) {
  const all = rows();
  if (!all.length) return;
  const here = all.findIndex((row) => row.classList.contains("parcouru"));
  const next = here < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(here + step, 0), all.length - 1);
  all[here]?.classList.remove("parcouru");
  all[next].classList.add("parcouru");
  all[next].querySelector("a[href], button").focus();
  all[next].scrollIntoView({ block: "nearest" });
}

const ACTIONS = {
  "/": () => document.querySelector("[data-recherche]")?.focus(),
  j: () => walk(1),
  k: () => walk(-1),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const action = ACTIONS[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});
