"""The work of staff: tasks and what was set at the machine."""
