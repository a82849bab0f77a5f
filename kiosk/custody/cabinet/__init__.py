"""The cabinet: its columns and compartments, and which of them a thing goes into."""
