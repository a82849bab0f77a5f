"""What principals (carriers, shops, pharmacies) ask of the hub, and what it tells them by itself."""
