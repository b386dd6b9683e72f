// A custom property holds the light and the dark value: only a painted element tells which one applies.
export function paintedColour(frame, property) {
  const probe = document.createElement("span");
  probe.style.color = `var(${property})`;
  frame.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}
