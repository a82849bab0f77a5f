"""What one frame shows of a face: place, pose, quality, light."""
