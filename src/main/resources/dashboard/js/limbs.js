const LEFT = { arm: '#ffb86b', leg: '#ff8f6b' };
const RIGHT = { arm: '#6fd3ff', leg: '#6ea8ff' };
const TRUNK = '#e9eef5';
const HEAD = '#d3b8ff';

/** What a skeleton of the server looks like: a colour for each bone and each keypoint, by the keypoints' names. */
export function limbs({ keypoints, bones }) {
  return {
    bones: bones.map(([from, to]) => ({ from, to, colour: colourOf(keypoints[from], keypoints[to]) })),
    joints: keypoints.map((name) => colourOf(name, name)),
  };
}

function colourOf(a, b) {
  const names = `${a} ${b}`;
  if (/eye|ear|nose|head/.test(names)) return HEAD;
  const side = a.startsWith('left_') && b.startsWith('left_') ? LEFT
    : a.startsWith('right_') && b.startsWith('right_') ? RIGHT : null;
  if (side && /knee|ankle/.test(names)) return side.leg;
  if (side && /elbow|wrist/.test(names)) return side.arm;
  return TRUNK;
}
