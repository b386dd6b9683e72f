// Keyboard of the week: p and n go to the weeks around, t comes back to this one (j, k and Enter are the same on every list).
const TARGETS = { p: "[rel=prev]", n: "[rel=next]", t: "[data-aujourdhui]" };
const typing = (element) => element.closest("input, select, textarea, [contenteditable]") !== null;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const link = TARGETS[event.key] && document.querySelector(`.agenda-navigation ${TARGETS[event.key]}`);
  if (!link) return;
  event.preventDefault();
  link.click();
});
