/* The operator's desk: what the parts of the page tell each other. Every part works without it.

   The call strip chooses a call → the booking panel is asked again, with the caller's number, as long as nothing is typed
   in it. A reservation is booked or opened → the inquiry gets its number and, of a new one, its category.
   The content is typed → the FAQ is searched. A chosen answer moves out of the hits, which the next search replaces.
*/
"use strict";

(() => {
  const SEARCH_AFTER_MS = 400;
  const LONGEST_SEARCH = 120; // what is being typed now is what the caller asks now
  const form = document.getElementById("inquiry-form");
  const place = document.getElementById("booking-place");
  const hits = document.getElementById("faq-hits");
  const used = document.getElementById("faq-used");

  /* --- the call ----------------------------------------------------------------------------------------------- */

  const chosenCall = () => new FormData(form).get("live_call") ?? "";
  let call = chosenCall();

  /* Nothing chosen, typed or looked for in it, and no hand there. */
  function isBookingUntouched() {
    const panel = document.getElementById("booking-panel");
    const booking = document.getElementById("booking-form");
    if (!panel) return true;
    if (!booking || panel.contains(document.activeElement) || panel.querySelector("details[open]")) return false;
    return !["name", "kana", "phone", "slot"].some((name) => booking.elements[name]?.value);
  }

  document.addEventListener("htmx:afterSettle", () => {
    if (chosenCall() === call) return;
    call = chosenCall();
    if (call && isBookingUntouched()) htmx.trigger(document.body, "call-chosen");
  });

  place.addEventListener("htmx:beforeSwap", (event) => {
    if (event.target === place && !isBookingUntouched()) event.detail.shouldSwap = false;
  });

  /* --- the booking -------------------------------------------------------------------------------------------- */

  const OF_A_NEW_BOOKING = "pickup_new";

  function note(field, change) {
    change();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function noteNumber({ detail }) {
    const field = form.elements.reservation_number;
    field.closest("details").open = true;
    if (field.value !== detail.number) note(field, () => { field.value = detail.number; });
  }

  document.addEventListener("reservation-found", noteNumber);
  document.addEventListener("reservation-booked", (event) => {
    noteNumber(event);
    const categories = [...form.elements.category];
    const suggested = categories.find((radio) => radio.dataset.code === OF_A_NEW_BOOKING);
    if (suggested && !categories.some((radio) => radio.checked)) note(suggested, () => { suggested.checked = true; });
  });

  /* --- the FAQ ------------------------------------------------------------------------------------------------ */

  let timer = 0;
  let searched = "";

  function search() {
    const text = form.elements.summary.value.trim();
    const category = form.elements.category.value;
    if (`${category} ${text}` === searched) return;
    searched = `${category} ${text}`;
    htmx.trigger(hits, "search");
  }

  hits.addEventListener("htmx:configRequest", (event) => {
    const { parameters } = event.detail;
    parameters.q = form.elements.summary.value.slice(-LONGEST_SEARCH);
    parameters.category = form.elements.category.value;
  });

  const boxesIn = (place) => [...place.querySelectorAll("input[name=faq_versions]")];

  document.addEventListener("change", ({ target }) => {
    if (target.name !== "faq_versions") return;
    if (hits.contains(target)) used.append(target.closest("li"));
    else if (!target.checked) target.closest("li").remove();
  });

  hits.addEventListener("htmx:afterSwap", () => {
    const chosen = new Set(boxesIn(used).map((box) => box.value));
    boxesIn(hits).filter((box) => chosen.has(box.value)).forEach((box) => box.closest("li").remove());
  });

  function onTyped({ isComposing, target }) {
    if (isComposing || !["summary", "category"].includes(target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(search, SEARCH_AFTER_MS);
  }

  form.addEventListener("input", onTyped);
  form.addEventListener("compositionend", onTyped); // Chromium sends no input after the end of a conversion
})();
