// The scale bar of Leaflet with the units of the reader's language.

function scaleBar(ui) {
  const Scale = L.Control.Scale.extend({
    _updateMetric(most) {
      const metres = this._getRoundNum(most);
      this._updateScale(this._mScale, metres < 1000 ? `${metres} ${ui.metres}` : `${metres / 1000} ${ui.km}`, metres / most);
    },
  });
  return new Scale({ imperial: false, position: "bottomright" });
}
