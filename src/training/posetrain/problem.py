"""What the user can mend."""


class Problem(Exception):
    """Its message names the thing, what was found, what was expected and what to do."""
