"use strict";
/* Everything works without this file. */
(() => {
  const $ = (q, from = document) => from.querySelector(q);
  const $$ = (q, from = document) => [...from.querySelectorAll(q)];
  const say = (text) => { const live = $("#live"); if (live) { live.textContent = ""; setTimeout(() => (live.textContent = text), 50); } };

  /* Errors first. */
  const focusErrors = (from) => $("[data-error-summary]", from)?.focus();
  focusErrors(document);

  /* A form is sent once; coming back by the history wakes it again. */
  const sleep = (form, on) => { form.dataset.sent = on ? "1" : ""; $$("button", form).forEach((b) => on ? b.setAttribute("aria-busy", "true") : b.removeAttribute("aria-busy")); };
  let dirty = null;
  addEventListener("submit", (e) => {
    const form = e.target;
    if (form.method !== "post" || e.submitter?.formTarget === "_blank") return;
    if (form.dataset.sent) { e.preventDefault(); e.stopImmediatePropagation(); return; }
    if (dirty === form) dirty = null;
    sleep(form, true);
    setTimeout(() => sleep(form, false), 15000);
  }, true);
  addEventListener("pageshow", () => $$("form").forEach((form) => sleep(form, false)));

  /* What was typed is not lost by a slip. */
  addEventListener("input", (e) => {
    const form = e.target.form;
    if (form?.hasAttribute("data-guard")) dirty = form;
    const left = e.target.nextElementSibling && $("[data-left]", e.target.nextElementSibling);
    if (left) left.textContent = `, còn ${e.target.maxLength - e.target.value.length}`;
  });
  addEventListener("beforeunload", (e) => { if (dirty?.isConnected) e.preventDefault(); });

  /* htmx: focus and words after a swap, and when nothing came. */
  addEventListener("announce", (e) => say(e.detail.value ?? ""));
  addEventListener("htmx:afterRequest", (e) => { const form = e.target.closest?.("form"); if (form) sleep(form, false); });
  addEventListener("htmx:afterSettle", (e) => { focusErrors(e.target); $("[data-focus]", e.target)?.focus(); });
  for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"])
    addEventListener(name, () => warn("Chưa gửi được. Những gì bạn nhập vẫn còn trên trang. Hãy thử lại sau ít phút."));

  function warn(text, button, act) {
    $(".toast")?.remove();
    const box = document.createElement("div");
    box.className = "toast notice notice--waiting";
    box.setAttribute("role", "alert");
    const body = box.appendChild(document.createElement("div"));
    body.className = "notice__body";
    body.appendChild(document.createElement("p")).textContent = text;
    const close = body.appendChild(document.createElement("button"));
    close.className = "button button--quiet button--small";
    close.textContent = button || "Đóng";
    close.onclick = () => { box.remove(); act?.(); };
    document.body.append(box);
  }

  /* The session: five minutes before its end, and at its end. */
  const session = $('meta[name="motcua-session"]');
  if (session) {
    const token = () => document.cookie.match(/csrftoken=([^;]+)/)?.[1] ?? "";
    const stay = () => fetch(session.dataset.stay, { method: "POST", headers: { "X-CSRFToken": token() } })
      .then((r) => { if (!r.ok) throw r; begin(); say("Phiên làm việc đã được kéo dài."); })
      .catch(() => warn("Chưa kéo dài được phiên. Hãy lưu việc đang làm."));
    let timers = [];
    const begin = () => {
      timers.forEach(clearTimeout);
      const end = Math.min(Number(session.content), 2e6) * 1000;
      timers = [
        setTimeout(() => warn("Còn 5 phút nữa là hết phiên làm việc.", "Làm tiếp", stay), Math.max(0, end - 3e5)),
        setTimeout(() => warn("Phiên làm việc đã hết. Khi bạn gửi, hệ thống sẽ mời đăng nhập lại và giữ những gì bạn đã nhập."), end),
      ];
    };
    begin();
  }

  /* Lists by keyboard (Enter opens the focused link by itself). */
  const rows = () => $$("[data-keys] tbody tr");
  const go = (step) => {
    const all = rows(), now = all.findIndex((r) => r.hasAttribute("data-marked"));
    const next = all[Math.max(0, Math.min(all.length - 1, now < 0 ? 0 : now + step))];
    if (!next) return;
    all.forEach((r) => r.removeAttribute("data-marked"));
    next.setAttribute("data-marked", "");
    $("a", next)?.focus();
    next.scrollIntoView({ block: "nearest" });
  };
  addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing || e.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
    const marked = $("[data-keys] tr[data-marked]");
    const acts = {
      j: () => go(1), k: () => go(-1),
      x: () => $("input[type=checkbox]", marked)?.click(),
      "/": () => $("[data-search]")?.focus(),
      "?": () => { const help = $("#phim-tat"); if (help) { help.open = !help.open; $("summary", help).focus(); } },
    };
    if (!acts[e.key] || (!rows().length && e.key !== "/")) return;
    if (e.key === "x" && !marked) return;
    e.preventDefault();
    acts[e.key]();
  });
})();
