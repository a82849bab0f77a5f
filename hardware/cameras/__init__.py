"""Sources of pictures: a camera, a folder, a film."""

from __future__ import annotations

import os

# before any of these modules imports cv2: read() of an unplugged camera would wait ten seconds
os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "2")
