// Evals: a fact that failed is asked again where questions are asked.
clippings.evals = (element, trigger) => {
  element.addEventListener("click", (click) => {
    const button = click.target.closest("button[data-fact]");
    if (!button) return;
    clippings.turnTo("ask");
    trigger("ask_again", { fact: button.dataset.fact });
  });
};
