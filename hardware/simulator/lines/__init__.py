"""Simulated ends of lines: pseudo-terminals, TCP ports, Modbus devices."""
