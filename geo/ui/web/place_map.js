// The small map of the app: the mount of the front map, less its word of every move, plus a pin and, while a place is
// being corrected, a click that says where.

export function mountPlaceMap(component) {
  const { data, parentElement, setTriggerValue } = component;
  const leave = mountFrontMap({ ...component, setStateValue: () => {} });
  const held = parentElement.frontMapMount;
  held.pick = data.pick ? (spot) => setTriggerValue("spot", spot) : null;
  held.opening = held.opening.then(() => held.map && dress(held, data));
  return leave;
}

function dress(held, data) {
  const core = held.map;
  core._click = (event) => {
    if (!held.pick) return FrontMap.prototype._click.call(core, event);
    const { lat, lng } = event.latlng;
    held.pick({ lon: Math.round(lng * 1e5) / 1e5, lat: Math.round(lat * 1e5) / 1e5 });
    pinAt(held, [lng, lat]);
  };
  core.shell.classList.toggle("pm-pick", Boolean(data.pick));
  core.mapNode.style.cursor = data.pick ? "crosshair" : "";
  if (data.around && data.aroundKey !== held.aroundKey) core._fit(data.around);
  held.aroundKey = data.aroundKey;
  pinAt(held, data.pin);
}

// The pin is a node over the map: it marks what is being looked at and is not part of what is drawn.
function pinAt(held, at) {
  const { map, mapNode } = held.map;
  if (!held.pin || !mapNode.contains(held.pin)) {
    held.pin = document.createElement("div");
    held.pin.className = "pm-pin";
    mapNode.append(held.pin);
    map.on("move zoom zoomend moveend resize viewreset", () => setPin(held));
  }
  held.at = at;
  setPin(held);
}

function setPin(held) {
  held.pin.hidden = !held.at;
  if (!held.at) return;
  const { x, y } = held.map.map.latLngToContainerPoint([held.at[1], held.at[0]]);
  held.pin.style.transform = `translate(${x}px, ${y}px)`;
}
