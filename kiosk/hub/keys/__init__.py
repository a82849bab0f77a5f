"""The hub's keys, and the process that alone holds their secret halves."""
