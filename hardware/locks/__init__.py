"""Lock boards of every maker, several of them on one bus."""
