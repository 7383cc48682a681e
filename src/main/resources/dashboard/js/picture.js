import { paint } from './painter.js';

/**
 * The canvas of one camera. While a frame is being decoded only the newest of those that come waits; while the screen is
 * being drawn only the newest decoded one does. So what is shown is never behind.
 */
export class Picture {
  painted = 0;
  #canvas;
  #context;
  #limbsOf;
  #decoding = false;
  #next = null;
  #ready = null;
  #shown = null;
  #requested = false;

  /** @param limbsOf gives the limbs of a skeleton's name */
  constructor(canvas, limbsOf) {
    this.#canvas = canvas;
    this.#context = canvas.getContext('2d', { alpha: false });
    this.#limbsOf = limbsOf;
    new ResizeObserver(() => this.#resize()).observe(canvas);
  }

  async show(shot) {
    this.#next = shot;
    if (this.#decoding) return;
    this.#decoding = true;
    while (this.#next) {
      const current = this.#next;
      this.#next = null;
      try {
        const bitmap = await createImageBitmap(current.jpeg);
        this.#ready?.bitmap.close();
        this.#ready = { bitmap, shot: current };
        this.#request();
      } catch {
        // A broken JPEG: the next frame takes its place.
      }
    }
    this.#decoding = false;
  }

  #request() {
    if (this.#requested) return;
    this.#requested = true;
    requestAnimationFrame(() => {
      this.#requested = false;
      if (this.#ready) {
        this.#shown?.bitmap.close();
        this.#shown = this.#ready;
        this.#ready = null;
        this.painted++;
        this.#canvas.dataset.seq = this.#shown.shot.seq;
      }
      this.#paint();
    });
  }

  #paint() {
    if (!this.#shown) return;
    const { bitmap, shot } = this.#shown;
    paint(this.#context, bitmap, shot, this.#limbsOf(shot.skeleton));
  }

  /** The canvas has the screen's own pixels, so that lines are sharp at any size. */
  #resize() {
    const density = devicePixelRatio || 1;
    const width = Math.round(this.#canvas.clientWidth * density);
    const height = Math.round(this.#canvas.clientHeight * density);
    if (!width || (width === this.#canvas.width && height === this.#canvas.height)) return;
    this.#canvas.width = width;
    this.#canvas.height = height;
    this.#paint();
  }
}
