import { trackColour } from './colours.js';
import { percent } from './format.js';

/** Keypoints below the first are left out, up to the second they are faint. */
const WEAK = 0.2;
const SURE = 0.5;
const POINTS = { bones: [], joints: [] };
const POINT = '#ffb86b';
const SHADOW = 'rgb(6 9 13 / 55%)';

/**
 * Paints a frame into the whole canvas, with the people found in that frame.
 *
 * @param limbs of the shot's skeleton; undefined where its keypoints have no names, then they are dots without limbs
 */
export function paint(context, bitmap, shot, limbs) {
  const { width, height } = context.canvas;
  const density = devicePixelRatio || 1;
  const scale = Math.min(width / bitmap.width, height / bitmap.height);
  const left = (width - bitmap.width * scale) / 2;
  const top = (height - bitmap.height * scale) / 2;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  context.drawImage(bitmap, left, top, bitmap.width * scale, bitmap.height * scale);
  const place = ([x, y, score]) => ({
    x: left + (x * scale * bitmap.width) / shot.width, y: top + (y * scale * bitmap.height) / shot.height, score });
  // The nearest last, so that nobody far away is drawn over them.
  const people = [...shot.people].sort((a, b) => a.box[1] + a.box[3] - b.box[1] - b.box[3]);
  for (const person of people) {
    const corner = place(person.box);
    const far = place([person.box[0] + person.box[2], person.box[1] + person.box[3]]);
    const size = Math.max(far.y - corner.y, far.x - corner.x);
    paintBox(context, person, corner, far, density);
    paintSkeleton(context, person.keypoints.map(place), limbs ?? POINTS, Math.min(Math.max(size / 58, 1.75 * density), 8 * density));
  }
  for (const person of people) paintLabel(context, person, place(person.box), density);
}

function opacity(score) {
  if (score < WEAK) return 0;
  return score >= SURE ? 0.75 + 0.25 * score : 0.2 + 0.6 * ((score - WEAK) / (SURE - WEAK));
}

function paintSkeleton(context, points, { bones, joints }, thickness) {
  context.lineCap = 'round';
  const lines = bones.map(({ from, to, colour }) => ({
    a: points[from], b: points[to], colour, alpha: Math.min(opacity(points[from]?.score ?? 0), opacity(points[to]?.score ?? 0)) }))
    .filter(({ alpha }) => alpha > 0);
  // The shadow of all bones first, so that no bone darkens another.
  for (const line of lines) stroke(context, line, SHADOW, thickness + Math.max(2, thickness * 0.55));
  for (const line of lines) stroke(context, line, line.colour, thickness);
  points.forEach(({ x, y, score }, k) => {
    context.globalAlpha = opacity(score);
    if (!context.globalAlpha) return;
    disc(context, x, y, thickness * 1.05, SHADOW);
    disc(context, x, y, thickness * 0.78, '#fff');
    disc(context, x, y, thickness * 0.5, joints[k] ?? POINT);
  });
  context.globalAlpha = 1;
}

function stroke(context, { a, b, alpha }, colour, thickness) {
  context.globalAlpha = alpha;
  context.strokeStyle = colour;
  context.lineWidth = thickness;
  context.beginPath();
  context.moveTo(a.x, a.y);
  context.lineTo(b.x, b.y);
  context.stroke();
}

function disc(context, x, y, radius, colour) {
  context.fillStyle = colour;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}

/** Corners only, with a faint line between: a person is marked but not caged. */
function paintBox(context, { track }, a, b, density) {
  const width = b.x - a.x;
  const height = b.y - a.y;
  const radius = Math.min(8 * density, width / 4, height / 4);
  context.strokeStyle = trackColour(track);
  context.lineWidth = density;
  context.globalAlpha = 0.35;
  context.beginPath();
  context.roundRect(a.x, a.y, width, height, radius);
  context.stroke();
  const arm = Math.min(width, height) / 4;
  context.globalAlpha = 1;
  context.lineWidth = 2 * density;
  context.lineCap = 'round';
  context.beginPath();
  for (const [x, y, dx, dy] of [[a.x, a.y, 1, 1], [b.x, a.y, -1, 1], [b.x, b.y, -1, -1], [a.x, b.y, 1, -1]]) {
    context.moveTo(x, y + dy * arm);
    context.arcTo(x, y, x + dx * arm, y, radius);
    context.lineTo(x + dx * arm, y);
  }
  context.stroke();
}

function paintLabel(context, { track, score }, { x, y }, density) {
  const height = 20 * density;
  const inset = 7 * density;
  context.textBaseline = 'middle';
  context.font = `650 ${12 * density}px system-ui, sans-serif`;
  const id = `#${track}`;
  const idWidth = context.measureText(id).width;
  context.font = `450 ${11 * density}px system-ui, sans-serif`;
  const sure = percent(score);
  const width = idWidth + context.measureText(sure).width + inset * 2 + 6 * density;
  const left = Math.max(0, Math.min(x, context.canvas.width - width));
  const top = Math.max(0, y - height - 4 * density);
  context.fillStyle = trackColour(track);
  context.beginPath();
  context.roundRect(left, top, width, height, 6 * density);
  context.fill();
  context.fillStyle = '#0c1015';
  context.fillText(sure, left + inset + idWidth + 6 * density, top + height / 2 + density * 0.5);
  context.font = `650 ${12 * density}px system-ui, sans-serif`;
  context.fillText(id, left + inset, top + height / 2 + density * 0.5);
}
