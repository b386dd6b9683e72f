// Copies the third-party files the pages need into maillage/socle/static/socle/tiers/ and draws the sprites of icons and pictograms.
// The faces of papers (PDF) go to maillage/socle/polices/. For developers only: the result is committed. Usage: npm ci && npm run build
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const target = join(here, "..", "maillage", "socle", "static", "socle", "tiers");
const read = (...path) => readFileSync(join(modules, ...path), "utf8");
const write = (name, text) => writeFileSync(join(target, name), text);
const withoutSourceMap = (text) => text.replace(/\n?\/[/*]# sourceMappingURL=.*$/gm, "").trimEnd() + "\n";

// A cascade layer keeps Bootstrap below our own rules whatever their specificity; its colour utilities follow our
// tokens (which hold the light and the dark value together) instead of fixed components of colour.
function layered(css) {
  css = css.replace(/rgba\(var\(--bs-(\w+)-rgb\), ?var\(--bs-(?:text|bg|border)-opacity\)\)/g, "var(--bs-$1)");
  css = css.replace(/rgba\(var\(--bs-link-color-rgb\), ?var\(--bs-link-opacity, ?1\)\)/g, "var(--bs-link-color)");
  css = css.replace(/--bs-link-color-rgb:var\(--bs-link-hover-color-rgb\)/g, "--bs-link-color:var(--bs-link-hover-color)");
  const banner = css.match(/\/\*![\s\S]*?\*\//)?.[0] ?? "";
  const body = withoutSourceMap(css).replace(/^@charset "utf-8";/i, "").replace(banner, "");
  return `@charset "UTF-8";\n${banner}\n@layer bootstrap{${body.trim()}}\n`;
}

function sprite() {
  const wanted = JSON.parse(readFileSync(join(here, "icones.json"), "utf8"));
  const symbols = Object.entries(wanted).sort().map(([name, source]) => {
    const svg = read("@tabler", "icons", "icons", "outline", `${source}.svg`);
    const paths = [...svg.matchAll(/<path d="[^"]+" \/>/g)].map((match) => match[0].replace(" />", "/>")).join("");
    return `<symbol id="${name}" viewBox="0 0 24 24">${paths}</symbol>`;
  });
  const drawing = 'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"';
  return `<svg xmlns="http://www.w3.org/2000/svg" ${drawing}>\n${symbols.join("\n")}\n</svg>\n`;
}

// Coloured drawings: each keeps its own fills and strokes, so that a symbol looks the same alone, on a page and on paper.
function pictograms() {
  const wanted = JSON.parse(readFileSync(join(here, "pictogrammes.json"), "utf8"));
  const { icons, width, height } = JSON.parse(read("@iconify-json", "openmoji", "icons.json"));
  const symbols = Object.entries(wanted).sort().map(
    ([name, source]) => `<symbol id="${name}" viewBox="0 0 ${width} ${height}">${icons[source].body}</symbol>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`;
}

const openmoji = `All emojis designed by OpenMoji, the open-source emoji and icon project (https://openmoji.org).
License: Creative Commons Attribution-ShareAlike 4.0 International (CC BY-SA 4.0)
https://creativecommons.org/licenses/by-sa/4.0/legalcode
The drawings are unchanged; only those listed in frontend/pictogrammes.json are shipped, gathered in one file.
`;

function fonts() {
  mkdirSync(join(target, "polices"), { recursive: true });
  for (const family of ["next", "mono"]) {
    for (const style of family === "next" ? ["normal", "italic"] : ["normal"]) {
      const file = `atkinson-hyperlegible-${family}-latin-wght-${style}.woff2`;
      cpSync(join(modules, "@fontsource-variable", `atkinson-hyperlegible-${family}`, "files", file), join(target, "polices", file));
    }
  }
}

function paperFonts() {
  const folder = join(here, "..", "maillage", "socle", "polices");
  mkdirSync(folder, { recursive: true });
  for (const face of ["400Regular", "400Regular_Italic", "700Bold"]) {
    const file = `AtkinsonHyperlegibleNext_${face}.ttf`;
    cpSync(join(modules, "@expo-google-fonts", "atkinson-hyperlegible-next", face, file), join(folder, file));
  }
}

function licences() {
  mkdirSync(join(target, "licences"), { recursive: true });
  const sources = {
    "atkinson-hyperlegible.txt": ["@fontsource-variable", "atkinson-hyperlegible-next", "LICENSE"],
    "bootstrap.txt": ["bootstrap", "LICENSE"],
    "htmx.txt": ["htmx.org", "LICENSE"],
    "maplibre-gl.txt": ["maplibre-gl", "LICENSE.txt"],
    "tabler-icons.txt": ["@tabler", "icons", "LICENSE"],
  };
  for (const [name, path] of Object.entries(sources)) write(join("licences", name), read(...path));
  write(join("licences", "openmoji.txt"), openmoji);
}

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
write("bootstrap.min.css", layered(read("bootstrap", "dist", "css", "bootstrap.min.css")));
write("htmx.min.js", withoutSourceMap(read("htmx.org", "dist", "htmx.min.js")));
write("maplibre-gl.css", withoutSourceMap(read("maplibre-gl", "dist", "maplibre-gl.css")));
write("maplibre-gl.mjs", withoutSourceMap(read("maplibre-gl", "dist", "maplibre-gl.mjs")));
write("maplibre-gl-worker.mjs", withoutSourceMap(read("maplibre-gl", "dist", "maplibre-gl-worker.mjs")));
write("icones.svg", sprite());
write("pictogrammes.svg", pictograms());
fonts();
paperFonts();
licences();
