"""Badge readers: their frames, and the thread that owns one."""
