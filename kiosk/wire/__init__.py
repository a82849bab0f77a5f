"""The line between a kiosk and its hub: the shapes that both ends write and read."""
