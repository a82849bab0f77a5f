"""Every screen in every state."""
