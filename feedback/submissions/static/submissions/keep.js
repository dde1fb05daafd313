/* Saves a page of the form while it is being typed. Without this script the button does it. */
(() => {
  const form = document.querySelector("form[data-keep]");
  if (!form) return;
  const status = form.querySelector("[data-keep-status]");
  const IDLE = 1200;
  const AGAIN = 8000;
  let timer = 0;
  let running = null;
  let changed = false;

  const answers = () => {
    const data = new FormData(form);
    data.delete("files");
    return data;
  };

  const send = async () => {
    changed = false;
    try {
      const answer = await fetch(form.dataset.keep, { method: "POST", body: answers() });
      status.textContent = (await answer.json()).said;
    } catch {
      changed = true;
      status.textContent = form.dataset.offline;
    }
    running = null;
    if (changed) wait(AGAIN);
  };

  const keep = () => {
    if (!running) running = send();
  };

  const wait = (time) => {
    clearTimeout(timer);
    timer = setTimeout(keep, time);
  };

  form.addEventListener("input", (event) => {
    if (event.target.type === "file") return;
    changed = true;
    wait(IDLE);
  });

  /* What is saved in the background must not arrive after the page itself was sent. */
  form.addEventListener("submit", async (event) => {
    clearTimeout(timer);
    if (running) {
      event.preventDefault();
      await running;
      clearTimeout(timer);
      form.requestSubmit(event.submitter);
      return;
    }
    changed = false;
  });

  addEventListener("pagehide", () => {
    if (changed) navigator.sendBeacon(form.dataset.keep, answers());
  });
})();
