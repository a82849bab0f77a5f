"""What kiosks ask of the hub: rows up, orders down, state, sealed items, documents, enrolment."""
