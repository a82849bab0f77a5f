"""eletechsup's relay boards R4D3B16, R4D8A08, R413D08 and R4D5E32 with their own set of registers."""
