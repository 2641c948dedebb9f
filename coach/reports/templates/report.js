"use strict";
(() => {
  document.documentElement.classList.add("js");
  const list = document.querySelector(".list");
  const form = document.querySelector(".filter");

  // A link may lead into something closed, or filtered out.
  const reveal = (id) => {
    const target = id && document.getElementById(id);
    if (!target) return;
    for (let at = target; at; at = at.parentElement) {
      if (at.matches("details")) at.open = true;
      if (at.hidden) at.hidden = false;
    }
    if (target.closest("details")) target.scrollIntoView({ block: "center" });
  };
  const revealHash = () => reveal(decodeURIComponent(location.hash.slice(1)));
  addEventListener("hashchange", revealHash);
  addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link && link.hash === location.hash) revealHash();
  });
  if (!form || !list) {
    revealHash();
    return;
  }

  const rows = [...list.children].map((element, rank) => ({
    element,
    rank,
    score: Number(element.dataset.score),
    order: Number(element.dataset.order),
    agent: element.dataset.agent,
    severities: element.dataset.severities.split(" "),
    categories: element.dataset.categories.split(" "),
    missed: element.dataset.missed.split(" "),
    text: null,
  }));
  const field = (name) => form.elements.namedItem(name);
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  // What is searched: head and turns, not the words of this page around them.
  const textOf = (row) =>
    (row.text ??= plain([...row.element.querySelectorAll(".who, .words, .facts dd")].map((part) => part.textContent).join("\n")));
  const agentNames = new Map([...field("agent").options].map((option, place) => [option.value, place]));
  const orders = {
    worst: (a, b) => a.rank - b.rank,
    best: (a, b) => b.rank - a.rank,
    read: (a, b) => a.order - b.order,
    agent: (a, b) => agentNames.get(a.agent) - agentNames.get(b.agent) || a.rank - b.rank,
  };
  const output = form.querySelector("output");
  let sorted = "worst";

  const apply = () => {
    const text = plain(field("text").value.trim());
    const [agent, severity, category, duty] = ["agent", "severity", "category", "duty"].map((name) => field(name).value);
    let shown = 0;
    for (const row of rows) {
      const fits =
        (!agent || row.agent === agent) &&
        (!severity || row.severities.includes(severity === "clean" ? "" : severity)) &&
        (!category || row.categories.includes(category)) &&
        (!duty || row.missed.includes(duty)) &&
        (!text || textOf(row).includes(text));
      row.element.hidden = !fits;
      shown += fits;
    }
    if (sorted !== field("sort").value) {
      sorted = field("sort").value;
      list.append(...[...rows].sort(orders[sorted]).map((row) => row.element));
    }
    output.textContent = output.dataset.text.replace("{shown}", shown).replace("{all}", rows.length);
    document.querySelector(".no-match").hidden = shown > 0;
  };

  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 120);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  const openAll = (open) => {
    for (const row of rows) if (!row.element.hidden) row.element.firstElementChild.open = open;
  };
  field("open").addEventListener("click", () => openAll(true));
  field("close").addEventListener("click", () => openAll(false));

  for (const link of document.querySelectorAll("[data-pick-agent]")) {
    link.addEventListener("click", () => {
      form.reset();
      field("agent").value = link.dataset.pickAgent;
      field("category").value = link.dataset.pickCategory ?? "";
      apply();
    });
  }

  // Arrow keys go from row to row, as in a list.
  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    const head = event.target.closest(".conversation > details > summary");
    if (!step || event.target !== head) return;
    let row = head.closest(".conversation")[step];
    while (row?.hidden) row = row[step];
    if (!row) return;
    event.preventDefault();
    row.querySelector("summary").focus();
  });

  form.hidden = false;
  apply();
  revealHash();
})();
