// The page's own behaviour: which pane is in view, and where the focus goes. Server events carry
// only references ("turn-mark", an article id, a suggested question); the server checks each.
window.clippings = (() => {
  const narrow = matchMedia("(max-width: 760px)");
  const byId = (id) => document.getElementById(id);
  const view = () => document.body.dataset.view || "chat";
  let before = "chat"; // the view that closing the article goes back to
  let opener = null; // the link that opened it, for the focus to return to

  function show(name) {
    document.body.dataset.view = name;
    settle();
  }

  // What an overlay covers on a narrow screen is out of reach of the keyboard as well.
  function settle() {
    byId("chat").inert = narrow.matches && view() !== "chat";
    byId("shelf").inert = narrow.matches && view() !== "library";
    document.querySelectorAll("[data-toggles=library]").forEach((button) => {
      button.setAttribute("aria-expanded", String(view() === "library"));
    });
  }

  function close() {
    if (view() === "source") show(before);
    else show("chat");
    current(null);
    if (opener && opener.isConnected) opener.focus({ preventScroll: true });
    opener = null;
  }

  function current(link) {
    document.querySelectorAll("a[aria-current]").forEach((a) => a.removeAttribute("aria-current"));
    if (link) link.setAttribute("aria-current", "true");
  }

  function open(link) {
    opener = link;
    if (view() !== "source") before = view();
    current(link);
  }

  // Links and suggestions inside one of our HTML blocks become that block's server events.
  function listen(element, trigger = () => {}) {
    element.addEventListener("click", (click) => {
      const link = click.target.closest("a[href^='#']");
      const suggestion = click.target.closest("button.suggestion");
      const without = click.target.closest("button.without");
      if (click.target.closest("button.close")) close();
      if (suggestion) trigger("suggest", { question: suggestion.textContent });
      if (without) trigger("without", { wish: without.dataset.wish });
      if (!link) return;
      click.preventDefault();
      const [, kind, reference] = /^#(cite|article)-(.*)$/.exec(link.getAttribute("href")) || [];
      if (!kind) return;
      open(link);
      trigger(kind === "cite" ? "cite" : "read", { reference });
    });
  }

  function conversation(element, trigger, watch) {
    listen(element, trigger);
    let seen = "";
    watch("value", () => {
      const reply = byId("answer");
      if (!reply) return;
      const state = `${document.querySelectorAll(".turn").length} ${reply.ariaBusy}`;
      if (state === seen) return; // another line of progress: leave the reader where they are
      seen = state;
      const turn = reply.closest(".turn");
      turn.scrollIntoView({ block: "start" });
      // The button that asked is gone; who used it by keyboard goes on from the question.
      if (document.activeElement === document.body) {
        turn.querySelector(".asked").focus({ preventScroll: true });
      }
      const busy = reply.ariaBusy === "true";
      byId("said").textContent = busy ? "" : reply.textContent;
      if (busy && narrow.matches) show("chat");
    });
  }

  function source(element, trigger, watch) {
    listen(element, trigger);
    watch("value", () => {
      if (!element.querySelector(".reader")) return;
      show("source");
      const mark = element.querySelector("mark.cited");
      const target = mark || element.querySelector("h2");
      if (mark) mark.scrollIntoView({ block: "center" });
      else byId("source").scrollTop = 0;
      target.focus({ preventScroll: true });
    });
  }

  document.addEventListener("keydown", (key) => {
    if (key.key === "Escape" && view() !== "chat") close();
  });
  document.addEventListener("click", (click) => {
    const toggle = click.target.closest("[data-toggles=library]");
    if (!toggle) return;
    show(view() === "library" ? "chat" : "library");
  });
  narrow.addEventListener("change", settle);
  return { conversation, library: listen, source };
})();
