// The library page: what is filled in and clicked becomes events, and where the focus goes after.
clippings.libraryFilters = (element, trigger, watch) => {
  const TYPING_PAUSE = 250; // milliseconds; who types on is not interrupted by a list in between
  let waiting = 0;
  const send = () => {
    clearTimeout(waiting);
    const form = element.querySelector("form");
    if (form) trigger("filter", Object.fromEntries(new FormData(form)));
  };
  element.addEventListener("input", (event) => {
    clearTimeout(waiting);
    if (event.target.name === "words") waiting = setTimeout(send, TYPING_PAUSE);
  });
  element.addEventListener("change", send);
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  // Chosen in the timeline, dates come from the server: Gradio would keep what was typed instead.
  watch("value", () => element.querySelector("form")?.reset());
};

clippings.libraryTimeline = (element, trigger, watch) => {
  // The table says all that the bars do; read out, those would be a hundred nameless images.
  const hush = () => clippings.when("timeline-plot", (plot) => plot.setAttribute("aria-hidden", "true"));
  hush();
  let isChosen = false; // by a button that the next table no longer has
  element.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-does]");
    if (!button) return;
    isChosen = true;
    trigger(button.dataset.does, { period: button.dataset.period });
  });
  watch("value", () => {
    hush();
    if (isChosen) {
      clippings.byId("library-timeline").scrollIntoView({ block: "nearest" });
      element.querySelector("button, summary")?.focus({ preventScroll: true });
    }
    isChosen = false;
  });
};

clippings.libraryRows = (element, trigger, watch) => {
  const say = (text) => (clippings.byId("library-said").textContent = text);

  function toggle(button, open) {
    const form = clippings.byId(button.getAttribute("aria-controls"));
    button.setAttribute("aria-expanded", String(open));
    form.hidden = !open;
    if (open) form.querySelector("input").focus();
    else {
      form.reset();
      button.focus();
    }
  }

  let isTurned = false; // to another page: the button that did it is replaced
  clippings.listen(element, trigger);
  element.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-does]");
    if (!button) return;
    const { does, reference } = button.dataset;
    if (does === "edit") toggle(button, button.getAttribute("aria-expanded") !== "true");
    else if (does === "cancel" && !button.form.querySelector(".trouble")) {
      toggle(element.querySelector(`[aria-controls="${button.form.id}"]`), false);
    } else trigger(does, { reference });
    isTurned = does === "turn";
  });
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = Object.fromEntries(new FormData(event.target));
    trigger("correct", { ...typed, article_id: event.target.dataset.reference });
  });

  watch("value", () => {
    // Gradio keeps the fields of the list before, and with them what was typed, now of other rows.
    element.querySelectorAll("form").forEach((form) => form.reset());
    const target = element.querySelector(isTurned ? ".count" : "[data-focus]");
    isTurned = false;
    if (target) target.focus({ preventScroll: true });
    if (target) target.scrollIntoView({ block: "nearest" });
    const happened = element.querySelector(".trouble, .said, .saved, .gone");
    const count = element.querySelector(".count");
    say([happened, count].map((said) => (said ? said.textContent : "")).join(" "));
  });
};

clippings.libraryAdded = (element, trigger, watch) => {
  watch("value", () => {
    if (element.querySelector(".busy")) return; // each line of progress read out would be noise
    clippings.byId("library-added-said").textContent = element.textContent;
  });
};
