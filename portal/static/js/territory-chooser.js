// The form works without this: here the units found appear while typing, as a combobox with a listbox.
const WAIT = 180;

function text(tag, className, content) {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = content;
  return element;
}

function enhance(root) {
  const input = root.querySelector("input[type=text]");
  const asked = root.querySelector("[data-asked]");
  const list = document.createElement("ul");
  const status = text("p", "hidden-text", "");
  const chosen = document.createElement("input");
  let options = [];
  let active = -1;
  let timer = 0;
  let latest = 0;

  list.id = `${input.id}-list`;
  list.className = "territory__list";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0] ? input.labels[0].textContent.trim() : input.name);
  list.hidden = true;
  status.setAttribute("role", "status");
  chosen.type = "hidden";
  chosen.name = `${input.name}_chosen`;
  const found = root.querySelector("[data-found]");
  const checked = root.querySelector("[data-found] input:checked");
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);
  root.append(list, status);

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(index) {
    active = index;
    options.forEach((option, at) => option.setAttribute("aria-selected", at === index ? "true" : "false"));
    if (index >= 0) {
      input.setAttribute("aria-activedescendant", options[index].id);
      options[index].scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  function pick(place) {
    input.value = place.place ? `${place.name}, ${place.place}` : place.name;
    asked.value = input.value;
    chosen.value = place.id;
    if (!chosen.isConnected) root.append(chosen);
    status.textContent = place.note;
    close();
  }

  function show(places) {
    list.replaceChildren();
    options = places.map((place, index) => {
      const option = text("li", "territory__option", "");
      option.id = `${list.id}-${index}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.append(text("span", "territory__name", place.name));
      if (place.place) option.append(" ", text("span", "territory__place", place.place));
      if (place.note) option.append(" ", text("span", "territory__note", place.note));
      option.addEventListener("pointerdown", (event) => event.preventDefault());
      option.addEventListener("click", () => pick(place));
      list.append(option);
      return option;
    });
    list.hidden = places.length === 0;
    input.setAttribute("aria-expanded", String(places.length > 0));
    status.textContent = places.length ? `${places.length}. ${root.dataset.hint}` : root.dataset.none;
    mark(-1);
    root.places = places;
  }

  async function ask() {
    const turn = ++latest;
    const query = input.value.trim();
    if (query.length < 2) return close();
    try {
      const answer = await fetch(`${root.dataset.territory}?q=${encodeURIComponent(query)}`);
      const { places } = await answer.json();
      if (turn === latest && document.activeElement === input) show(places);
    } catch {
      close(); // without a line the form is sent as it is and the server answers
    }
  }

  input.addEventListener("input", () => {
    chosen.remove();
    if (found) found.remove();
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") mark((active + 1) % options.length);
    else if (event.key === "ArrowUp") mark((active + options.length - 1) % options.length);
    else if (event.key === "Enter" && active >= 0) pick(root.places[active]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", close);
  if (checked) asked.value = input.value;
}

for (const root of document.querySelectorAll("[data-territory]")) enhance(root);
