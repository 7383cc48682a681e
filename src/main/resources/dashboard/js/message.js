const utf8 = new TextDecoder();

/** Takes a shot apart: four bytes length (big-endian), the header as JSON, the JPEG. */
export function shotOf(buffer) {
  const length = new DataView(buffer).getUint32(0);
  const header = JSON.parse(utf8.decode(new Uint8Array(buffer, 4, length)));
  return { ...header, jpeg: new Blob([new Uint8Array(buffer, 4 + length)], { type: 'image/jpeg' }) };
}
