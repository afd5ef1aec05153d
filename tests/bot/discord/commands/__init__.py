"""Tests of the commands on Discord, by the real library and a stand-in for Discord."""
