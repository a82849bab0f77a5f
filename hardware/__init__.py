"""Devices of the cabinet and their drivers: locks, scanners, cameras, sensors, power, printers."""

import os

# OpenCV reads this once, when it is loaded: a few kilobytes of PNG can ask for gigabytes of pixels
os.environ.setdefault("OPENCV_IO_MAX_IMAGE_PIXELS", str(10**8))
