"""A kiosk as a process: its thread, its devices, its nights and its watchdog."""
