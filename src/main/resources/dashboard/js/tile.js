import { element, setText } from './dom.js';
import { duration, fewOf, number, rate } from './format.js';
import { Picture } from './picture.js';
import { Sparkline } from './sparkline.js';

const UNANALYSED_MS = 1000;
const LIGHT_MODEL = 'movenet-lightning';
const SAYING = {
  live: 'Waiting for the first picture', connecting: 'Connecting', stalled: 'No pictures arrive', failed: 'Not available',
  ended: 'Ended', unknown: 'No state yet',
};

/** One camera on the page. */
export class Tile {
  #camera;
  #picture;
  #badge = element('span', { class: 'badge' });
  #veil = element('div', { class: 'veil' }, element('strong'), element('p'));
  #note = element('span', { class: 'note', hidden: true }, 'not analysed');
  #slow = element('p', { class: 'slow', role: 'status', hidden: true });
  #numbers = {};
  #facts = {};
  #latency = new Sparkline('Latency', duration, 50_000);
  #people = new Sparkline('People', number, 3);
  #analysedAt = performance.now();
  #shotAt = -Infinity;

  constructor(camera, limbsOf) {
    this.#camera = camera;
    const canvas = element('canvas', { role: 'img', 'aria-label': `Live picture of ${camera.id}` });
    this.node = element('article', { class: 'tile', tabIndex: 0, 'data-camera': camera.id },
      element('div', { class: 'picture' }, canvas, this.#veil, element('div', { class: 'notes' }, this.#note, this.#slow)),
      element('div', { class: 'bar' },
        element('div', { class: 'who' }, element('h2', { title: camera.id }, camera.id), this.#badge),
        this.#list('numbers', this.#numbers, { fps: 'fps', analysed: 'analysed', latency: 'latency', people: 'people', dropped: 'dropped' }),
        element('div', { class: 'sparks' }, this.#latency.node, this.#people.node),
        this.#list('facts', this.#facts, { address: 'Address', size: 'Picture', model: 'Model', session: 'Session',
          frames: 'Frames', lost: 'Lost', reconnects: 'Reconnects' })));
    this.#picture = new Picture(canvas, limbsOf);
    this.update();
  }

  shot(shot) {
    const now = performance.now();
    this.#shotAt = now;
    if (shot.analysed) this.#analysedAt = now;
    this.#note.hidden = shot.analysed || now - this.#analysedAt < UNANALYSED_MS;
    setText(this.#facts.size, `${shot.width} × ${shot.height}`);
    this.#picture.show(shot);
    this.#updateVeil();
  }

  /** Writes the numbers and the state; a few times a second is enough for the eye. */
  update() {
    const { fps, analysedFps, latencyUs, people, dropped } = this.#camera.now;
    const { status, model } = this.#camera;
    setText(this.#numbers.fps, rate(fps));
    setText(this.#numbers.analysed, rate(analysedFps));
    setText(this.#numbers.latency, duration(latencyUs));
    setText(this.#numbers.people, number(people));
    setText(this.#numbers.dropped, number(dropped));
    this.node.dataset.state = status.state;
    setText(this.#badge, status.state);
    this.#badge.title = status.detail;
    setText(this.#facts.address, status.address || '–');
    setText(this.#facts.session, (status.session || '–').slice(0, 8));
    setText(this.#facts.model, model || '–');
    for (const key of ['frames', 'lost', 'reconnects']) setText(this.#facts[key], number(status[key]));
    this.#updateSlow();
    this.#updateVeil();
  }

  tick() {
    this.#latency.draw(this.#camera.history.latency);
    this.#people.draw(this.#camera.history.people);
  }

  /** What to do about it: those who start PoseStream know its options by these names. */
  #updateSlow() {
    const share = this.#camera.droppedShare;
    this.#slow.hidden = share === 0;
    if (this.#slow.hidden) return;
    const lighter = this.#camera.model.startsWith(LIGHT_MODEL) ? '' : `, use --pose-model ${LIGHT_MODEL}`;
    setText(this.#slow, `Too slow: ${fewOf(share)} frames dropped. Lower --max-fps${lighter} or add analyze workers.`);
    // A small tile shows the beginning only.
    this.#slow.title = this.#slow.textContent;
  }

  #updateVeil() {
    const { state, detail } = this.#camera.status;
    const seen = this.#picture.painted > 0;
    // A frame that has just come is better news than a state that has not changed yet.
    const veiled = !(seen && (state === 'live' || performance.now() - this.#shotAt < UNANALYSED_MS));
    this.node.classList.toggle('veiled', veiled);
    this.node.classList.toggle('seen', seen);
    setText(this.#veil.firstChild, SAYING[state] ?? state);
    setText(this.#veil.lastChild, detail);
  }

  #list(name, cells, labels) {
    return element('dl', { class: name }, ...Object.entries(labels).map(([key, label]) => {
      cells[key] = element('dd', { 'data-value': key }, '–');
      return element('div', {}, element('dt', {}, label), cells[key]);
    }));
  }
}
