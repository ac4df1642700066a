"use strict";
const form = document.getElementById("filter");
const facts = [...document.querySelectorAll("details.fact")];

function narrow() {
  const { kind, stage, words } = Object.fromEntries(new FormData(form));
  const sought = words.trim().toLowerCase();
  for (const fact of facts) {
    const fits = (!kind || fact.dataset.kind === kind) && (!stage || fact.dataset.stage === stage);
    fact.hidden = !(fits && fact.textContent.toLowerCase().includes(sought));
  }
  const shown = facts.filter((fact) => !fact.hidden).length;
  form.querySelector("output").textContent = `${shown} of ${facts.length} shown`;
}

function openLinked() {
  const linked = document.getElementById(location.hash.slice(1));
  if (!linked?.matches("details.fact")) return;
  if (linked.hidden) {
    form.reset();
    narrow();
  }
  linked.open = true;
  linked.scrollIntoView();
}

if (form) {
  form.hidden = false;
  form.addEventListener("input", narrow);
  form.addEventListener("submit", (event) => event.preventDefault());
  narrow();
}
addEventListener("hashchange", openLinked);
openLinked();
