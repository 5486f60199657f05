// A tile layer under the map, for deployments that name one with its credit: off by default, as it asks another server.

class Tiles {
  // `given` is {url, credit}, or nothing.
  constructor(map, given) {
    this.credit = given ? given.credit : "";
    this.layer = given ? L.tileLayer(given.url, { attribution: "", maxZoom: 19, pane: "tilePane", referrerPolicy: "no-referrer", className: "fm-tile-layer" }) : null;
    if (this.layer) this.layer.addTo(map);
  }

  get on() {
    return this.layer !== null;
  }

  // With tiles below it, the base map keeps its borders and leaves out the ground.
  ink(ink) {
    return this.on ? { ...ink, land: "transparent", water: "transparent", river: "transparent" } : ink;
  }
}
