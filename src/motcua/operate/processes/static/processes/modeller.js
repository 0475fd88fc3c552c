"use strict";
/* The drawing page. Without this file the table of steps and the file upload do the same work. */
(() => {
  const holder = document.querySelector("[data-modeller]");
  if (!holder || !window.BpmnJS) return;
  const form = document.querySelector("[data-modeller-form]");
  const field = form.querySelector("textarea");
  const said = document.querySelector("[data-modeller-said]");
  const modeller = new window.BpmnJS({ container: holder });
  let ready = false;
  holder.hidden = false;
  document.querySelector("[data-modeller-fallback]").hidden = true;
  modeller.importXML(field.value).then(() => {
    modeller.get("canvas").zoom("fit-viewport", "auto");
    ready = true;
  }).catch((error) => { said.textContent = `Không mở được bản vẽ: ${error.message}`; });
  form.addEventListener("submit", (event) => {
    if (!ready || form.dataset.drawn) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    modeller.saveXML({ format: true }).then(({ xml }) => {
      field.value = xml;
      form.dataset.drawn = "1";
      form.dataset.sent = ""; /* the kit took the first try for the sending */
      setTimeout(() => form.requestSubmit()); /* not while the first try is still being told */
    }).catch((error) => { said.textContent = `Chưa ghi được bản vẽ: ${error.message}`; });
  }, true);
})();
