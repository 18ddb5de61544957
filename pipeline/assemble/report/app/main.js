// Puts the page together; last of all modules.
import { html, render } from "../vendor/htm-preact.js";
import { Shell } from "./shell.js";
import { startStore } from "./state.js";
import { language } from "./words.js";

const root = document.getElementById("app");

/** @param {boolean} paper */
function show(paper) {
  if (root) render(html`<${Shell} paper=${paper} />`, root);
}

document.documentElement.classList.add("js");
document.documentElement.lang = language();
addEventListener("beforeprint", () => show(true));
addEventListener("afterprint", () => show(false));
startStore();
show(false);
