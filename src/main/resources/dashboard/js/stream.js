import { trackColour } from './colours.js';
import { element } from './dom.js';
import { duration, percent, timeOfDay } from './format.js';

const ROWS = 60;
const CHIPS = 4;
const EVERY_MS = 500;

/** The newest poses as a list that can be read: twice a second the newest of each camera, on top. */
export class Stream {
  #node;
  #list;
  #open;
  #fresh = new Map();
  #paused = false;
  #hovered = false;

  /** @param open shows a record */
  constructor(node, cameras, open) {
    this.#node = node;
    this.#list = node.querySelector('ol');
    this.#open = open;
    node.querySelector('.pause').onclick = () => this.togglePause();
    // Nobody can click what moves away under the pointer.
    this.#list.addEventListener('pointerenter', ({ pointerType }) => { this.#hovered = pointerType === 'mouse'; });
    this.#list.addEventListener('pointerleave', () => { this.#hovered = false; });
    cameras.addEventListener('poses', ({ detail: { record } }) => this.#fresh.set(record.camera, record));
    setInterval(() => this.#flush(), EVERY_MS);
  }

  togglePause() {
    this.#paused = !this.#paused;
    const button = this.#node.querySelector('.pause');
    button.setAttribute('aria-pressed', this.#paused);
    button.textContent = this.#paused ? 'Go on' : 'Pause';
    this.#node.classList.toggle('paused', this.#paused);
  }

  #flush() {
    if (this.#paused || this.#hovered || this.#list.contains(document.activeElement) || !this.#node.offsetParent) return;
    const records = [...this.#fresh.values()].sort((a, b) => b.capturedUs - a.capturedUs);
    this.#fresh.clear();
    this.#list.prepend(...records.map((record) => this.#row(record)));
    while (this.#list.children.length > ROWS) this.#list.lastChild.remove();
  }

  #row(record) {
    const people = record.people.slice(0, CHIPS).map(({ track, score }) => {
      const chip = element('span', { class: 'chip' }, element('b', {}, `#${track}`), ` ${percent(score)}`);
      chip.style.setProperty('--track', trackColour(track));
      return chip;
    });
    if (record.people.length > CHIPS) people.push(element('span', { class: 'more' }, `+${record.people.length - CHIPS}`));
    if (!people.length) people.push(element('span', { class: 'more' }, 'nobody'));
    const row = element('button', { title: 'Show the record' },
      element('span', { class: 'camera' }, record.camera),
      element('span', { class: 'latency' }, duration(record.latencyUs)),
      element('time', {}, timeOfDay(record.capturedUs)),
      element('span', { class: 'chips' }, ...people));
    row.onclick = () => this.#open(record);
    return element('li', {}, row);
  }
}
