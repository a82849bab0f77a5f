"""A cabinet that is being commissioned: its site file."""
