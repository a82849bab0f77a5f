"""What supplies the cabinet, and what the machine does when it runs low."""
