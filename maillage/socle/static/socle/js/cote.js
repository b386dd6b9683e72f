// The side panel: an explanation just brought there takes the focus; closing it gives the focus back to the figure.
let opener = null;

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.target.id === "cote") opener = event.detail.elt;
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id === "cote") event.target.querySelector(".panneau")?.focus();
});

function close() {
  document.getElementById("cote").replaceChildren();
  opener?.focus();
}

document.addEventListener("click", (event) => {
  if (event.target.closest(".cote [data-ferme-cote]")) close();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.closest(".cote")) close();
});
