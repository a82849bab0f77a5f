"""Receipt printers: they print in their own time and hold nobody up."""
