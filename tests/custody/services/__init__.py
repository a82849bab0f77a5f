"""The rules of services in the book: calendars, deadlines, gates."""
