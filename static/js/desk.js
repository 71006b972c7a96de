/* The operator's desk: what the parts of the page tell each other. Every part works without it.

   The call strip chooses a call → the booking panel is asked again, with the caller's number, as long as nothing is typed
   in it. A booking is made, changed or cancelled → the inquiry gets its number and, if none is chosen, its category.
   The content is typed → the FAQ is searched. A chosen answer moves out of the hits, which the next search replaces.
*/
"use strict";

(() => {
  const SEARCH_AFTER_MS = 400;
  const form = document.getElementById("inquiry-form");
  const hits = document.getElementById("faq-hits");
  const used = document.getElementById("faq-used");

  /* --- the call ----------------------------------------------------------------------------------------------- */

  const chosenCall = () => new FormData(form).get("live_call") ?? "";
  let call = chosenCall();

  function isBookingUntouched() {
    const booking = document.getElementById("booking-form");
    return !booking || !["name", "kana", "phone", "slot"].some((name) => booking.elements[name]?.value);
  }

  document.addEventListener("htmx:afterSettle", () => {
    if (chosenCall() === call) return;
    call = chosenCall();
    if (call && isBookingUntouched()) htmx.trigger(document.body, "call-chosen");
  });

  /* --- the booking -------------------------------------------------------------------------------------------- */

  const CATEGORIES = { booked: "pickup_new", changed: "pickup_change", cancelled: "pickup_cancel" };

  function noteBooking(kind, number) {
    form.elements.reservation_number.value = number;
    const isChosen = [...form.elements.category].some((radio) => radio.checked);
    const radio = [...form.elements.category].find((each) => each.dataset.code === CATEGORIES[kind]);
    if (!isChosen && radio) radio.checked = true;
    form.elements.reservation_number.dispatchEvent(new Event("input", { bubbles: true }));
  }

  Object.keys(CATEGORIES).forEach((kind) => {
    document.addEventListener(`reservation-${kind}`, (event) => noteBooking(kind, event.detail.number));
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

  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.elt !== hits) return;
    event.detail.parameters.set("q", form.elements.summary.value);
    event.detail.parameters.set("category", form.elements.category.value);
  });

  form.addEventListener("input", (event) => {
    if (event.isComposing || !["summary", "category"].includes(event.target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(search, SEARCH_AFTER_MS);
  });
})();
