"""The work of staff: tasks, audits, and doors at work."""
