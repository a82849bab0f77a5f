"""Updates on the machine: verified, put beside what runs, tried, confirmed or undone."""
