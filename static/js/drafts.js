/* Keeps what is typed on the server: a form that holds a data-draft element sends its content two seconds after the
   last change, and at once when its page is left. Nothing is kept in the browser.

   data-draft="URL"      inside a form: where its content is sent
   data-draft-offer      the notice of an older draft; the first content that is sent takes that draft's place
   data-draft-leave      a link or button that settles the older draft: what was typed beside it is not sent any more
   data-draft-status     receives what happened
   Hidden fields, passwords and files are not sent, and nothing while the input method still converts.
*/
"use strict";

(() => {
  const WAIT_MS = 2_000;
  const RETRY_MS = 10_000;
  const TOKEN = "csrfmiddlewaretoken";
  const UNREACHABLE = "下書きを保存できません。通信を確かめてください。";
  const SIGNED_OUT = "ログアウトされたため、下書きを保存できません。入力した内容を控えてから、画面を読み込み直してください。";

  const states = new WeakMap();
  let isConverting = false;

  const placeOf = (form) => form?.querySelector("[data-draft]");

  function stateOf(form) {
    if (!states.has(form)) states.set(form, { timer: 0, isDirty: false, sending: null });
    return states.get(form);
  }

  function say(place, text, isTrouble = false) {
    const status = place.querySelector("[data-draft-status]");
    status.classList.toggle("draft__status--trouble", isTrouble);
    if (status.textContent !== text) status.textContent = text;
  }

  function contentOf(form) {
    const content = new FormData(form);
    [...form.elements].forEach((element) => {
      if (element.name !== TOKEN && ["hidden", "password", "file"].includes(element.type)) content.delete(element.name);
    });
    return content;
  }

  function wait(form, milliseconds) {
    const state = stateOf(form);
    clearTimeout(state.timer);
    state.timer = setTimeout(() => send(form), milliseconds);
  }

  function again(form, milliseconds) {
    stateOf(form).isDirty = true;
    wait(form, milliseconds);
  }

  function settle(form) {
    const state = stateOf(form);
    clearTimeout(state.timer);
    state.isDirty = false;
    state.sending?.abort();
  }

  async function answerOf(response) {
    if (response.type === "opaqueredirect" || response.status === 403) return { message: SIGNED_OUT };
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    return isJson ? response.json() : { message: UNREACHABLE };
  }

  async function send(form) {
    const state = stateOf(form);
    const place = placeOf(form);
    if (!state.isDirty || !place || !form.isConnected) return;
    if (isConverting || state.sending) {
      wait(form, WAIT_MS);
      return;
    }
    clearTimeout(state.timer);
    state.isDirty = false;
    const sending = new AbortController();
    state.sending = sending;
    try {
      const response = await fetch(place.dataset.draft, {
        method: "POST",
        body: contentOf(form),
        keepalive: true,
        redirect: "manual",
        signal: sending.signal,
      });
      const { saved_at: savedAt, message } = await answerOf(response);
      if (savedAt) {
        place.querySelector("[data-draft-offer]")?.classList.add("draft__offer--over");
        say(place, `下書きを保存しました ${savedAt.slice(11, 19)}`);
      } else say(place, message, true);
      if (response.status >= 500) again(form, RETRY_MS);
    } catch (error) {
      if (error.name === "AbortError") return;
      say(place, UNREACHABLE, true);
      again(form, RETRY_MS);
    } finally {
      if (state.sending === sending) state.sending = null;
    }
  }

  /* The page is being left: the rest goes now, in the place of what is still on its way. */
  function flush(form) {
    const state = stateOf(form);
    if (!state.isDirty) return;
    state.sending?.abort();
    state.sending = null;
    send(form);
  }

  function onChange(event) {
    const form = event.target.form;
    if (placeOf(form)) again(form, WAIT_MS);
  }

  function onFailure(event) {
    const form = event.detail.elt.closest("form");
    if (placeOf(form)) again(form, WAIT_MS);
  }

  const formsWithDraft = () => [...document.querySelectorAll("[data-draft]")].map((place) => place.closest("form"));

  document.addEventListener("compositionstart", () => { isConverting = true; });
  document.addEventListener("compositionend", () => { isConverting = false; });
  document.addEventListener("input", onChange);
  document.addEventListener("change", onChange);
  document.addEventListener("submit", (event) => settle(event.target), true);
  ["htmx:responseError", "htmx:sendError", "htmx:timeout"].forEach((name) => document.addEventListener(name, onFailure));
  document.addEventListener("click", (event) => {
    const form = event.target.closest("[data-draft-leave]")?.closest("[data-draft]")?.closest("form");
    if (form) settle(form);
  });
  window.addEventListener("pagehide", () => formsWithDraft().forEach(flush));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") formsWithDraft().forEach(flush);
  });
  window.addEventListener("online", () => formsWithDraft().forEach(send));
})();
