"""Locks on MCP23017 port expanders."""
