"""Receipt printers, each with a queue and a thread of its own."""
