/** Which camera the address names: `#/camera/NAME`, or null for all of them. Event: `change`. */
export class Route extends EventTarget {
  constructor() {
    super();
    addEventListener('hashchange', () => this.dispatchEvent(new Event('change')));
  }

  get camera() {
    const match = /^#\/camera\/(.+)$/.exec(location.hash);
    try {
      return match ? decodeURIComponent(match[1]) : null;
    } catch {
      return match[1];
    }
  }

  go(camera) {
    location.hash = camera === null ? '#/' : `#/camera/${encodeURIComponent(camera)}`;
  }

  /** The neighbour in a list of names, around its ends. */
  step(names, by) {
    if (names.length) this.go(names[(names.indexOf(this.camera) + by + names.length) % names.length]);
  }
}
