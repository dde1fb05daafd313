// Says which hit was opened, by its rank only; links stay what they are.
(() => {
  const list = document.querySelector("[data-asked]");

  if (list && navigator.sendBeacon) {
    const first = Number(list.getAttribute("start")) || 1;
    const tell = (event) => {
      const link = event.target.closest(".result__title a");
      if (!link) return;
      const rank = first + Array.from(list.children).indexOf(link.closest("li"));
      navigator.sendBeacon(list.dataset.opened, new URLSearchParams({ asked: list.dataset.asked, rank }));
    };
    list.addEventListener("click", tell);
    list.addEventListener("auxclick", tell);
  }
})();
