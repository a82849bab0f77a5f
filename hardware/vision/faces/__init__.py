"""Faces: found, judged, known again, and proven to be alive as far as a plain camera can."""
