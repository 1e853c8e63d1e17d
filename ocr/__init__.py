"""Pages become words, words become documents, documents become fields."""

import cv2

# Pages run side by side in workers; OpenCV's own threads would only get in each other's way.
cv2.setNumThreads(1)
