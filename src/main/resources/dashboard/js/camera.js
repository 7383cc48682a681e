const SECONDS = 60;
const RATE_WINDOW_US = 3_000_000;
const FRESH_MS = 3000;
/** What the server counts covers the last ten seconds, and says nothing after as many. */
const LATELY_MS = 10_000;

/** What the page knows of one camera, and a minute of its past, a value per second. */
export class Camera {
  status = { state: 'unknown', detail: '' };
  latencyUs = NaN;
  people = NaN;
  model = '';
  history = { latency: new Array(SECONDS).fill(NaN), people: new Array(SECONDS).fill(NaN) };
  #shots = [];
  #analysis = { dropped: 0, analysedFps: NaN, analysedLately: 0, droppedLately: 0 };
  #analysisAt = -Infinity;
  #posesAt = -Infinity;
  #shotAt = -Infinity;
  #second = { latencyUs: [], people: [] };

  constructor(id) {
    this.id = id;
  }

  setStatus(status) {
    this.status = status;
    this.#setAnalysis(status);
    this.model = status.model ?? this.model;
  }

  setPoses({ record, ...analysis }) {
    this.latencyUs = record.latencyUs;
    this.people = record.people.length;
    this.#setAnalysis(analysis);
    this.model = record.model;
    this.#posesAt = performance.now();
    this.#second.latencyUs.push(record.latencyUs);
    this.#second.people.push(record.people.length);
  }

  setShot(shot) {
    if (this.#shots.length && this.#shots[0].session !== shot.session) this.#shots = [];
    this.#shots.push({ session: shot.session, seq: shot.seq, capturedUs: shot.capturedUs });
    while (this.#shots[0].capturedUs < shot.capturedUs - RATE_WINDOW_US) this.#shots.shift();
    this.#shotAt = performance.now();
  }

  /** Numbers that nobody has renewed for a while are of the past, and not shown as now. */
  get now() {
    const fresh = performance.now() - this.#posesAt < FRESH_MS;
    return { fps: this.#fps(), analysedFps: this.#analysedFps(fresh), latencyUs: fresh ? this.latencyUs : NaN,
      people: fresh ? this.people : NaN, dropped: this.#analysis.dropped };
  }

  /** The share of frames that lately came too late to be analysed, 0 to 1. */
  get droppedShare() {
    const { analysedLately, droppedLately } = this.#analysis;
    const lately = performance.now() - this.#analysisAt < LATELY_MS;
    return lately && droppedLately ? droppedLately / (droppedLately + analysedLately) : 0;
  }

  #setAnalysis({ dropped, analysedFps, analysedLately, droppedLately }) {
    this.#analysis = { dropped, analysedFps, analysedLately, droppedLately };
    this.#analysisAt = performance.now();
  }

  #analysedFps(fresh) {
    const lately = performance.now() - this.#analysisAt < LATELY_MS;
    return lately && (fresh || this.status.state === 'live') ? this.#analysis.analysedFps : NaN;
  }

  /** Frames a second that the camera publishes; counted by their numbers, so those this page was not sent count too. */
  #fps() {
    const [first, last] = [this.#shots[0], this.#shots.at(-1)];
    if (performance.now() - this.#shotAt < FRESH_MS && last.capturedUs - first.capturedUs > 500_000) {
      return ((last.seq - first.seq) * 1e6) / (last.capturedUs - first.capturedUs);
    }
    return this.status.state === 'live' ? this.status.fps : NaN;
  }

  /** To be called once a second. */
  tick() {
    const { latencyUs, people } = this.#second;
    push(this.history.latency, latencyUs.length ? latencyUs.reduce((a, b) => a + b) / latencyUs.length : NaN);
    push(this.history.people, people.length ? Math.max(...people) : NaN);
    this.#second = { latencyUs: [], people: [] };
  }
}

function push(values, value) {
  values.shift();
  values.push(value);
}
