"""Tests of the Discord front end: the real client against the stand-in Discord."""
