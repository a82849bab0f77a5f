"""Faces: consent, enrolment, looking into the camera, forgetting."""
