"""Hand-overs: a courier brings, a recipient collects or lets somebody else collect."""
