"""Simulated kiosks at a hub: real minds, journals and links, without windows and hardware."""
