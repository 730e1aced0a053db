// Papers of a volume are put in order by dragging: onto another paper (it goes before that) or onto a place (it goes to its
// end). It sends the same form as the buttons beside each paper, which work by keyboard and by finger.
let dragged = null;

const put = (row, name, value) => {
  const form = row.querySelector("form[data-move]");
  const field = document.createElement("input");
  for (const chosen of form.querySelectorAll("select")) chosen.disabled = true;
  field.type = "hidden";
  field.name = name;
  field.value = value;
  form.append(field);
  form.submit();
};

const target = (event) => {
  const row = event.target.closest(".catalogue-row[draggable]");
  const found = row || event.target.closest(".catalogue-place");
  const isSame = found && dragged && found.closest(".catalogue") === dragged.closest(".catalogue");
  return isSame && found !== dragged ? found : null;
};

const clear = () => {
  for (const each of document.querySelectorAll(".is-over")) each.classList.remove("is-over");
};

for (const form of document.querySelectorAll("form[data-move]")) {
  const row = form.closest(".catalogue-row");
  row.draggable = true;
  row.addEventListener("dragstart", (event) => {
    dragged = row;
    row.classList.add("is-dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
  });
  row.addEventListener("dragend", () => {
    row.classList.remove("is-dragged");
    dragged = null;
    clear();
  });
}

for (const list of document.querySelectorAll(".catalogue")) {
  list.addEventListener("dragover", (event) => {
    const found = target(event);
    clear();
    if (!found) return;
    event.preventDefault();
    found.classList.add("is-over");
  });
  list.addEventListener("drop", (event) => {
    const found = target(event);
    if (!found) return;
    event.preventDefault();
    if (found.dataset.document) put(dragged, "before", found.dataset.document);
    else put(dragged, "item", found.dataset.place);
  });
}
