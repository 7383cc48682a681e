/** What keys do; see the dialog of keys. Browser shortcuts, fields and open dialogs keep theirs. */
export function listenToKeys({ route, names, toggleStream, togglePause, toggleFullscreen, showKeys }) {
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
    const act = {
      f: toggleFullscreen,
      s: toggleStream,
      p: togglePause,
      '?': showKeys,
      Escape: () => route.camera !== null && route.go(null),
      ArrowLeft: () => route.camera !== null && route.step(names(), -1),
      ArrowRight: () => route.camera !== null && route.step(names(), 1),
      Enter: () => openFocused(route),
    }[event.key];
    if (act) act();
    else if (/^[1-9]$/.test(event.key) && names()[event.key - 1]) route.go(names()[event.key - 1]);
  });
}

function openFocused(route) {
  const tile = document.activeElement?.closest('.tile');
  if (tile && document.activeElement === tile) route.go(tile.dataset.camera);
}
