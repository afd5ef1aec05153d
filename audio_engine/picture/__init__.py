"""Pictures of sound, for people who would rather look than read."""
