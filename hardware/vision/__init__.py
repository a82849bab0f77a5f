"""Vision: a process of its own that owns the camera and the decoders, and the kiosk's side of it."""
