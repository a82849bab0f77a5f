"""KERONG's KR-CU16 and CU12 lock boards."""
