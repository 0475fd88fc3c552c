/* A saved page: keeps every cell in this browser as it is typed, and saves the table as CSV. Asks nobody anything. */
(() => {
  const table = document.querySelector("table"), key = "motcua:" + table.dataset.block;
  const cells = () => [...table.querySelectorAll("input")];
  try { (JSON.parse(localStorage.getItem(key)) || []).forEach((v, i) => { if (cells()[i]) cells()[i].value = v; }); } catch (e) { /* nothing kept */ }
  const keep = () => {
    try { localStorage.setItem(key, JSON.stringify(cells().map((c) => c.value))); }
    catch (e) { document.querySelector("#luu").textContent = "Trình duyệt không giữ được dữ liệu: hãy lưu CSV thường xuyên."; }
  };
  table.addEventListener("input", keep);
  document.querySelector("button").addEventListener("click", () => {
    const quote = (text) => '"' + text.replaceAll('"', '""') + '"';
    const head = [...table.querySelectorAll("thead th")].map((c) => quote(c.textContent));
    const rows = [...table.querySelectorAll("tbody tr")].map((r) =>
      [r.querySelector("th").textContent, ...[...r.querySelectorAll("input")].map((c) => c.value)].map(quote));
    const text = "\ufeff" + [head, ...rows].map((r) => r.join(";")).join("\r\n");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
    link.download = "danh-sach-ngoai-tuyen.csv";
    link.click();
  });
})();
