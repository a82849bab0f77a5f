"""The operator's pages: forms and tables that work without scripts, drawn by the server."""
