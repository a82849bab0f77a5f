"""What the operator looks at, folded from the rows of all kiosks; thrown away and made again by a command."""
