"""Winnsen's lock boards, whose frames have no checksum."""
