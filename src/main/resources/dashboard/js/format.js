const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const count = new Intl.NumberFormat();

export const NONE = '–';

export function number(value) {
  return Number.isFinite(value) ? count.format(value) : NONE;
}

/** A duration in microseconds, for people. */
export function duration(us) {
  if (!Number.isFinite(us)) return NONE;
  const ms = us / 1000;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 60_000)} min`;
}

export function rate(fps) {
  if (!Number.isFinite(fps)) return NONE;
  return fps < 9.95 ? fps.toFixed(1) : String(Math.round(fps));
}

/** A share above 0 as few of few, such as "3 of 10": it stands still where a percentage would flicker. */
export function fewOf(share) {
  return share >= 0.1 ? `${Math.min(9, Math.round(share * 10))} of 10` : `${Math.max(1, Math.round(share * 100))} of 100`;
}

export function percent(score) {
  return `${Math.round(score * 100)}%`;
}

/** Time of day with milliseconds, from microseconds since the epoch. */
export function timeOfDay(us) {
  const ms = Math.floor(us / 1000);
  return `${clock.format(ms)}.${String(ms % 1000).padStart(3, '0')}`;
}

/** A pose record as JSON to read: each keypoint on a line of its own. */
export function pretty(record) {
  return JSON.stringify(record, null, 2)
    .replace(/\[\s+(-?[\d.e+-]+(?:,\s+-?[\d.e+-]+)*)\s+\]/g, (_, numbers) => `[${numbers.replace(/,\s+/g, ', ')}]`);
}
