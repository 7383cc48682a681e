import { shotOf } from './message.js';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;
/** The server says something every five seconds; silence for longer means that the network has gone. */
const SILENCE_MS = 16_000;

/**
 * The websocket, which opens itself again for as long as the page is there.
 * Events: `link` {state: connecting | open | waiting, retryAt}, `text` (parsed JSON) and `shot`.
 */
export class Connection extends EventTarget {
  #socket = null;
  #wait = FIRST_WAIT_MS;
  #timer = 0;
  #heardAt = 0;
  #watch = [];

  constructor(url) {
    super();
    this.url = url;
    setInterval(() => this.#checkSilence(), 2000);
    addEventListener('online', () => this.#retryNow());
    document.addEventListener('visibilitychange', () => document.hidden || this.#retryNow());
  }

  open() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#say('link', { state: 'connecting' });
    const socket = new WebSocket(this.url);
    this.#socket = socket;
    this.#heardAt = performance.now();
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => {
      this.#say('link', { state: 'open' });
      this.#sendWatch();
    };
    socket.onmessage = ({ data }) => {
      this.#heardAt = performance.now();
      this.#wait = FIRST_WAIT_MS;
      if (typeof data === 'string') this.#say('text', JSON.parse(data));
      else this.#say('shot', shotOf(data));
    };
    socket.onclose = () => this.#lost(socket);
  }

  /** From now on frames of these cameras are wanted. */
  watch(cameras) {
    const sorted = [...cameras].sort();
    if (sorted.join() === this.#watch.join()) return;
    this.#watch = sorted;
    this.#sendWatch();
  }

  #sendWatch() {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify({ watch: this.#watch }));
  }

  #lost(socket) {
    if (socket !== this.#socket) return;
    this.#socket = null;
    // Not all pages at once, when a server comes back.
    const wait = this.#wait * (0.75 + Math.random() / 2);
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MS);
    this.#timer = setTimeout(() => this.open(), wait);
    this.#say('link', { state: 'waiting', retryAt: Date.now() + wait });
  }

  #retryNow() {
    if (this.#timer) this.open();
  }

  #checkSilence() {
    const socket = this.#socket;
    if (!socket || performance.now() - this.#heardAt < SILENCE_MS) return;
    // Its own close may take a minute to be reported over a dead network.
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
    this.#lost(socket);
  }

  #say(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
