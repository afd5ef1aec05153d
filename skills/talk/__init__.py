"""Request, reply and errors: no word of any one front end."""
