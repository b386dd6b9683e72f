// A drawing wider than the screen opens on the person in its middle. Without this module it opens on its left side.
for (const frame of document.querySelectorAll(".ecocarte-cadre")) {
  frame.scrollLeft = (frame.scrollWidth - frame.clientWidth) / 2;
}
