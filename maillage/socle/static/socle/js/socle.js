// Loaded on every page. Each module finds its own elements; a page works without any of them.
import "./annuler.js";
import "./cote.js";
import "./dialogue.js";
import "./navigation.js";
import "./raccourcis.js";
import "./theme.js";
