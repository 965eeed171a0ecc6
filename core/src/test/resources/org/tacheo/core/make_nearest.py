"""Nearest pixels of small sets by scipy, on maps where no pixel is equally near to two members.

Made with: scipy 1.17.1, numpy 2.4.6. Run from this folder: python make_nearest.py
Writes nearest.txt, for each map a line: height, width, how many members, their row-major indices,
then the index of the nearest member for every pixel.
"""

import numpy as np
from scipy.ndimage import distance_transform_edt


def has_ties(height, width, members):
    y, x = np.mgrid[0:height, 0:width]
    squared = np.stack([(y - m // width) ** 2 + (x - m % width) ** 2 for m in members])
    least = np.sort(squared, axis=0)
    return len(members) > 1 and bool((least[0] == least[1]).any())


rng = np.random.default_rng(20)
lines = []
for height, width, count in ((7, 11, 2), (13, 9, 3), (16, 23, 4), (31, 17, 5), (1, 20, 2), (24, 24, 1)):
    while True:
        members = np.sort(rng.choice(height * width, count, replace=False))
        if not has_ties(height, width, members):
            break
    holes = np.ones((height, width), bool)
    holes.flat[members] = False
    rows, columns = distance_transform_edt(holes, return_distances=False, return_indices=True)
    nearest = (rows * width + columns).ravel()
    lines.append(" ".join(map(str, [height, width, count, *members, *nearest])))
with open("nearest.txt", "w") as file:
    file.write("\n".join(lines) + "\n")
