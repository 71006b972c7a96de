/* What the pages do beyond HTML. Every page works without this file; it makes hands quicker.

   data-key="1"          (also "F8", "Alt+1") pressing the key clicks the element, or goes there where it is a text field; a group marked
                         data-keys that has the focus is asked first
   data-leads="CSS"      with data-key: afterwards the focus goes to that text field, or to the first field in that part
   data-save             on a form: Ctrl+Enter presses its primary button; of several forms that of the focus, else
                         data-save="page"
   data-search           on a field: / moves there
   data-escape           on a link: Esc goes there
   data-countdown="ISO"  time left, m:ss; at the end the text of data-countdown-end
   data-error-summary    receives the focus when the page opens
   data-free             on a form sent by htmx: after saving, no text field keeps the focus, so that keys act again
   Forms are sent once. Fragments that poll rest while the tab is hidden and never replace a field somebody types in,
   nor a text box with words that are not saved.
*/
"use strict";

(() => {
  const TEXT_FIELDS =
    'textarea, select, [contenteditable="true"], input:not([type="button"], [type="checkbox"], [type="radio"], [type="submit"], [type="reset"])';
  const RELEASE_AFTER_MS = 10_000;
  const NOT_SAVED = "保存できませんでした。通信を確かめて、もう一度お試しください。入力した内容は残っています。";
  const REFUSED = "この操作はできませんでした。画面を読み込み直して、もう一度お試しください。";

  const clockOffset = Date.parse(document.documentElement.dataset.now) - Date.now();
  const serverNow = () => Date.now() + clockOffset;
  const isTextField = (element) => element instanceof Element && element.matches(TEXT_FIELDS);
  const isUsable = (element) => !element.disabled && element.checkVisibility();

  /* --- notices ------------------------------------------------------------------------------------------------ */

  function show(id, text) {
    const place = document.getElementById(id);
    if (place.textContent !== text) place.textContent = text;
    place.hidden = false;
  }

  function hide(id) {
    document.getElementById(id).hidden = true;
  }

  /* --- keys --------------------------------------------------------------------------------------------------- */

  function elementOfKey(key) {
    const selector = `[data-key="${CSS.escape(key)}"]`;
    const group = document.activeElement?.closest("[data-keys]");
    return [...(group?.querySelectorAll(selector) ?? []), ...document.querySelectorAll(selector)].find(isUsable);
  }

  function save() {
    const forms = [...document.querySelectorAll("form[data-save]")].filter(isUsable);
    const ofPage = forms.length === 1 ? forms[0] : forms.find((form) => form.dataset.save === "page");
    const form = document.activeElement?.closest("form[data-save]") ?? ofPage;
    if (!form) return false;
    const buttons = [...form.elements].filter((element) => element.type === "submit" && isUsable(element));
    if (buttons.length) form.requestSubmit(buttons.find((button) => button.matches(".button--primary")) ?? buttons[0]);
    return true;
  }

  function closeMenus(except) {
    const open = [...document.querySelectorAll("details.menu[open]")].filter((menu) => menu !== except);
    open.forEach((menu) => menu.removeAttribute("open"));
    return open;
  }

  function escape() {
    const closed = closeMenus(null);
    if (closed.length) {
      closed[0].querySelector("summary").focus();
      return true;
    }
    if (isTextField(document.activeElement)) {
      document.activeElement.blur();
      return true;
    }
    const link = [...document.querySelectorAll("[data-escape]")].find(isUsable);
    link?.click();
    return Boolean(link);
  }

  function goTo(field) {
    field.focus();
    field.select?.();
    return true;
  }

  function press(element) {
    if (isTextField(element)) return goTo(element);
    const fold = element.matches("summary") ? element.parentElement : null;
    if (!fold?.open) element.click();
    if (element.dataset.leads) return lead(element.dataset.leads);
    const field = [...(fold?.querySelectorAll(TEXT_FIELDS) ?? [])].find(isUsable);
    return field ? goTo(field) : true;
  }

  function lead(selector) {
    const place = document.querySelector(selector);
    const field = isTextField(place) ? place : [...(place?.querySelectorAll("input, select, textarea") ?? [])].find(isUsable);
    field?.focus();
    return true;
  }

  /* Keys pressed while their button's form waits for an answer; a key pressed twice in a row is a double press. */
  let sentKey = "";
  let waitingKeys = [];
  const isWaiting = (element) => element?.form?.dataset.sent !== undefined;

  function pressKey(key) {
    const element = elementOfKey(key) ?? document.querySelector(`[data-key="${CSS.escape(key)}"][data-held]`);
    if (!element) return false;
    if (isWaiting(element)) {
      if (key !== (waitingKeys.at(-1) ?? sentKey)) waitingKeys.push(key);
      return true;
    }
    sentKey = key;
    return press(element);
  }

  function pressWaiting() {
    if (document.querySelector("[data-error-summary]")) forgetWaiting();
    else if (waitingKeys.length && !isWaiting(elementOfKey(waitingKeys[0]))) pressKey(waitingKeys.shift());
  }

  function forgetWaiting() {
    if (waitingKeys.length) show("alarm", `続けて押した${waitingKeys.length}件は記録していません。もう一度押してください。`);
    waitingKeys = [];
  }

  function onKey(event) {
    const isConverting = event.isComposing || event.keyCode === 229;
    if (isConverting || event.defaultPrevented || event.repeat || document.querySelector("dialog[open]")) return;
    const key = event.key.normalize("NFKC");
    let isDone = false;
    if (key === "Enter" && event.ctrlKey && !event.altKey && !event.metaKey) isDone = save();
    else if (event.altKey && !event.ctrlKey && !event.metaKey) isDone = pressKey(`Alt+${key}`);
    else if (event.ctrlKey || event.metaKey) return;
    else if (key === "Escape") isDone = escape();
    else if (isTextField(event.target) && !/^F\d+$/.test(key)) return;
    else {
      const search = key === "/" && [...document.querySelectorAll("[data-search]")].find(isUsable);
      isDone = pressKey(key) || (search ? goTo(search) : false);
    }
    if (isDone) event.preventDefault();
  }

  document.addEventListener("keydown", onKey);
  document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));

  /* --- forms are sent once ------------------------------------------------------------------------------------ */

  function release(form) {
    delete form.dataset.sent;
    form.querySelectorAll("[data-held]").forEach((button) => {
      button.disabled = false;
      delete button.dataset.held;
    });
  }

  /* The buttons are disabled a moment later: the pressed one's name and value belong to what is sent. */
  function hold(form) {
    form.dataset.sent = "";
    setTimeout(() => {
      [...form.elements]
        .filter((element) => element.type === "submit" && !element.disabled)
        .forEach((button) => {
          button.dataset.held = "";
          button.disabled = true;
        });
    });
    setTimeout(() => release(form), RELEASE_AFTER_MS);
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if ("sent" in form.dataset) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else if (!navigator.onLine) {
      event.preventDefault();
      event.stopImmediatePropagation();
      show("alarm", NOT_SAVED);
    } else {
      hide("alarm");
      hold(form);
    }
  }, true);

  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(release);
  });

  /* --- countdowns --------------------------------------------------------------------------------------------- */

  function tick() {
    document.querySelectorAll("[data-countdown]").forEach((element) => {
      const left = Math.max(0, Math.ceil((Date.parse(element.dataset.countdown) - serverNow()) / 1000));
      const isOver = left === 0;
      element.classList.toggle("countdown--over", isOver);
      element.textContent =
        isOver && element.dataset.countdownEnd
          ? element.dataset.countdownEnd
          : `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    });
  }

  /* --- fragments ---------------------------------------------------------------------------------------------- */

  let freshAt = serverNow();
  const polls = (element) => (element.getAttribute("hx-trigger") ?? "").includes("every");
  const clockTime = (moment) => new Date(moment).toLocaleTimeString("ja-JP", { timeZone: "Asia/Tokyo", hour12: false });

  /* The application itself says why it does not take it now; the proxy's own 503 is no text. */
  function sentenceOf(xhr) {
    const isOurs = xhr?.status === 503 && xhr.getResponseHeader("Content-Type")?.startsWith("text/plain");
    return isOurs ? xhr.responseText : "";
  }

  function onFailure(event) {
    const { elt, xhr } = event.detail;
    if (polls(elt)) show("stale", `更新が止まっています（${clockTime(freshAt)} 時点）`);
    else {
      waitingKeys = [];
      show("alarm", sentenceOf(xhr) || (xhr && xhr.status >= 400 && xhr.status < 500 ? REFUSED : NOT_SAVED));
    }
  }

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (document.visibilityState === "hidden" && polls(event.detail.elt)) event.preventDefault();
  });

  /* What had the focus when a form was sent: buttons are disabled meanwhile and replaced afterwards. */
  let focusedId = "";

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!polls(event.detail.elt)) focusedId = document.activeElement?.id ?? "";
  });

  function placeFocus(event) {
    const summary = event.detail.elt.querySelector?.("[data-error-summary]");
    const focused = document.activeElement;
    if (summary) summary.focus();
    else if (isTextField(focused) && event.detail.elt.contains(focused) && focused.closest("form[data-free]")) {
      focused.blur();
    } else if (focusedId && (!focused || focused === document.body)) {
      const element = document.getElementById(focusedId);
      if (element && !isTextField(element)) element.focus({ preventScroll: true });
    }
  }

  function isWrittenIn(place) {
    const focused = document.activeElement;
    const isUnsaved = (field) => field.value !== field.defaultValue;
    return (isTextField(focused) && place.contains(focused)) || [...place.querySelectorAll("textarea")].some(isUnsaved);
  }

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (polls(event.detail.elt) && isWrittenIn(event.detail.target)) event.detail.shouldSwap = false;
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    const { elt, successful } = event.detail;
    const form = elt.closest("form");
    if (form) release(form);
    if (successful) {
      freshAt = serverNow();
      hide("stale");
    }
  });

  ["htmx:responseError", "htmx:sendError", "htmx:timeout"].forEach((name) => document.addEventListener(name, onFailure));

  /* htmx notes the page's address in the browser; an address may hold a search word. */
  function forget() {
    sessionStorage.removeItem("htmx-current-path-for-history");
  }

  /* --- start -------------------------------------------------------------------------------------------------- */

  document.querySelector("[data-error-summary]")?.focus();
  forget();
  tick();
  setInterval(tick, 1000);
  document.addEventListener("htmx:afterSettle", (event) => {
    forget();
    tick();
    if (polls(event.detail.requestConfig?.elt ?? event.detail.elt)) return;
    placeFocus(event);
    pressWaiting();
  });
})();
