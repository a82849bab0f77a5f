"""The shapes of the line: what one end writes, the other end reads, and nothing else."""
