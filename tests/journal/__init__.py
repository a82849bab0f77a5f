"""The journal, against everything that wants to make it say something else."""
