// Copies the address of a feed; without scripts the field is selected and copied by hand.

for (const bouton of document.querySelectorAll("[data-copier]")) {
  const champ = document.getElementById(bouton.dataset.copier);
  const dire = document.querySelector("[data-copie-dite]");
  if (!champ || !navigator.clipboard) continue;
  bouton.hidden = false;
  bouton.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(champ.value);
      dire.textContent = "L'adresse est copiée.";
    } catch {
      champ.select();
      dire.textContent = "L'adresse est sélectionnée : copiez-la avec Ctrl C.";
    }
  });
}
