/** Makes an element: properties are set as such, `class`, `data-…`, `aria-…` and `role` as attributes. */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key === 'class' || key === 'role' || key.includes('-')) made.setAttribute(key, value);
    else made[key] = value;
  }
  made.append(...children);
  return made;
}

/** Writes text only where it changed, so that an unchanged page costs the browser nothing. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
