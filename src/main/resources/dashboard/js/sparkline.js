import { element, setText } from './dom.js';

const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 120;
const HEIGHT = 24;

/** A minute of one number, drawn small, with its name and its largest value. */
export class Sparkline {
  #line = document.createElementNS(SVG, 'path');
  #area = document.createElementNS(SVG, 'path');
  #most = element('span', { class: 'most' });
  #format;
  #floor;

  /** @param floor the top of the scale at least, so that noise is not drawn as mountains */
  constructor(name, format, floor) {
    this.#format = format;
    this.#floor = floor;
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`);
    svg.setAttribute('preserveAspectRatio', 'none');
    svg.setAttribute('aria-hidden', 'true');
    this.#area.setAttribute('class', 'area');
    this.#line.setAttribute('class', 'line');
    svg.append(this.#area, this.#line);
    this.node = element('figure', { class: 'spark', title: `${name} in the last minute` },
      element('figcaption', {}, element('span', {}, name), this.#most), svg);
  }

  draw(values) {
    const finite = values.filter(Number.isFinite);
    const most = Math.max(...finite, this.#floor);
    let line = '';
    let area = '';
    let start = NaN;
    values.forEach((value, i) => {
      const x = (i * WIDTH) / (values.length - 1);
      if (!Number.isFinite(value)) {
        start = NaN;
        return;
      }
      const y = HEIGHT - 1 - (value / most) * (HEIGHT - 3);
      const fresh = Number.isNaN(start);
      if (fresh) start = x;
      line += `${fresh ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
      area += `${fresh ? `M${x.toFixed(1)} ${HEIGHT}` : ''}L${x.toFixed(1)} ${y.toFixed(1)}`;
      if (!Number.isFinite(values[i + 1])) area += `L${x.toFixed(1)} ${HEIGHT}Z`;
    });
    this.#line.setAttribute('d', line);
    this.#area.setAttribute('d', area);
    setText(this.#most, finite.length ? `max ${this.#format(Math.max(...finite))}` : '');
  }
}
