"""Lines, boards, scanners and cameras, against peers that speak the same bytes."""
