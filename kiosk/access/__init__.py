"""Pure: who is at the machine and what that proves."""
