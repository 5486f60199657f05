"""Many maps in one call: a YAML file of orders, drawn side by side, and again only where something changed."""
