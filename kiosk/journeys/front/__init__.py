"""The front: home, what somebody comes for, and what is shown over any visit."""
