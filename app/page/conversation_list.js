// The drawer of conversations, and each turn's own tools. What this browser has asked is remembered
// in it: on a server for several people, the list is of those that a browser names.
(() => {
  const MEMORY = "clippings-conversations";
  const REMEMBERED = 500; // as many as the server reads
  const { byId, narrow, settle, turnTo } = clippings;
  const composer = () => byId("question").querySelector("textarea");
  let refocus = null; // what a turn's tool leaves the focus on, once the turns are shown anew

  function known() {
    try {
      return JSON.parse(localStorage.getItem(MEMORY)) || [];
    } catch {
      return []; // a browser that keeps nothing
    }
  }

  function remember(id) {
    try {
      const others = known().filter((each) => each !== id);
      localStorage.setItem(MEMORY, JSON.stringify([id, ...others].slice(0, REMEMBERED)));
    } catch {}
  }

  // The address names the conversation that is open, so that a reload or a link opens it again.
  function name(id) {
    const address = new URL(location.href);
    if (id !== address.searchParams.get("conversation")) address.hash = ""; // a turn of another one
    if (id) address.searchParams.set("conversation", id);
    else address.searchParams.delete("conversation");
    if (address.href !== location.href) history.replaceState(null, "", address);
  }

  clippings.kept = (element, trigger, watch) => {
    const words = byId("kept-words");
    const ask = (event, told = {}) => trigger(event, { ...told, words: words.value, known: known() });

    let typing;
    words.addEventListener("input", () => {
      clearTimeout(typing);
      typing = setTimeout(() => ask("list_kept"), 200);
    });
    element.addEventListener("click", (click) => {
      const button = click.target.closest("button[data-does]");
      if (!button) return;
      const row = button.closest("[data-conversation]");
      const { does, form } = button.dataset;
      ask(does, row ? { conversation: row.dataset.conversation, form } : {});
      if (does !== "open_kept") return;
      turnTo("ask");
      if (narrow.matches) delete document.body.dataset.drawer;
      settle();
      composer().focus();
    });
    element.addEventListener("submit", (submit) => {
      submit.preventDefault();
      const row = submit.target.closest("[data-conversation]");
      ask("rename_kept", { conversation: row.dataset.conversation, name: submit.target.name.value });
    });
    watch("value", () => {
      const list = element.querySelector("[data-current]");
      if (!list) return;
      const current = list.dataset.current;
      if (current) remember(current);
      name(current);
    });

    let listed = null;
    const asked = new MutationObserver(() => {
      const turns = byId("conversation").querySelectorAll(".asked");
      const reply = byId("answer");
      if (reply ? reply.ariaBusy === "true" : !byId("conversation").querySelector(".start")) return;
      const state = [...turns].map((turn) => turn.textContent).join("\n");
      if (refocus && document.activeElement === document.body) {
        const target = document.querySelector(refocus);
        if (target) target.focus({ preventScroll: true });
      }
      refocus = null;
      if (state === listed) return;
      listed = state;
      ask("list_kept");
    });
    clippings.when("conversation", (turns) => {
      asked.observe(turns, { childList: true, subtree: true, attributes: true });
    });
  };

  // A file that the server wrote, handed to the visitor.
  clippings.handOut = (element, trigger, watch) => {
    watch("value", () => {
      const written = element.querySelector("pre[data-file]");
      if (!written) return;
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([written.textContent], { type: written.dataset.kind }));
      link.download = written.dataset.file;
      link.click();
      URL.revokeObjectURL(link.href);
    });
  };

  clippings.turns = (element, trigger) => {
    element.addEventListener("click", (click) => {
      const button = click.target.closest("button[type=button][data-does]");
      if (!button) return;
      const { does, turn, verdict } = button.dataset;
      if (verdict) refocus = `[data-does=${does}][data-turn="${turn}"][data-verdict=${verdict}]`;
      trigger(does, { turn, verdict });
      if (does === "edit_turn" || does === "keep_turns") composer().focus();
    });
    element.addEventListener("submit", (submit) => {
      submit.preventDefault();
      const { turn, does } = submit.target.dataset;
      refocus = `form.remark[data-turn="${turn}"] input`;
      trigger(submit.submitter.value || does, { turn, remark: submit.target.remark.value });
    });
  };
})();
