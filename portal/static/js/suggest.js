// The form works without this: here a search field becomes a combobox that offers what may be meant.
(() => {
  const WAIT = 120;
  const SHORTEST = 2;
  let count = 0;

  function element(tag, className, content) {
    const made = document.createElement(tag);
    made.className = className;
    made.textContent = content;
    return made;
  }

  function enhance(form) {
    const input = form.querySelector("input[type=search]");
    const list = element("ul", "suggest__list", "");
    const status = element("p", "hidden-text", "");
    let options = [];
    let active = -1;
    let typed = input.value;
    let timer = 0;
    let latest = 0;

    count += 1;
    list.id = `suggest-${count}`;
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", form.dataset.suggestLabel || input.labels[0].textContent.trim());
    status.setAttribute("role", "status");
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);
    input.autocomplete = "off";
    form.classList.add("suggest");
    form.append(list, status);

    function close() {
      clearTimeout(timer);
      latest += 1;
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function mark(index) {
      active = index;
      options.forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
      if (index < 0) {
        input.removeAttribute("aria-activedescendant");
        input.value = typed;
        return;
      }
      input.setAttribute("aria-activedescendant", options[index].id);
      input.value = options[index].dataset.text;
      options[index].scrollIntoView({ block: "nearest" });
    }

    function show(found, said) {
      list.replaceChildren();
      active = -1;
      input.removeAttribute("aria-activedescendant");
      options = found.map((one, index) => {
        const option = element("li", "suggest__option", "");
        option.id = `${list.id}-${index}`;
        option.dataset.text = one.text;
        option.dataset.url = one.url;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.append(element("span", "suggest__text", one.text), " ", element("span", "suggest__kind", one.name));
        option.addEventListener("pointerdown", (event) => event.preventDefault());
        option.addEventListener("click", () => { window.location.assign(one.url); });
        list.append(option);
        return option;
      });
      list.hidden = options.length === 0;
      input.setAttribute("aria-expanded", String(!list.hidden));
      status.textContent = said;
    }

    async function ask() {
      const mine = (latest += 1);
      const text = input.value.trim();
      if (text.length < SHORTEST) {
        close();
        return;
      }
      try {
        const answer = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(text)}`);
        const { suggestions, said } = answer.ok ? await answer.json() : { suggestions: [], said: "" };
        if (mine === latest && document.activeElement === input) show(suggestions, said);
      } catch {
        if (mine === latest) close();
      }
    }

    input.addEventListener("input", () => {
      typed = input.value;
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) {
          ask();
          return;
        }
        const step = event.key === "ArrowDown" ? 1 : -1;
        const places = options.length + 1;
        mark(((active + 1 + step + places) % places) - 1);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        input.value = typed;
        close();
      } else if (event.key === "Enter" && active >= 0) {
        event.preventDefault();
        window.location.assign(options[active].dataset.url);
      }
    });
  }

  document.querySelectorAll("form[data-suggest]").forEach(enhance);
})();
