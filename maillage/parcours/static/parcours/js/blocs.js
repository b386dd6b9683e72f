// The page of a young person: a part that another context refuses or does not have is taken away, with its link in the page;
// on a phone the parts arrive folded, and a link inside the page opens the one it leads to.
const NARROW = matchMedia("(width < 48rem)");

function drop(block) {
  const fold = block.closest("[data-pli]");
  document.querySelector(`.ancres a[href="#${fold.id}"]`)?.closest("li").remove();
  fold.remove();
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const block = event.target.closest?.("[data-bloc]");
  if (!block || event.target !== block) return;
  const { status, responseText } = event.detail.xhr;
  if (status === 403 || status === 404 || (status === 200 && !responseText.trim()) || status === 204) {
    event.detail.shouldSwap = false;
    drop(block);
  }
});

function unfold() {
  const target = location.hash ? document.getElementById(location.hash.slice(1)) : null;
  if (target?.matches("[data-pli]")) target.open = true;
}

if (NARROW.matches) {
  for (const fold of [...document.querySelectorAll("[data-pli]")].slice(1)) fold.open = false;
}
unfold();
addEventListener("hashchange", unfold);
addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll("[data-pli]")) fold.open = true;
});
