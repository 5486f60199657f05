// Reads what geo/views/packing.py wrote: compressed bytes to one object of plain values and typed arrays.

const PACKED_TYPES = { i1: Int8Array, i2: Int16Array, i4: Int32Array };

async function inflate(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

async function unpack(bytes) {
  const whole = await inflate(bytes);
  const view = new DataView(whole);
  if (view.getUint32(0) !== 0x464d4150) throw new Error("The map's data could not be read: they are not what was sent.");
  const start = 8 + view.getUint32(4, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(whole, 8, start - 8)));
  return revived(header, whole, start);
}

function revived(value, whole, start) {
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i += 1) {
      if (value[i] !== null && typeof value[i] === "object") value[i] = revived(value[i], whole, start);
      else if (typeof value[i] !== "object") return value; // a list of plain values holds no arrays
    }
    return value;
  }
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value.$)) {
    const [kind, offset, count] = value.$;
    if (kind === "v") return smallNumbers(new Uint8Array(whole, start + offset), count);
    return new PACKED_TYPES[kind](whole, start + offset, count);
  }
  for (const [name, one] of Object.entries(value)) value[name] = revived(one, whole, start);
  return value;
}

// Numbers of one to five bytes: the low seven bits first, the eighth set while more follow; the lowest bit is the sign.
function smallNumbers(bytes, count) {
  const numbers = new Int32Array(count);
  let at = 0;
  for (let n = 0; n < count; n += 1) {
    let [folded, shift, byte] = [0, 0, bytes[at]];
    for (; byte > 127; byte = bytes[at]) {
      folded |= (byte & 127) << shift;
      shift += 7;
      at += 1;
    }
    folded |= byte << shift;
    at += 1;
    numbers[n] = (folded >>> 1) ^ -(folded & 1);
  }
  return numbers;
}

function bytesOf(base64) {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
  return bytes;
}
