import { setText } from './dom.js';
import { duration, number } from './format.js';

/** Totals over all cameras, and whether the server is there. */
export class Header {
  #node;
  #link = { state: 'connecting' };

  constructor(node, connection) {
    this.#node = node;
    connection.addEventListener('link', ({ detail }) => {
      // An attempt lasts a blink; the text would flicker between the two.
      this.#link = detail.state === 'connecting' && this.#link.state === 'waiting' ? { ...this.#link, retryAt: 0 } : detail;
      this.#writeLink();
    });
  }

  update(cameras) {
    this.#writeLink();
    const now = cameras.map((camera) => camera.now);
    const live = cameras.filter((camera) => camera.status.state === 'live').length;
    this.#total('cameras', cameras.length ? `${live} / ${cameras.length}` : '–');
    this.#total('people', number(sum(now.map(({ people }) => people))));
    this.#total('latency', duration(median(now.map(({ latencyUs }) => latencyUs))));
    this.#total('dropped', number(sum(now.map(({ dropped }) => dropped))));
  }

  crumb(camera) {
    const crumb = this.#node.querySelector('.crumb');
    crumb.hidden = camera === null;
    setText(crumb.querySelector('strong'), camera ?? '');
    document.title = camera === null ? 'PoseStream' : `${camera} – PoseStream`;
  }

  #total(name, text) {
    setText(this.#node.querySelector(`[data-total=${name}]`), text);
  }

  #writeLink() {
    const { state, retryAt } = this.#link;
    const link = this.#node.querySelector('.link');
    link.dataset.link = state;
    document.body.dataset.link = state;
    const seconds = Math.ceil((retryAt - Date.now()) / 1000);
    setText(link, { open: 'Connected', connecting: 'Connecting' }[state]
      ?? (seconds > 0 ? `Connection lost, trying again in ${seconds} s` : 'Connection lost, trying again'));
  }
}

function sum(values) {
  const finite = values.filter(Number.isFinite);
  return finite.length ? finite.reduce((a, b) => a + b) : NaN;
}

function median(values) {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  return sorted.length ? sorted[Math.floor(sorted.length / 2)] : NaN;
}
