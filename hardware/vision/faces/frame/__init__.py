"""A face in one frame: place, pose, quality, light."""
