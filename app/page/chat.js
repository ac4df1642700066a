// The chat's own behaviour: questions asked by button, what comes into view as replies arrive, what
// a chip quotes, and taking an answer along.
(() => {
  const { byId, listen } = clippings;
  const turns = () => document.querySelectorAll(".turn").length;

  clippings.conversation = (element, trigger, watch) => {
    listen(element, trigger);
    clippings.turns(element, trigger);
    element.addEventListener("click", (click) => {
      const suggestion = click.target.closest("button.suggestion");
      const without = click.target.closest("button.without");
      const copy = click.target.closest("button.copy");
      const link = click.target.closest("button.link");
      if (suggestion) trigger("suggest", { question: suggestion.textContent });
      if (without) trigger("without", { wish: without.dataset.wish });
      if (copy) take(copy, copy.dataset.copy);
      if (link) take(link, addressOf(link.closest(".turn").dataset.reply));
    });
    clippings.when("chosen", (chosen) => chosen.addEventListener("click", (click) => {
      const drop = click.target.closest("button.drop");
      if (!drop) return;
      trigger("choose_not", { article: drop.dataset.article });
      byId("question").querySelector("textarea").focus();
    }));
    card(element);

    let seen = "";
    watch("value", () => {
      const chosen = element.querySelector(".chosen");
      if (chosen) byId("chosen").replaceChildren(...chosen.cloneNode(true).children);
      if ("source" in document.body.dataset) {
        clippings.current(byId("reader").querySelector(".reader")?.dataset.reference);
      }
      const reply = byId("answer");
      if (!reply) {
        seen = "";
        return settleFollowUps();
      }
      const state = `${turns()} ${reply.ariaBusy} ${reply.closest(".turn").dataset.reply}`;
      if (state === seen) return; // another line of progress: leave the reader where they are
      const linked = seen ? null : linkedTurn();
      if (seen) forgetLink();
      seen = state;
      settleFollowUps();
      if (linked) return goTo(linked);
      const turn = reply.closest(".turn");
      turn.scrollIntoView({ block: "start" });
      // The button that asked is gone; who used it by keyboard goes on from the question.
      if (document.activeElement === document.body) {
        turn.querySelector(".asked").focus({ preventScroll: true });
      }
      const lines = reply.querySelectorAll(".short, .sentences, .refusal, .as-of, .trouble");
      const said = [...(lines.length ? lines : [reply])].map((line) => line.textContent).join(" ");
      byId("said").textContent = reply.ariaBusy === "true" ? "" : said;
    });
  };

  // "#turn-3" in the address is the reply kept at that place of its conversation. A turn that is
  // gone opens nothing: the conversation then shows as it does without one.
  function addressOf(reply) {
    const [, conversation, place] = /^(.*)-(\d+)$/.exec(reply);
    const address = new URL(location.pathname, location.origin);
    address.searchParams.set("conversation", conversation);
    address.hash = `turn-${place}`;
    return address.href;
  }

  const linkedTurn = () => [...document.querySelectorAll(".turn")].find(
    ({ dataset }) => dataset.reply && new URL(addressOf(dataset.reply)).hash === location.hash,
  );

  function goTo(turn) {
    turn.scrollIntoView({ block: "start" });
    turn.querySelector(".asked").focus({ preventScroll: true });
  }

  // What is asked after a linked answer is what a reload is to show.
  function forgetLink() {
    if (location.hash) history.replaceState(null, "", location.pathname + location.search);
  }

  addEventListener("hashchange", () => {
    const turn = linkedTurn();
    if (turn) goTo(turn);
  });

  // Questions to go on with arrive after the answer: they may be of one that is not the last by now.
  function settleFollowUps() {
    const next = byId("follow-ups").querySelector(".next");
    const last = byId("answer")?.closest(".turn");
    byId("follow-ups").hidden = next?.dataset.reply !== last?.dataset.reply;
  }

  clippings.followUps = (element, trigger, watch) => {
    element.addEventListener("click", (click) => {
      const suggestion = click.target.closest("button.suggestion");
      if (!suggestion) return;
      element.hidden = true;
      trigger("suggest", { question: suggestion.textContent });
    });
    watch("value", settleFollowUps);
  };

  // A card beside a chip: outlet, date and quote. It can be pointed at, and Escape takes it away.
  function card(element) {
    const shown = document.createElement("div");
    shown.id = "card";
    shown.role = "tooltip";
    shown.popover = "manual";
    document.body.append(shown);
    let chip = null;
    let leaving;

    function show(target) {
      clearTimeout(leaving);
      if (target === chip) return;
      chip = target;
      chip.setAttribute("aria-describedby", shown.id);
      const line = (name, text) => {
        const made = document.createElement("p");
        made.className = name;
        made.textContent = text;
        return made;
      };
      shown.replaceChildren(line("byline", chip.dataset.byline), line("quoted", chip.dataset.quote));
      shown.showPopover();
      place();
    }

    function place() {
      const [at, size] = [chip.getBoundingClientRect(), shown.getBoundingClientRect()];
      const margin = 8; // pixels to the window's edge and to the chip
      const left = Math.min(at.left, innerWidth - size.width - margin);
      const isBelow = at.bottom + margin + size.height <= innerHeight;
      shown.style.left = `${Math.max(margin, left)}px`;
      shown.style.top = `${isBelow ? at.bottom + margin : Math.max(margin, at.top - margin - size.height)}px`;
    }

    function hide() {
      clearTimeout(leaving);
      if (!chip) return;
      chip.removeAttribute("aria-describedby");
      chip = null;
      shown.hidePopover();
    }

    const leave = () => {
      leaving = setTimeout(hide, 150); // long enough to move the pointer onto the card
    };
    const chipAt = (event) => event.target.closest?.("a.citation[data-quote]");
    element.addEventListener("pointerover", (over) => {
      if (over.pointerType === "touch") return; // a tap opens the article at once
      if (chipAt(over)) show(chipAt(over));
      else if (chip) leave();
    });
    element.addEventListener("pointerleave", leave);
    element.addEventListener("focusin", (focus) => {
      if (chipAt(focus) && chipAt(focus).matches(":focus-visible")) show(chipAt(focus));
    });
    element.addEventListener("focusout", hide);
    element.addEventListener("click", hide);
    element.addEventListener("scroll", hide, true);
    byId("thread").addEventListener("scroll", hide);
    shown.addEventListener("pointerenter", () => clearTimeout(leaving));
    shown.addEventListener("pointerleave", leave);
    // Before the article's own Escape, which closes it: first what lies on top.
    document.addEventListener("keydown", (key) => {
      if (key.key !== "Escape" || !chip) return;
      key.stopPropagation();
      hide();
    }, true);
  }

  async function take(button, text) {
    const label = button.textContent;
    const isTaken = await copied(text);
    button.textContent = isTaken ? "Copied" : "Not copied";
    byId("said").textContent = isTaken ? "Copied." : "The browser did not allow it.";
    setTimeout(() => { button.textContent = label; }, 1500);
  }

  // Only this computer's own address, or https, has the clipboard proper.
  async function copied(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      const isTaken = document.execCommand("copy");
      area.remove();
      return isTaken;
    }
  }
})();
