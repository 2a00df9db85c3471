// The keyboard in the search box: arrows walk through the suggestions, Escape and leaving close
// them. The list itself comes from the server; without this file its links are reached by Tab.
"use strict";

function suggestionsOf(box) {
  return box.querySelector(".portal-searchbox__list");
}

function close(box) {
  const list = suggestionsOf(box);
  if (list) list.remove();
  const status = box.querySelector("[role=status]");
  if (status) status.textContent = "";
}

function step(box, forward) {
  const list = suggestionsOf(box);
  if (!list) return false;
  const stops = [box.querySelector("input[type=search]"), ...list.querySelectorAll("a")];
  const next = stops.indexOf(document.activeElement) + (forward ? 1 : -1);
  stops[(next + stops.length) % stops.length].focus();
  return true;
}

document.addEventListener("keydown", (event) => {
  const box = event.target.closest("[data-search-box]");
  if (!box) return;
  if (event.key === "Escape" && suggestionsOf(box)) {
    event.preventDefault();
    box.querySelector("input[type=search]").focus();
    close(box);
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (step(box, event.key === "ArrowDown")) event.preventDefault();
  }
});

document.addEventListener("focusout", (event) => {
  const box = event.target.closest("[data-search-box]");
  if (box && event.relatedTarget && !box.contains(event.relatedTarget)) close(box);
});

document.addEventListener("click", (event) => {
  for (const box of document.querySelectorAll("[data-search-box]")) {
    if (!box.contains(event.target)) close(box);
  }
});

// What was on its way when the list was closed, or the form sent, must not open it again.
document.addEventListener("htmx:beforeSwap", (event) => {
  const box = event.detail.target.closest("[data-search-box]");
  if (box && !box.contains(document.activeElement)) event.detail.shouldSwap = false;
});
