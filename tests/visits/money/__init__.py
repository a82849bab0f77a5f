"""The till against a provider with a script, on a real journal."""
