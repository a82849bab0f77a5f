"""What proves that Cubby does what it says; `cubby test` runs all of it."""
