"""Tests of the commands, each with the folder that it works in."""
