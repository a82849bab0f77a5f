"""The tables of a site file: one file each with its shape, its checks, its value and its building."""
