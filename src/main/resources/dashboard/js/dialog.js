import { pretty } from './format.js';

/** A modal that closes by its button, by Esc and by a click beside it. */
export function prepare(dialog) {
  dialog.querySelector('.close').onclick = () => dialog.close();
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
}

/** Shows one pose record as the topic carries it. */
export function showRecord(dialog, record) {
  const text = pretty(record);
  dialog.querySelector('h2').textContent = `${record.camera} · frame ${record.seq}`;
  dialog.querySelector('pre').textContent = text;
  const copy = dialog.querySelector('.copy');
  copy.textContent = 'Copy';
  // Browsers have a clipboard on https and localhost only.
  copy.hidden = !navigator.clipboard;
  copy.onclick = () => navigator.clipboard.writeText(text)
    .then(() => { copy.textContent = 'Copied'; }, () => { copy.textContent = 'Not allowed'; });
  dialog.showModal();
}
