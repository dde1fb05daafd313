// The library works by plain links and a form; here the list is renewed in place. Whatever goes wrong, the browser follows the link.
const status = document.querySelector("[data-library-status]");
let turn = 0;

const library = () => document.querySelector("[data-library]");

function openDetails(root) {
  return new Set([...root.querySelectorAll("details[id][open]")].map((one) => one.id));
}

function place(key, before) {
  const same = key && library().querySelector(`[data-key="${CSS.escape(key)}"]`);
  const field = before === "library-text" && document.getElementById(before);
  (field || same || document.getElementById("library-count")).focus({ preventScroll: Boolean(same || field) });
}

async function show(address, { push = true, key = "", field = "" } = {}) {
  const mine = ++turn;
  const root = library();
  root.setAttribute("aria-busy", "true");
  status.textContent = "";
  const waiting = setTimeout(() => (status.textContent = root.dataset.busy), 800);
  try {
    const answer = await fetch(address, { credentials: "same-origin" });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const renewed = page.querySelector("[data-library]");
    if (!renewed) throw new Error("no library");
    if (mine !== turn) return;
    const open = openDetails(root);
    root.replaceWith(document.adoptNode(renewed));
    for (const id of open) {
      const one = document.getElementById(id);
      if (one) one.open = true;
    }
    document.title = page.title;
    if (push) history.pushState({ library: true }, "", answer.url);
    place(key, field);
    status.textContent = document.getElementById("library-count").textContent;
  } catch {
    location.assign(address);
  } finally {
    clearTimeout(waiting);
  }
}

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target.closest("[data-library] a[href]");
  if (!link || "plain" in link.dataset) return;
  const url = new URL(link.getAttribute("href"), location.href);
  if (url.origin !== location.origin || url.pathname !== location.pathname) return;
  event.preventDefault();
  show(url.href, { key: link.dataset.key });
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-library] form[role=search]");
  if (!form) return;
  event.preventDefault();
  const fields = new URLSearchParams(new FormData(form));
  if (!fields.get("q")) fields.delete("q");
  show(`${location.pathname}?${fields}`, { field: "library-text" });
});

window.addEventListener("popstate", () => show(location.href, { push: false }));
