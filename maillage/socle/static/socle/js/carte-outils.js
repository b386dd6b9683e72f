// What goes with a map: layers shown or hidden, search, A3 print, image with its legend, date and sources.
// Everything works on the drawing of the server too: a map without WebGL keeps its tools.

function keep(data, shown) {
  return { ...data, features: data.features.filter((f) => !f.properties.couche || shown.has(f.properties.couche)) };
}

function named(feature) {
  return feature.properties.nom && !feature.properties.fond;
}

function layers(section, data, map) {
  const boxes = [...section.querySelectorAll("[data-couche]")];
  const apply = () => {
    const shown = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    for (const part of section.querySelectorAll("[data-de-la-couche]")) part.toggleAttribute("hidden", !shown.has(part.dataset.deLaCouche));
    const kept = keep(data, shown);
    map.show(kept);
    section.querySelector("[data-carte-dit]").textContent = `Montrés : ${kept.features.filter(named).length} sur ${data.features.filter(named).length}, dans le tableau aussi.`;
  };
  for (const box of boxes) box.addEventListener("change", apply);
}

function plain(text) {
  return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().trim();
}

function search(section, data, towns, map) {
  const input = section.querySelector("[data-carte-cherche]");
  const said = section.querySelector("[data-carte-dit]");
  const places = [...data.features.filter(named), ...towns.features];
  document.getElementById(input.getAttribute("list")).append(...places.slice(0, 500).map((f) => new Option(f.properties.nom, f.properties.nom)));
  input.addEventListener("change", () => {
    const sought = plain(input.value);
    const found = sought && (places.find((f) => plain(f.properties.nom) === sought) ?? places.find((f) => plain(f.properties.nom).includes(sought)));
    said.textContent = found ? [found.properties.nom, found.properties.texte].filter(Boolean).join(" : ") : sought ? "Rien de ce nom sur cette carte." : "";
    if (found) map.go(found);
  });
}

function paintShapes(pen, svg) {
  for (const shape of svg.querySelectorAll("path, circle, text")) {
    if (shape.hasAttribute("hidden")) continue;
    const style = getComputedStyle(shape);
    pen.fillStyle = style.fill;
    pen.strokeStyle = style.stroke;
    pen.lineWidth = Number.parseFloat(style.strokeWidth) || 1;
    if (shape.tagName === "text") {
      paintName(pen, shape, style);
      continue;
    }
    const outline = shape.tagName === "path" ? new Path2D(shape.getAttribute("d")) : new Path2D();
    if (shape.tagName === "circle") outline.arc(shape.cx.baseVal.value, shape.cy.baseVal.value, shape.r.baseVal.value, 0, 2 * Math.PI);
    const halo = shape.classList.contains("carte-ville");
    if (halo) pen.stroke(outline);
    if (style.fill !== "none") pen.fill(outline);
    if (!halo) pen.stroke(outline);
  }
}

const NAME_SIZE = 16;

function paintName(pen, name, style) {
  pen.font = `600 ${NAME_SIZE}px ${style.fontFamily}`;
  pen.lineWidth = 4;
  pen.textAlign = { middle: "center", end: "right" }[name.getAttribute("text-anchor")] ?? "left";
  pen.lineJoin = "round";
  const place = [name.textContent, Number(name.getAttribute("x")), Number(name.getAttribute("y"))];
  pen.strokeText(...place);
  pen.fillText(...place);
  pen.textAlign = "left";
}

function paintKey(pen, mark, line) {
  if (!mark) return;
  const style = getComputedStyle(mark);
  const outline = new Path2D();
  if (mark.tagName === "rect") outline.rect(20, line - 12, 24, 16);
  else outline.arc(32, line - 5, mark.classList.contains("carte-anneau") ? mark.r.baseVal.value : 6, 0, 2 * Math.PI);
  pen.fillStyle = style.fill;
  pen.strokeStyle = style.stroke;
  pen.lineWidth = mark.classList.contains("carte-anneau") ? 2 : 1;
  if (style.fill !== "none") pen.fill(outline);
  pen.stroke(outline);
}

// A long source goes on as many lines as it needs.
function cut(pen, text, width) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (lines.at(-1) && pen.measureText(longer).width > width) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

const SOURCE_FONT = "400 14px sans-serif";

function sourceLines(pen, section, width) {
  pen.font = SOURCE_FONT;
  return cut(pen, section.querySelector("[data-carte-source]").textContent.trim().replace(/\s+/g, " "), width - 40);
}

function paintWords(pen, section, top, width) {
  let line = top;
  const write = (text, x, size, weight = 400) => { pen.font = `${weight} ${size}px sans-serif`; pen.fillText(text, x, line, width - x - 20); };
  for (const item of section.querySelectorAll(".carte-legende li")) {
    paintKey(pen, item.querySelector("rect, circle"), line);
    pen.fillStyle = getComputedStyle(section).color;
    write(item.textContent.trim().replace(/\s+/g, " "), 54, 15);
    line += 24;
  }
  pen.fillStyle = getComputedStyle(section).color;
  line += 8;
  for (const text of sourceLines(pen, section, width)) {
    pen.fillText(text, 20, line);
    line += 20;
  }
}

function image(section) {
  const svg = section.querySelector(".carte-dessin");
  const { width, height } = svg.viewBox.baseVal;
  const source = sourceLines(document.createElement("canvas").getContext("2d"), section, width).length;
  const legend = section.querySelectorAll(".carte-legende li").length * 24 + 44 + source * 20;
  const canvas = Object.assign(document.createElement("canvas"), { width: width * 2, height: (height + 60 + legend) * 2 });
  const pen = canvas.getContext("2d");
  pen.scale(2, 2);
  const paper = getComputedStyle(document.body);
  pen.fillStyle = paper.backgroundColor;
  pen.fillRect(0, 0, width, height + 60 + legend);
  pen.fillStyle = paper.color;
  pen.font = "700 20px sans-serif";
  pen.fillText(`${document.querySelector("h1").textContent} : ${section.querySelector("h2").textContent}`, 20, 36, width - 40);
  pen.translate(0, 56);
  paintShapes(pen, svg);
  paintWords(pen, section, height + 24, width);
  canvas.toBlob((blob) => {
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: "carte.png" });
    link.click();
    URL.revokeObjectURL(link.href);
  });
}

export function equip(section, data, towns, map) {
  section.querySelector("[data-carte-imprimer]").addEventListener("click", () => window.print());
  section.querySelector("[data-carte-image]").addEventListener("click", () => image(section));
  layers(section, data, map);
  search(section, data, towns, map);
}
