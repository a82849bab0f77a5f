"""Locks on relays with Tasmota or ESPHome."""
