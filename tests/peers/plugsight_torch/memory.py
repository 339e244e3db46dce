"""Highest resident memory of this process so far."""

import resource
import sys


def peak_megabytes() -> float:
    try:
        with open("/proc/self/status", encoding="ascii") as file:
            # ru_maxrss would count the parent's memory at the fork.
            return next(int(line.split()[1]) for line in file if line.startswith("VmHWM")) / 2**10
    except OSError:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak / 2**20 if sys.platform == "darwin" else peak / 2**10
