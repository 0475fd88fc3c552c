"use strict";
/* Dragging questions on the bench. Everything works without this file: each move is also a button. */
(() => {
  const send = (form, value) => {
    /* What dragging left there htmx would copy, and the policy forbids it. */
    form.querySelectorAll("[data-sort-item][style]").forEach((item) => item.removeAttribute("style"));
    const wish = form.appendChild(document.createElement("input"));
    wish.type = "hidden";
    wish.name = "lam";
    wish.value = value;
    form.requestSubmit();
    wish.remove(); // it was read while submitting
  };
  const dropped = (form, event) => {
    if (event.from === event.to && event.oldDraggableIndex === event.newDraggableIndex) return;
    const value = ["place", event.item.dataset.sortItem, event.to.dataset.sortList, event.newDraggableIndex].join(":");
    setTimeout(() => send(form, value)); // first the dragging ends
  };
  const start = () => {
    const form = document.querySelector("[data-sort]");
    if (!form || "drag" in form.dataset || !window.Sortable) return;
    form.dataset.drag = "";
    for (const list of form.querySelectorAll("[data-sort-list]"))
      window.Sortable.create(list, { group: "questions", handle: ".line__grip", draggable: "[data-sort-item]", ghostClass: "line--drag", onEnd: (event) => dropped(form, event) });
  };
  addEventListener("htmx:afterSettle", start);
  document.readyState === "complete" ? start() : addEventListener("DOMContentLoaded", start);
})();
