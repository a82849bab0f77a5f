"""Faces: detection, quality, recognition, and liveness as far as a plain camera can."""
