"""The way between agents and supervisors: messages on the organisation's own MQTT broker."""
