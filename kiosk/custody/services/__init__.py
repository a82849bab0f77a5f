"""Services: what a kind of hand-over is, as rules that a file says and that are pinned to each thing."""
