/** The golden angle keeps the hues of neighbouring track ids far apart; the same id has the same colour always. */
const GOLDEN_ANGLE = 137.508;

export function trackColour(track) {
  return `hsl(${Math.round((track * GOLDEN_ANGLE + 20) % 360)} 78% 70%)`;
}
