"""A cabinet that is being commissioned: which channel opens which door."""
