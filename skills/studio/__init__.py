"""All of the outside world that a skill may touch: store, library of sound, workshop, clock."""
