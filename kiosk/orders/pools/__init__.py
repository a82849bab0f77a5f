"""Orders about what is one of many, and about who may take one."""
