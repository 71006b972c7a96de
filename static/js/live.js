/* Keeps the row that somebody reads at its place when the list of the live history is renewed above it. */
"use strict";

(() => {
  let reading = null;
  const box = () => document.querySelector("#live-list .table-scroll");

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id !== "live-list") return;
    const list = box();
    const top = list?.getBoundingClientRect().top ?? 0;
    const head = list?.querySelector("thead")?.offsetHeight ?? 0;
    const row = list?.scrollTop
      ? [...list.querySelectorAll("tbody tr")].find((line) => line.getBoundingClientRect().top >= top + head)
      : null;
    reading = row ? { id: row.querySelector("a").id, offset: row.getBoundingClientRect().top - top } : null;
  });

  document.addEventListener("htmx:afterSwap", () => {
    const row = reading && document.getElementById(reading.id)?.closest("tr");
    const list = box();
    if (row && list) list.scrollTop += row.getBoundingClientRect().top - list.getBoundingClientRect().top - reading.offset;
    reading = null;
  });
})();
