"""Bytes and nothing else: serial ports, TCP, lines in memory, recorders."""
