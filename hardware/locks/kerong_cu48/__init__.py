"""KERONG's CU24 and CU48 lock boards, which speak longer frames than the CU16."""
