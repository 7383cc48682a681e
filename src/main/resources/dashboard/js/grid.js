import { Tile } from './tile.js';

const GAP = 16;
const SMALLEST_TILE = 300;

/** Lays the tiles out as large as they can be, and knows which of them are to be seen. Event: `visible`. */
export class Grid extends EventTarget {
  #node;
  #cameras;
  #limbsOf;
  #tiles = new Map();
  #visible = new Set();
  #single = null;
  #observer;

  constructor(node, cameras, limbsOf) {
    super();
    this.#node = node;
    this.#cameras = cameras;
    this.#limbsOf = limbsOf;
    this.#observer = new IntersectionObserver((entries) => this.#seen(entries), { rootMargin: '120px' });
    new ResizeObserver(() => this.#layOut()).observe(node);
    cameras.addEventListener('list', () => this.#populate());
    cameras.addEventListener('shot', ({ detail }) => this.#tiles.get(detail.camera.id)?.shot(detail.shot));
    cameras.addEventListener('status', ({ detail }) => this.#tiles.get(detail.camera.id)?.update());
  }

  get visible() {
    return this.#visible;
  }

  /** Shows one camera alone, or all of them for null. */
  show(id) {
    this.#single = id;
    this.#node.classList.toggle('single', id !== null);
    for (const [camera, tile] of this.#tiles) tile.node.hidden = id !== null && camera !== id;
    this.#layOut();
  }

  update() {
    for (const tile of this.#tiles.values()) tile.update();
  }

  tick() {
    for (const tile of this.#tiles.values()) tile.tick();
  }

  #populate() {
    const wanted = this.#cameras.all;
    for (const [id, tile] of this.#tiles) {
      if (this.#cameras.get(id)) continue;
      this.#observer.unobserve(tile.node);
      tile.node.remove();
      this.#tiles.delete(id);
      if (this.#visible.delete(id)) this.dispatchEvent(new Event('visible'));
    }
    wanted.forEach((camera, place) => {
      let tile = this.#tiles.get(camera.id);
      if (!tile) {
        tile = new Tile(camera, this.#limbsOf);
        this.#tiles.set(camera.id, tile);
        this.#observer.observe(tile.node);
      }
      if (this.#node.children[place] !== tile.node) this.#node.insertBefore(tile.node, this.#node.children[place] ?? null);
    });
    this.show(this.#single);
  }

  #seen(entries) {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) this.#visible.add(target.dataset.camera);
      else this.#visible.delete(target.dataset.camera);
    }
    this.dispatchEvent(new Event('visible'));
  }

  /** Tries every number of columns and takes the one with the largest pictures; scrolls only when they would get too small. */
  #layOut() {
    const shown = this.#single === null ? this.#tiles.size : 1;
    // Less the padding that keeps outlines from being cut off.
    const width = this.#node.clientWidth - 2;
    const height = this.#node.clientHeight - 2;
    if (!shown || !width) return;
    if (getComputedStyle(this.#node).overflowY === 'visible') {
      // On small screens the page itself scrolls, and only the width bounds the tiles.
      const columns = Math.min(shown, Math.max(1, Math.floor((width + GAP) / (SMALLEST_TILE * 1.2 + GAP))));
      this.#apply(columns, (width - GAP * (columns - 1)) / columns);
      return;
    }
    const bar = parseFloat(getComputedStyle(this.#node).getPropertyValue('--bar')) || 0;
    let best = { columns: 1, tile: 0 };
    for (let columns = 1; columns <= shown; columns++) {
      const rows = Math.ceil(shown / columns);
      const byWidth = (width - GAP * (columns - 1)) / columns;
      const byHeight = (((height - GAP * (rows - 1)) / rows - bar) * 16) / 9;
      const tile = Math.min(byWidth, byHeight);
      if (tile > best.tile) best = { columns, tile };
    }
    if (best.tile < Math.min(SMALLEST_TILE, width)) {
      const columns = Math.max(1, Math.floor((width + GAP) / (SMALLEST_TILE + GAP)));
      best = { columns, tile: (width - GAP * (columns - 1)) / columns };
    }
    this.#apply(best.columns, best.tile);
  }

  #apply(columns, tile) {
    this.#node.style.setProperty('--columns', columns);
    this.#node.style.setProperty('--tile', `${Math.floor(tile)}px`);
  }
}
