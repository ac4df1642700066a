// The article beside the views: its quote in view, the quotes before and after, asking about it.
(() => {
  const { byId, current, isReduced, listen, showSource, turnTo, when } = clippings;
  let step = ""; // the name of the arrow that led to another quote, which keeps the focus

  clippings.reader = (element, trigger, watch) => {
    listen(element, trigger);
    element.addEventListener("click", (click) => {
      const arrow = click.target.closest("a.step");
      step = arrow ? arrow.dataset.step : "";
      const button = click.target.closest("button.ask-about");
      if (!button) return;
      const { article } = button.dataset;
      trigger("choose", { article });
      trigger("introduce", { article });
    });
    watch("value", () => {
      const reader = element.querySelector(".reader");
      if (!reader) return;
      showSource();
      settleAbout();
      current(reader.dataset.reference);
      const mark = reader.querySelector("mark.cited");
      if (mark) mark.scrollIntoView({ block: "center" });
      else byId("source").scrollTop = 0;
      const arrows = [...reader.querySelectorAll("a.step")];
      const arrow = step && (arrows.find((each) => each.dataset.step === step) || arrows[0]);
      (arrow || mark || reader.querySelector("h2")).focus({ preventScroll: true });
      if (arrow) byId("said").textContent = reader.querySelector(".at").ariaLabel;
      step = "";
    });
  };

  // What an article can be asked arrives on its own: it may be of one that is closed by now.
  function settleAbout() {
    const reader = byId("reader").querySelector(".reader");
    const about = byId("about").querySelector(".about");
    const isHere = Boolean(reader && about && reader.dataset.article === about.dataset.article);
    if (!isHere) return null;
    reader.classList.add("asked-about");
    reader.querySelector(".aside").replaceChildren(about.cloneNode(true));
    return reader.querySelector(".aside");
  }

  clippings.about = (element, trigger, watch) => {
    let introduced = "";
    when("reader", (reader) => reader.addEventListener("click", (click) => {
      const suggestion = click.target.closest("button.suggestion");
      if (!suggestion) return;
      turnTo("ask");
      trigger("suggest", { question: suggestion.textContent });
    }));
    watch("value", () => {
      const aside = settleAbout();
      if (!aside) return;
      const { article } = aside.querySelector(".about").dataset;
      const isNew = introduced !== article;
      introduced = article;
      if (!isNew && document.activeElement !== document.body) return;
      aside.querySelector("h3").focus({ preventScroll: true });
      if (isNew) aside.scrollIntoView({ block: "nearest", behavior: isReduced() ? "auto" : "smooth" });
    });
  };
})();
