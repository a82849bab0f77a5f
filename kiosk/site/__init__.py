"""A site: one kiosk with its cabinet, as its site file describes it. README.md has the keys."""
