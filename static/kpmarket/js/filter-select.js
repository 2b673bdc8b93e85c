// A long list of choices gets a box to search it; without scripts the plain list remains.
const plain = (text) => text.normalize("NFKC").toLowerCase();

function groupsOf(select) {
  return [...select.children].map((node) => ({ node, options: [...(node.tagName === "OPTGROUP" ? node.children : [node])] }));
}

function show(select, groups, words) {
  const wanted = plain(words).split(/\s+/).filter(Boolean);
  const fits = (option, label) => !option.value || option.selected || wanted.every((word) => plain(`${label} ${option.text}`).includes(word));
  const kept = groups.map(({ node, options }) => {
    if (node.tagName !== "OPTGROUP") return fits(node, "") ? node : null;
    node.replaceChildren(...options.filter((option) => fits(option, node.label)));
    return node.children.length ? node : null;
  });
  const chosen = select.value;
  select.replaceChildren(...kept.filter(Boolean));
  select.value = chosen;
  return [...select.options].filter((option) => option.value).length;
}

function addBox(select) {
  const groups = groupsOf(select);
  const box = Object.assign(document.createElement("input"), { type: "search", autocomplete: "off", className: "filter-select" });
  box.placeholder = box.ariaLabel = select.dataset.filterSelect;
  box.addEventListener("input", () => show(select, groups, box.value));
  box.addEventListener("keydown", (event) => event.key === "Enter" && (event.preventDefault(), select.focus()));
  select.before(box);
}

function wake(root) {
  for (const select of root.querySelectorAll("select[data-filter-select]")) addBox(select);
}

wake(document);
document.addEventListener("htmx:load", (event) => event.target !== document.body && wake(event.target));
