"""What is bolted to the cabinet: locks, scanners, cameras."""
