"""Pure: what the machine holds and for whom; events, the ledger they fold into, and its rules."""
