"""The machine: files that ship, cache folder, processes, clock, atomic files. Knows nothing of careers or PDF."""
