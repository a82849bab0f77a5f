"""The cabinet: its steel, columns and compartments, doors, and size classes."""
