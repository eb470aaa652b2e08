"use strict";

// 案情回放: a slider over the steps, whose ways are in the list below it.
for (const nav of document.querySelectorAll("[data-slider]")) {
  const ways = [...document.querySelectorAll("[data-steps] a")];
  const slider = document.createElement("input");
  slider.type = "range";
  slider.min = 1;
  slider.max = ways.length;
  slider.value = 1 + ways.findIndex((way) => way.hasAttribute("aria-current"));
  slider.setAttribute("aria-label", nav.getAttribute("aria-label"));
  slider.addEventListener("change", () => { location.href = ways[slider.value - 1].href; });
  nav.append(slider);
}
