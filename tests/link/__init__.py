"""The link to the operator's hub: rows up, orders down."""
