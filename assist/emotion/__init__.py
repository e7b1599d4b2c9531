"""The customer's state. Nothing here ever gets the agent's audio."""
