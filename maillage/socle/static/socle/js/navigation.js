// Remembers which groups of the rail were folded or unfolded, in this browser only; where one is always stays open.
const CLE = "maillage-navigation";
const lus = () => {
  try {
    return JSON.parse(localStorage.getItem(CLE)) ?? {};
  } catch {
    return {};
  }
};

function retenirLesGroupes(racine) {
  const choix = lus();
  for (const groupe of racine.querySelectorAll("details[data-groupe]")) {
    const { groupe: titre } = groupe.dataset;
    if (titre in choix && !groupe.querySelector("[aria-current]")) groupe.open = choix[titre];
    groupe.querySelector("summary").addEventListener("click", () => {
      try {
        localStorage.setItem(CLE, JSON.stringify({ ...lus(), [titre]: !groupe.open }));
      } catch {
        // A browser that keeps nothing folds them again at the next page.
      }
    });
  }
}

document.querySelectorAll("[data-navigation]").forEach(retenirLesGroupes);
