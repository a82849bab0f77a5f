"""Tests of sensors on Modbus lines."""
