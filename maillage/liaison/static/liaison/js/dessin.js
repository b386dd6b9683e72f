// A signature drawn with a finger, a pen or a mouse, as an SVG path of moves and lines in a box of 600 by 200. A comfort: the form works without it.
const LARGEUR = 600;
const HAUTEUR = 200;
const LONGUEUR_MAX = 19000;

function preparer(boite) {
  const champ = document.getElementById(boite.dataset.dessin);
  const toile = boite.querySelector("canvas");
  const pinceau = toile.getContext("2d");
  let dernier = null;

  function point(evenement) {
    const cadre = toile.getBoundingClientRect();
    const x = ((evenement.clientX - cadre.left) * LARGEUR) / cadre.width;
    const y = ((evenement.clientY - cadre.top) * HAUTEUR) / cadre.height;
    return [Math.round(Math.min(Math.max(x, 0), LARGEUR)), Math.round(Math.min(Math.max(y, 0), HAUTEUR))];
  }

  function encre() {
    pinceau.lineWidth = 3;
    pinceau.lineCap = "round";
    pinceau.strokeStyle = getComputedStyle(toile).color;
  }

  function redessiner() {
    pinceau.clearRect(0, 0, LARGEUR, HAUTEUR);
    encre();
    if (champ.value) pinceau.stroke(new Path2D(champ.value));
  }

  toile.addEventListener("pointerdown", (evenement) => {
    evenement.preventDefault();
    toile.setPointerCapture(evenement.pointerId);
    dernier = point(evenement);
    champ.value += `M${dernier[0]} ${dernier[1]}`;
  });
  toile.addEventListener("pointermove", (evenement) => {
    if (dernier === null || champ.value.length > LONGUEUR_MAX) return;
    const suivant = point(evenement);
    if (suivant[0] === dernier[0] && suivant[1] === dernier[1]) return;
    champ.value += `L${suivant[0]} ${suivant[1]}`;
    encre();
    pinceau.beginPath();
    pinceau.moveTo(...dernier);
    pinceau.lineTo(...suivant);
    pinceau.stroke();
    dernier = suivant;
  });
  for (const fin of ["pointerup", "pointercancel"]) {
    toile.addEventListener(fin, () => {
      dernier = null;
    });
  }
  boite.querySelector("[data-dessin-effacer]").addEventListener("click", () => {
    champ.value = "";
    redessiner();
  });
  boite.hidden = false;
  redessiner();
}

for (const boite of document.querySelectorAll("[data-dessin]")) preparer(boite);
