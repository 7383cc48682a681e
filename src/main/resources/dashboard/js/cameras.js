import { Camera } from './camera.js';

/** All cameras, in the order of their names. Events: `list` (which there are), `status`, `poses` {record}, `shot`. */
export class Cameras extends EventTarget {
  #byId = new Map();
  /** Whether the server has said which there are. */
  known = false;

  get all() {
    return [...this.#byId.values()];
  }

  get(id) {
    return this.#byId.get(id);
  }

  listen(connection) {
    connection.addEventListener('text', ({ detail }) => this.#text(detail));
    connection.addEventListener('shot', ({ detail: shot }) => {
      const camera = this.#byId.get(shot.camera);
      if (!camera) return;
      camera.setShot(shot);
      this.#say('shot', { camera, shot });
    });
  }

  #text(message) {
    switch (message.type) {
      case 'cameras':
        this.#replace(message.cameras);
        break;
      case 'status':
        this.#add(message.camera.camera).setStatus(message.camera);
        this.#say('status', { camera: this.get(message.camera.camera) });
        break;
      case 'poses': {
        const camera = this.#add(message.record.camera);
        camera.setPoses(message);
        this.#say('poses', { camera, record: message.record });
        break;
      }
      case 'gone':
        if (this.#byId.delete(message.camera)) this.#say('list', {});
        break;
      default: // such as the beat, which only shows that the server is there
    }
  }

  #replace(list) {
    this.known = true;
    const before = this.#byId;
    this.#byId = new Map();
    for (const status of list) {
      const camera = before.get(status.camera) ?? new Camera(status.camera);
      camera.setStatus(status);
      this.#byId.set(camera.id, camera);
    }
    this.#sort();
  }

  #add(id) {
    if (!this.#byId.has(id)) {
      this.#byId.set(id, new Camera(id));
      this.#sort();
    }
    return this.#byId.get(id);
  }

  #sort() {
    const order = new Intl.Collator(undefined, { numeric: true });
    this.#byId = new Map([...this.#byId].sort(([a], [b]) => order.compare(a, b)));
    this.#say('list', {});
  }

  #say(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
