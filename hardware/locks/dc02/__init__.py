"""The board of twelve channels whose frames begin with DC 02."""
