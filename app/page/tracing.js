// "Who reported this?": what was found comes into view and is told to those who do not see it.
clippings.traced = (element, trigger, watch) => {
  const { byId, listen } = clippings;
  listen(element, trigger);
  document.addEventListener("keydown", (key) => {
    const isAsked = key.key === "Enter" && (key.ctrlKey || key.metaKey);
    if (isAsked && key.target.closest("#excerpt")) byId("find-source").click();
  });
  watch("value", () => {
    const verdict = element.querySelector(".verdict, .trouble");
    if (!verdict) return;
    byId("tracing-said").textContent = verdict.textContent;
    verdict.scrollIntoView({ block: "nearest" });
  });
};
