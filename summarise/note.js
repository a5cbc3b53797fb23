// Everything on the page can be read without this. It shows a figure's quote where it is pointed at, leads back
// from a source to the note, and filters. It writes no markup: what it shows are copies of what is on the page.
"use strict";
(() => {
  const main = document.querySelector("main");
  const citation = (node) => (node instanceof Element ? node.closest(".cite") : null);

  // The quote of a figure, where it is pointed at or tabbed to.
  const peek = document.createElement("div");
  peek.className = "peek";
  peek.hidden = true;
  peek.setAttribute("aria-hidden", "true"); // the link itself is described by the same quote
  document.body.append(peek);
  let shownFor = null;
  let leaving = 0;
  let dismissed = null; // with Escape, until the pointer leaves it

  const show = (link) => {
    clearTimeout(leaving);
    if (shownFor === link) return;
    const place = document.getElementById(`c${link.dataset.n}`);
    peek.replaceChildren(...[...place.querySelectorAll(".quoted, .small")].map((part) => part.cloneNode(true)));
    for (const copy of peek.querySelectorAll("[id]")) copy.removeAttribute("id");
    peek.hidden = false;
    shownFor = link;
    const at = link.getBoundingClientRect();
    const room = main.getBoundingClientRect();
    const left = Math.min(at.left - 12, room.right - peek.offsetWidth - 8);
    const below = at.bottom + 6;
    const fits = below + peek.offsetHeight < window.innerHeight;
    peek.style.left = `${Math.max(8, left)}px`;
    peek.style.top = `${fits ? below : Math.max(8, at.top - peek.offsetHeight - 6)}px`;
  };
  const hide = () => {
    clearTimeout(leaving);
    peek.hidden = true;
    shownFor = null;
  };
  const point = (event) => {
    if (event.pointerType === "touch") return;
    const link = citation(event.target);
    if (link !== dismissed) dismissed = null;
    if (link && !dismissed) show(link);
    else if (peek.contains(event.target)) clearTimeout(leaving);
    else if (shownFor) {
      clearTimeout(leaving);
      leaving = setTimeout(hide, 200); // time to reach the quote with the pointer
    }
  };
  document.addEventListener("pointerover", point);
  document.addEventListener("pointermove", point); // after a scroll it may be on a figure without having come to it
  document.addEventListener("focusin", (event) => {
    const link = citation(event.target);
    if (link && link.matches(":focus-visible")) show(link);
    else hide();
  });
  window.addEventListener("scroll", hide, { passive: true });

  // A span that another one cuts is marked in all its parts; Escape leads back to where one came from.
  let cameFrom = null;
  document.addEventListener("click", (event) => {
    const link = citation(event.target);
    if (!link) return;
    cameFrom = link;
    hide();
  });
  const markSpan = () => {
    const target = document.getElementById(location.hash.slice(1));
    for (const mark of document.querySelectorAll("mark.on")) mark.classList.remove("on");
    if (!target || target.localName !== "mark") return;
    for (const part of document.querySelectorAll(`mark[data-n="${target.dataset.n}"]`)) part.classList.add("on");
  };
  window.addEventListener("hashchange", markSpan);
  markSpan();
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (!peek.hidden) {
      dismissed = shownFor;
      hide();
    } else if (cameFrom && !main.contains(document.activeElement)) {
      cameFrom.focus();
      cameFrom.scrollIntoView({ block: "nearest" });
    }
  });

  // Filters.
  const filters = document.getElementById("filters");
  if (!filters) return;
  const entries = [...document.querySelectorAll("[data-from]")];
  const source = document.getElementById("by-source");
  const status = document.getElementById("shown");
  const all = filters.querySelector("input[value='']");
  const apply = () => {
    const verdict = filters.querySelector("input:checked").value;
    for (const entry of entries) {
      const said = !verdict || entry.dataset.verdict === verdict;
      const cited = !source.value || entry.dataset.from.split(" ").includes(source.value);
      entry.hidden = !(said && cited);
    }
    for (const group of document.querySelectorAll("[data-group]")) {
      group.hidden = !group.querySelector("[data-from]:not([hidden])");
    }
    const filtered = Boolean(verdict || source.value);
    const left = entries.filter((entry) => !entry.hidden).length;
    status.textContent = filtered ? `${left} of ${entries.length} entries shown.` : "";
    filters.classList.toggle("filtered", filtered);
  };
  filters.addEventListener("change", (event) => {
    apply();
    const text = event.target === source && document.getElementById(`source-${source.value}`);
    if (text && window.matchMedia("(min-width: 64rem)").matches) text.scrollIntoView();
  });
  const showAll = () => {
    all.checked = true;
    source.value = "";
    apply();
  };
  document.getElementById("show-all").addEventListener("click", () => {
    showAll();
    all.focus();
  });
  document.addEventListener("click", (event) => {
    const back = event.target.closest(".to");
    const figure = back && document.getElementById(back.hash.slice(1));
    if (figure && figure.closest("[hidden]")) showAll(); // nothing leads to what is not shown
  });
  filters.hidden = false;
  apply(); // a browser may have kept what was chosen before the page was loaded again
})();
