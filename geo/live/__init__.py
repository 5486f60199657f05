"""Reports that come in while people look at the map: many at once, or one by one into a folder that is watched."""
