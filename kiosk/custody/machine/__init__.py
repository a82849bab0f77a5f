"""The machine itself: starts, stops, and the pace of its journal."""
