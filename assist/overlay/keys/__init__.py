"""Keys that work while another program has the focus: one way in (`global_keys`), one file a system."""
