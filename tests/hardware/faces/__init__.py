"""Tests of faces: enrolment, recognition, liveness."""
