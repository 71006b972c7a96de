/* The grid of the roster. Without this file it is a plain form.

   Arrow keys, Enter and Shift+Enter move between the text boxes (left and right only from the edge of the text); a block
   copied from a spreadsheet is pasted over as many boxes. Changed boxes are marked and counted; leaving with changes
   asks first. The column of today comes into sight.
*/
"use strict";

(() => {
  const form = document.querySelector("form[data-roster]");
  if (!form) return;
  const boxes = [...form.querySelectorAll("td input[name]")];
  const seen = JSON.parse(form.elements.seen.value || "{}");
  const count = form.querySelector("[data-roster-count]");
  const isChanged = (box) => box.value.trim() !== (seen[box.name] ?? "");
  const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  function show() {
    let changed = 0;
    boxes.forEach((box) => {
      box.classList.toggle("changed", isChanged(box));
      box.classList.toggle("long", box.value.length > 4);
      box.title = box.value.length > 4 ? box.value : "";
      changed += isChanged(box);
    });
    count.textContent = changed ? `変更 ${changed} 件（まだ保存していません）` : "";
  }

  /* The next text box from one on, in steps of rows or columns; days without a box are passed over. */
  function next(box, [down, right]) {
    let cell = box.closest("td");
    for (;;) {
      const row = down ? (down > 0 ? cell.parentElement.nextElementSibling : cell.parentElement.previousElementSibling) : cell.parentElement;
      cell = row?.cells[cell.cellIndex + right];
      if (!cell) return null;
      const found = cell.querySelector("input[name]");
      if (found) return found;
    }
  }

  function onKey(event) {
    const box = event.target;
    if (!boxes.includes(box) || event.isComposing || event.keyCode === 229) return;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    let step = STEPS[event.key];
    if (event.key === "Enter") step = [event.shiftKey ? -1 : 1, 0];
    else if (event.shiftKey) return;
    if (!step) return;
    const isWhole = box.selectionStart === 0 && box.selectionEnd === box.value.length;
    if (event.key === "ArrowLeft" && !isWhole && box.selectionStart > 0) return;
    if (event.key === "ArrowRight" && !isWhole && box.selectionEnd < box.value.length) return;
    event.preventDefault();
    next(box, step)?.focus();
  }

  function onPaste(event) {
    const box = event.target;
    const text = event.clipboardData.getData("text/plain");
    if (!boxes.includes(box) || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    const cell = box.closest("td");
    let row = cell.parentElement;
    for (const line of text.replace(/\r/g, "").replace(/\n$/, "").split("\n")) {
      line.split("\t").forEach((value, offset) => {
        const target = row?.cells[cell.cellIndex + offset]?.querySelector("input[name]");
        if (target) target.value = value.trim();
      });
      row = row?.nextElementSibling;
    }
    show();
  }

  form.addEventListener("keydown", onKey);
  form.addEventListener("paste", onPaste);
  form.addEventListener("input", show);
  form.addEventListener("focusin", (event) => boxes.includes(event.target) && event.target.select());
  let isSent = false;
  /* Only what has changed is sent; coming back by the browser's button finds every box again. */
  form.addEventListener("submit", () => {
    isSent = true;
    boxes.forEach((box) => (box.disabled = !isChanged(box)));
  });
  window.addEventListener("pageshow", () => {
    isSent = false;
    boxes.forEach((box) => (box.disabled = false));
  });
  window.addEventListener("beforeunload", (event) => {
    if (!isSent && boxes.some(isChanged)) event.preventDefault();
  });

  document.querySelectorAll(".roster thead .today").forEach((head) => {
    const frame = head.closest(".table-scroll");
    frame.scrollLeft = Math.max(0, head.offsetLeft - frame.clientWidth / 2);
  });
  show();
})();
