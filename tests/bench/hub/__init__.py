"""What the hub costs on this machine."""
