// The page's frame: which view and which article are open, and where the focus goes. Server events
// carry only references ("turn-mark", an article id, a suggested question); the server checks each.
window.clippings = (() => {
  const narrow = matchMedia("(max-width: 760px)");
  const isReduced = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const byId = (id) => document.getElementById(id);
  const shown = () => document.body.dataset;
  const view = () => shown().view || "ask";
  let opener = null; // the link that opened the article, for the focus to return to

  // What an overlay covers on a narrow screen is out of reach of the keyboard as well.
  function settle() {
    const over = narrow.matches && ("source" in shown() || "drawer" in shown());
    byId("views").inert = over;
    byId("side").inert = narrow.matches && !("source" in shown());
    document.querySelectorAll("[data-toggles=drawer]").forEach((button) => {
      button.setAttribute("aria-expanded", String("drawer" in shown()));
    });
  }

  // Blocks are put into the page one after another: what needs another's has to wait for it.
  function when(id, act) {
    if (byId(id)) return act(byId(id));
    const waiting = new MutationObserver(() => {
      if (!byId(id)) return;
      waiting.disconnect();
      act(byId(id));
    });
    waiting.observe(document.documentElement, { childList: true, subtree: true });
  }

  function turnTo(name) {
    shown().view = name;
    if (narrow.matches) {
      delete shown().source;
      delete shown().drawer;
    }
    document.querySelectorAll("#navigation [data-view]").forEach((button) => {
      if (button.dataset.view === name) button.setAttribute("aria-current", "page");
      else button.removeAttribute("aria-current");
    });
    settle();
  }

  function toggleDrawer() {
    if ("drawer" in shown()) delete shown().drawer;
    else shown().drawer = "open";
    settle();
  }

  function close() {
    delete shown().source;
    settle();
    current("");
    if (opener && opener.isConnected) opener.focus({ preventScroll: true });
    opener = null;
  }

  // Marks what is open: every chip of the citation, or the link itself.
  function current(reference, link) {
    document.querySelectorAll("a[aria-current]").forEach((a) => a.removeAttribute("aria-current"));
    const chips = reference ? document.querySelectorAll(`#conversation a[href="#cite-${CSS.escape(reference)}"]`) : [];
    [...chips, ...(link ? [link] : [])].forEach((a) => a.setAttribute("aria-current", "true"));
  }

  // Links (#cite-…, #article-…) inside one of our HTML blocks become that block's server events.
  function listen(element, trigger = () => {}) {
    element.addEventListener("click", (click) => {
      if (click.target.closest("button.close")) close();
      const link = click.target.closest("a[href^='#']");
      if (!link) return;
      click.preventDefault();
      const [, kind, reference] = /^#(cite|article)-(.*)$/.exec(link.getAttribute("href")) || [];
      if (!kind) return;
      if (!byId("source").contains(link)) {
        opener = link;
        current("", link);
      }
      trigger(kind === "cite" ? "cite" : "read", { reference });
    });
  }

  function navigation(element, trigger) {
    element.addEventListener("click", (click) => {
      const button = click.target.closest("[data-view]");
      if (!button) return;
      turnTo(button.dataset.view);
      trigger(`${button.dataset.view}_opened`);
    });
  }

  function showSource() {
    shown().source = "open";
    settle();
  }

  document.addEventListener("keydown", (key) => {
    if (key.key !== "Escape") return;
    if ("source" in shown()) close();
    else if (narrow.matches && "drawer" in shown()) toggleDrawer();
  });
  document.addEventListener("click", (click) => {
    if (click.target.closest("[data-toggles=drawer]")) toggleDrawer();
  });
  narrow.addEventListener("change", settle);
  return { byId, close, current, isReduced, listen, narrow, navigation, settle, showSource, turnTo, view, when };
})();
