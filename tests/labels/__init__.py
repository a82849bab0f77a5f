"""Labels as carriers print and code them."""
