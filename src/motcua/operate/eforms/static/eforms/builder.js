"use strict";
/* Dragging questions on the bench. Everything works without this file: each move is also a button. */
(() => {
  const send = (form, event) => {
    if (event.from === event.to && event.oldDraggableIndex === event.newDraggableIndex) return;
    const button = form.appendChild(document.createElement("button"));
    button.name = "lam";
    button.value = ["place", event.item.dataset.sortItem, event.to.dataset.sortList, event.newDraggableIndex].join(":");
    button.hidden = true;
    form.requestSubmit(button);
  };
  const start = () => {
    const form = document.querySelector("[data-sort]");
    if (!form || "drag" in form.dataset || !window.Sortable) return;
    form.dataset.drag = "";
    for (const list of form.querySelectorAll("[data-sort-list]"))
      window.Sortable.create(list, { group: "questions", handle: ".line__grip", draggable: "[data-sort-item]", ghostClass: "line--drag", onEnd: (event) => send(form, event) });
  };
  addEventListener("htmx:afterSettle", start);
  document.readyState === "complete" ? start() : addEventListener("DOMContentLoaded", start);
})();
