// Geometry: from the payload's integer deltas to Web Mercator units that a repaint only scales.
//
// Coordinates arrive as [lon0, lat0, dlon, dlat, ...] in 1e-5 degree. They become Path2D objects in world
// units (0..256 at zoom 0) relative to one local origin, so that float precision holds when zoomed in.

const UNIT = 1e-5;
const COARSE_UNIT = 2e-4;

function mercator(lon, lat) {
  const sin = Math.sin((lat * Math.PI) / 180);
  return [((lon + 180) / 360) * 256, (0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * 256];
}

function unmercator(x, y) {
  const lat = (Math.atan(Math.sinh(Math.PI * (1 - y / 128))) * 180) / Math.PI;
  return [(x / 256) * 360 - 180, lat];
}

class Geometry {
  constructor(bbox) {
    this.origin = mercator((bbox[0] + bbox[2]) / 2, (bbox[1] + bbox[3]) / 2);
  }

  point(lon, lat) {
    const [x, y] = mercator(lon, lat);
    return [x - this.origin[0], y - this.origin[1]];
  }

  lonLat(x, y) {
    return unmercator(x + this.origin[0], y + this.origin[1]);
  }

  ring(deltas, unit = UNIT) {
    const out = new Float64Array(deltas.length);
    let lon = 0;
    let lat = 0;
    for (let i = 0; i < deltas.length; i += 2) {
      lon += deltas[i];
      lat += deltas[i + 1];
      [out[i], out[i + 1]] = this.point(lon * unit, lat * unit);
    }
    return out;
  }

  // An area is a list of polygons, a polygon a list of rings; even-odd filling makes the holes.
  area(polygons, unit = UNIT) {
    return new Shape(polygons.flat().map((deltas) => this.ring(deltas, unit)), true);
  }

  lines(lines, unit = UNIT) {
    return new Shape(lines.map((deltas) => this.ring(deltas, unit)), false);
  }

  // Lines that travel as one: the way from each vertex to the next over all of them, and the vertices of each.
  network({ at, length }, unit = UNIT) {
    const points = this.ring(at, unit);
    const begins = runningSum(length);
    return Array.from(length, (_, n) => points.subarray(2 * begins[n], 2 * begins[n + 1]));
  }
}

// Where each run begins, and where the last one ends.
function runningSum(lengths) {
  const begins = new Uint32Array(lengths.length + 1);
  for (let n = 0; n < lengths.length; n += 1) begins[n + 1] = begins[n] + lengths[n];
  return begins;
}

class Shape {
  constructor(rings, closed) {
    this.rings = rings;
    this.path = new Path2D();
    this.box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const ring of rings) {
      for (let i = 0; i < ring.length; i += 2) {
        const x = ring[i];
        const y = ring[i + 1];
        if (i === 0) this.path.moveTo(x, y);
        else this.path.lineTo(x, y);
        if (x < this.box[0]) this.box[0] = x;
        if (y < this.box[1]) this.box[1] = y;
        if (x > this.box[2]) this.box[2] = x;
        if (y > this.box[3]) this.box[3] = y;
      }
      if (closed) this.path.closePath();
    }
  }

  has(x, y) {
    const [west, north, east, south] = this.box;
    if (x < west || x > east || y < north || y > south) return false;
    let inside = false;
    for (const ring of this.rings) {
      for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
        const above = ring[i + 1] > y;
        if (above !== ring[j + 1] > y) {
          const cross = ((ring[j] - ring[i]) * (y - ring[i + 1])) / (ring[j + 1] - ring[i + 1]) + ring[i];
          if (x < cross) inside = !inside;
        }
      }
    }
    return inside;
  }

  // Distance of a point to the lines, in world units; for clicks on a stretch of border.
  distance(x, y) {
    let best = Infinity;
    for (const ring of this.rings) {
      for (let i = 2; i < ring.length; i += 2) {
        const ax = ring[i - 2];
        const ay = ring[i - 1];
        const dx = ring[i] - ax;
        const dy = ring[i + 1] - ay;
        const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
        best = Math.min(best, Math.hypot(ax + along * dx - x, ay + along * dy - y));
      }
    }
    return best;
  }
}
