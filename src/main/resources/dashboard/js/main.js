import { Cameras } from './cameras.js';
import { Connection } from './connection.js';
import { prepare, showRecord } from './dialog.js';
import { Grid } from './grid.js';
import { Header } from './header.js';
import { listenToKeys } from './keys.js';
import { limbs } from './limbs.js';
import { Route } from './route.js';
import { Stream } from './stream.js';

const find = (selector) => document.querySelector(selector);

const skeletons = {};
const connection = new Connection(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/live`);
const cameras = new Cameras();
const route = new Route();
const header = new Header(find('.top'), connection);
const grid = new Grid(find('.grid'), cameras, (name) => skeletons[name]);
const stream = new Stream(find('.stream'), cameras, (record) => showRecord(find('.record'), record));

function navigate() {
  const id = route.camera;
  const absent = id !== null && cameras.known && !cameras.get(id);
  header.crumb(id);
  grid.show(id);
  find('.empty').hidden = absent || !cameras.known || cameras.all.length > 0;
  find('.absent').hidden = !absent;
  find('.absent span').textContent = id ?? '';
  find('.grid').hidden = cameras.all.length === 0 || absent;
}

function watch() {
  // A page that nobody sees costs nobody anything.
  connection.watch(document.hidden ? [] : grid.visible);
}

function toggleStream() {
  const hidden = document.body.classList.toggle('no-stream');
  find('.show-stream').setAttribute('aria-pressed', !hidden);
}

function toggleFullscreen() {
  const done = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen?.();
  done?.catch(() => {});
}

async function learnSkeletons() {
  const answer = await fetch('/api/skeletons').catch(() => null);
  if (!answer?.ok) return;
  for (const [name, skeleton] of Object.entries(await answer.json())) skeletons[name] = limbs(skeleton);
}

prepare(find('.record'));
prepare(find('.keys'));
const showKeys = () => find('.keys').showModal();
listenToKeys({ route, names: () => cameras.all.map(({ id }) => id), toggleStream, togglePause: () => stream.togglePause(),
  toggleFullscreen, showKeys });
find('.show-stream').onclick = toggleStream;
find('.fullscreen').onclick = toggleFullscreen;
find('.help').onclick = showKeys;
find('.previous').onclick = () => route.step(cameras.all.map(({ id }) => id), -1);
find('.next').onclick = () => route.step(cameras.all.map(({ id }) => id), 1);
find('.grid').addEventListener('click', ({ target }) => {
  const tile = target.closest('.tile');
  if (tile && route.camera === null) route.go(tile.dataset.camera);
});
if (matchMedia('(max-width: 1000px)').matches) toggleStream();

route.addEventListener('change', navigate);
cameras.addEventListener('list', navigate);
grid.addEventListener('visible', watch);
document.addEventListener('visibilitychange', watch);
connection.addEventListener('link', ({ detail }) => {
  if (detail.state === 'open') learnSkeletons();
});
cameras.listen(connection);
setInterval(() => {
  grid.update();
  header.update(cameras.all);
}, 250);
setInterval(() => {
  for (const camera of cameras.all) camera.tick();
  grid.tick();
}, 1000);
navigate();
connection.open();
