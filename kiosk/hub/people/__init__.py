"""Who works at the hub: passwords, phones' codes, sessions."""
